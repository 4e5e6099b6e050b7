using System.ComponentModel;
using System.Management.Automation;
using ScalingTools.Measurement;
using ScalingTools.Plotting;

namespace ScalingTools.Cmdlets;

/// <summary>What the cmdlets share that make a figure of records.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class PlotCmdlet : RecordCmdlet
{
    /// <summary>The property of the horizontal axis.</summary>
    public abstract string? X { get; set; }

    /// <summary>The properties of the vertical axis.</summary>
    public abstract string[]? Y { get; set; }

    /// <summary>Properties of predictions, drawn dashed. Rows whose Source is Theory are dashed in any case.</summary>
    /// <value>Predicted{Y}, {Y}Theory or Theory, whichever there is</value>
    [Parameter, ArgumentCompleter(typeof(NumericPropertyCompleter))]
    public string[]? Theory { get; set; }

    /// <summary>The property of the half width of the band, or the two of its ends; @() for no band.</summary>
    /// <value>{Y}Low and {Y}High, {Y}Sd, {Y}Error or StandardError, whichever there is; several records of one x have a band of one standard deviation</value>
    [Parameter, ArgumentCompleter(typeof(NumericPropertyCompleter))]
    public string[]? Band { get; set; }

    /// <summary>Scale of the horizontal axis: Linear, Logarithmic, or logarithmic where the data span more than 1.5 decades.</summary>
    /// <value>Auto</value>
    [Parameter]
    public AxisScale XScale { get; set; }

    /// <summary>Scale of the vertical axis.</summary>
    /// <value>Auto</value>
    [Parameter]
    public AxisScale YScale { get; set; }

    /// <summary>The smallest x to draw.</summary>
    [Parameter]
    public double? XMin { get; set; }

    /// <summary>The largest x to draw.</summary>
    [Parameter]
    public double? XMax { get; set; }

    /// <summary>Where the vertical axis begins.</summary>
    [Parameter]
    public double? YMin { get; set; }

    /// <summary>Where the vertical axis ends.</summary>
    [Parameter]
    public double? YMax { get; set; }

    /// <summary>How points are drawn: Line, Points, or marks on a line for up to forty points.</summary>
    /// <value>Auto</value>
    [Parameter]
    public FigureMark Mark { get; set; }

    /// <summary>Fits a law y = A*x^-p to each series and writes its slope into the legend.</summary>
    [Parameter]
    public SwitchParameter Fit { get; set; }

    /// <summary>The smallest x of the fit.</summary>
    [Parameter]
    public double? FitMin { get; set; }

    /// <summary>The largest x of the fit.</summary>
    [Parameter]
    public double? FitMax { get; set; }

    /// <summary>Slopes s of lines y = c*x^s to compare with.</summary>
    [Parameter]
    public double[]? ReferenceSlope { get; set; } = [];

    /// <summary>What to write above the figure.</summary>
    [Parameter]
    public string? Title { get; set; }

    /// <summary>What to write beside the horizontal axis.</summary>
    /// <value>the property in words</value>
    [Parameter]
    public string? XTitle { get; set; }

    /// <summary>What to write beside the vertical axis.</summary>
    /// <value>the property in words</value>
    [Parameter]
    public string? YTitle { get; set; }

    /// <inheritdoc/>
    protected sealed override IReadOnlyList<string>? Columns() => null;

    /// <summary>The figure of everything that arrived.</summary>
    private protected Figure Build(IReadOnlyList<MeasurementRecord> records)
    {
        FigureOptions options = new()
        {
            X = X, Y = Y ?? [],
            GroupBy = MyInvocation.BoundParameters.ContainsKey(nameof(GroupBy)) ? GroupBy ?? [] : null, Theory = Theory, Band = Band, XScale = XScale, YScale = YScale, XMin = XMin, XMax = XMax, YMin = YMin,
            YMax = YMax, Mark = Mark, Fit = Fit, FitMin = FitMin, FitMax = FitMax, ReferenceSlopes = ReferenceSlope ?? [], Title = Title ?? "", XTitle = XTitle, YTitle = YTitle,
        };
        Figure figure = Figure.Of(records, options, Excluded);
        Explain($"{figure.XAxis.Title} {(figure.XAxis.Logarithmic ? "logarithmic" : "linear")}, {figure.YAxis.Title} {(figure.YAxis.Logarithmic ? "logarithmic" : "linear")}, {figure.Series.Count} series, {figure.LeftOut} values left out.");
        return figure;
    }
}
