namespace ScalingTools.Plotting;

/// <summary>How points of a simulation are drawn.</summary>
public enum FigureMark
{
    /// <summary>Marks on a line for up to forty points, a line for more.</summary>
    Auto,
    /// <summary>A line.</summary>
    Line,
    /// <summary>Marks.</summary>
    Points,
}
