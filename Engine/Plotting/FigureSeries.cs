namespace ScalingTools.Plotting;

/// <summary>One curve of a figure.</summary>
public sealed class FigureSeries
{
    private readonly double[] _x, _y;
    private readonly double[]? _low, _high;

    internal FigureSeries(double[] x, double[] y, double[]? low = null, double[]? high = null) => (_x, _y, _low, _high) = (x, y, low, high);

    /// <summary>The same points, drawn in another way.</summary>
    internal FigureSeries As(string label, int color, bool marks = false, bool line = true) => new(_x, _y, _low, _high) { Label = label, Kind = Kind, Color = color, Marks = marks, Line = line };

    /// <summary>What the legend says; empty for no line of its own.</summary>
    public required string Label { get; init; }
    /// <summary>How it is drawn.</summary>
    public required SeriesKind Kind { get; init; }
    /// <summary>Its place among the colours; series of one group have the same.</summary>
    public required int Color { get; init; }
    /// <summary>Whether its points have marks.</summary>
    public bool Marks { get; init; }
    /// <summary>Whether its points are joined.</summary>
    public bool Line { get; init; } = true;
    /// <summary>Points.</summary>
    public int Count => _x.Length;
    /// <summary>Whether it has a band.</summary>
    public bool HasBand => _low is not null;

    /// <summary>x, ascending.</summary>
    public ReadOnlySpan<double> GetX() => _x;
    /// <summary>y, as many.</summary>
    public ReadOnlySpan<double> GetY() => _y;
    /// <summary>The lower end of the band; empty without one.</summary>
    public ReadOnlySpan<double> GetLow() => _low;
    /// <summary>The upper end of the band; empty without one.</summary>
    public ReadOnlySpan<double> GetHigh() => _high;
}
