using System.Management.Automation;
using ScalingTools.Measurement;
using ScalingTools.Plotting;

namespace ScalingTools.Cmdlets;

/// <summary>Writes a figure of records to a file: SVG for papers, HTML to look around in.</summary>
/// <remarks>
/// <para>
/// The records are rows of this module or any objects with numeric properties. Series are told apart by the properties of which one x has several values, or by -GroupBy; several seeds become their mean with a band of
/// one standard deviation. An axis is logarithmic where the data span more than 1.5 decades; values that are not positive are then left out, counted in a warning. Simulations are marks or solid lines, predictions dashed.
/// </para>
/// <para>
/// The end of the name decides: .svg has real text, ticks between the powers of ten, and no more points than can be seen; .html needs no network, zooms, and shows values under the pointer. The file is written
/// beside its place and then moved there, so that an old one stays whole if anything fails.
/// </para>
/// </remarks>
/// <example>
/// A figure for a paper.
/// <code>Invoke-MultilinearTraining -Alpha 0.3, 0.6, 0.9 -Time log:1:1e6:60 | Export-ScalingPlot losses.svg Time Loss -Fit -FitMin 100</code>
/// </example>
/// <example>
/// The theory of random features, as a file object.
/// <code>New-PowerLawTask 1.5 0.5 -ModeCount 200 | Get-FeatureLearningTheory -Time 100 -LearningRate 0.1 | Export-ScalingPlot theory.svg Time TestLoss -PassThru</code>
/// </example>
/// <seealso cref="ShowScalingPlotCommand"/>
/// <seealso cref="ExportScalingReportCommand"/>
[Cmdlet(VerbsData.Export, "ScalingPlot", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportScalingPlotCommand : PlotCmdlet
{
    /// <summary>The file, .svg or .html.</summary>
    [Parameter(Mandatory = true, Position = 0), Alias("FilePath")]
    public string Path { get; set; } = "";

    /// <summary>The property of the horizontal axis.</summary>
    /// <value>Time, Step, Tokens, Samples, Parameters, SampleCount, Width, Compute, Frequency or Mode, whichever there is first</value>
    [Parameter(Position = 1), ArgumentCompleter(typeof(NumericPropertyCompleter))]
    public override string? X { get; set; }

    /// <summary>The properties of the vertical axis.</summary>
    /// <value>Loss, TestLoss, Strength, Accuracy, Error or Eigenvalue, whichever there is first</value>
    [Parameter(Position = 2), ArgumentCompleter(typeof(NumericPropertyCompleter))]
    public override string[]? Y { get; set; } = [];

    /// <summary>Width in pixels.</summary>
    /// <value>640</value>
    [Parameter]
    public int Width { get; set; } = 640;

    /// <summary>Height in pixels.</summary>
    /// <value>420</value>
    [Parameter]
    public int Height { get; set; } = 420;

    /// <summary>Does not write over a file that is there.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Writes over a file that is read-only.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Writes the file as an object.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void Begin()
    {
        base.Begin();
        FigureFile.CheckExtension(Path);
    }

    /// <inheritdoc/>
    protected override void Use(IReadOnlyList<MeasurementRecord> records)
    {
        Figure figure = Build(records);
        string path = GetUnresolvedProviderPathFromPSPath(Path);
        if (ShouldProcess(path, "Write figure"))
        {
            FigureFile.Write(figure, path, Width, Height, NoClobber, Force);
            if (PassThru)
                WriteObject(new FileInfo(path));
        }
        WarnExcluded();
    }
}
