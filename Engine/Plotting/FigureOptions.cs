namespace ScalingTools.Plotting;

/// <summary>How rows become a figure. What is left out is decided by the rows.</summary>
public sealed record FigureOptions
{
    /// <summary>Column of the horizontal axis. Default (null): Time, Step, Tokens, Samples, Parameters, SampleCount, Width, Compute, Frequency or Mode, whichever there is first.</summary>
    public string? X { get; init; }
    /// <summary>Columns of the vertical axis, a set of series for each. Default (empty): Loss, TestLoss, Strength, Accuracy, Error or Eigenvalue, whichever there is first.</summary>
    public IReadOnlyList<string> Y { get; init; } = [];
    /// <summary>Columns whose values, taken together, name the series. Default (null): those of which the same x has several values, seeds and runs aside (<see cref="GroupColumns"/>).</summary>
    public IReadOnlyList<string>? GroupBy { get; init; }
    /// <summary>Columns of predictions, drawn dashed. Default (null): Predicted{Y}, {Y}Theory, Theory{Y} or Theory, whichever there is; rows whose Source is Theory are dashed in any case.</summary>
    public IReadOnlyList<string>? Theory { get; init; }
    /// <summary>Column of the half width of the band, or two of its ends. Default (null): {Y}Low and {Y}High, {Y}Sd, {Y}Error or StandardError, whichever there is; empty for none.</summary>
    public IReadOnlyList<string>? Band { get; init; }
    /// <summary>Scale of the horizontal axis. Default: Auto.</summary>
    public AxisScale XScale { get; init; }
    /// <summary>Scale of the vertical axis. Default: Auto.</summary>
    public AxisScale YScale { get; init; }
    /// <summary>Smallest x that is drawn. Default (null): all.</summary>
    public double? XMin { get; init; }
    /// <summary>Largest x that is drawn. Default (null): all.</summary>
    public double? XMax { get; init; }
    /// <summary>Smallest y of the axis. Default (null): that of the data.</summary>
    public double? YMin { get; init; }
    /// <summary>Largest y of the axis. Default (null): that of the data.</summary>
    public double? YMax { get; init; }
    /// <summary>How simulations are drawn. Default: Auto.</summary>
    public FigureMark Mark { get; init; }
    /// <summary>Whether a law y = A x^-p is fitted to each series of a simulation, its exponent in the legend. Default: no.</summary>
    public bool Fit { get; init; }
    /// <summary>Smallest x of the fit. Default (null): all.</summary>
    public double? FitMin { get; init; }
    /// <summary>Largest x of the fit. Default (null): all.</summary>
    public double? FitMax { get; init; }
    /// <summary>Slopes s of lines y ∝ x^s to compare with. Default: none.</summary>
    public IReadOnlyList<double> ReferenceSlopes { get; init; } = [];
    /// <summary>Above the figure. Default: nothing.</summary>
    public string Title { get; init; } = "";
    /// <summary>Beside the horizontal axis. Default (null): the column in words, with its unit where it is known.</summary>
    public string? XTitle { get; init; }
    /// <summary>Beside the vertical axis. Default (null): as for the horizontal one.</summary>
    public string? YTitle { get; init; }
}
