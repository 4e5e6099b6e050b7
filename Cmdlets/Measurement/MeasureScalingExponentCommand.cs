using System.Management.Automation;
using ScalingTools.Measurement;

namespace ScalingTools.Cmdlets;

/// <summary>Measures the exponent of a scaling law, with its error bar.</summary>
/// <remarks>
/// <para>
/// The records are any objects with numeric properties, named by -X and -Y: rows of this module, or of Import-Csv or Import-Excel. Text that is a number
/// counts as one; a hashtable is a record of its keys. Records that cannot be used are left out, counted in the row, and named in a warning.
/// A group that cannot be fitted has a row with its Outcome, and an error of the same name.
/// </para>
/// <para>
/// PowerLaw fits y = A*x^-p, Offset y = E + A*x^-p, Broken a smooth change from one exponent to another. Chinchilla fits L = E + A/N^a + B/D^b, and
/// PowerMean the power mean of its two terms; both take two properties as -X and give a row for each. Compare forms by Akaike.
/// </para>
/// <para>
/// The window matters more than the fit. -Window Auto takes the longest stretch whose local exponent is constant within noise; -LocalSlope and
/// -WindowSensitivity show the exponent as a function of x and of the window. Support says what speaks against calling the stretch a law.
/// </para>
/// <para>
/// Error bars come from the fit, or with -Bootstrap from resampling: whole runs where the records have a Run, residuals otherwise. If the records have a
/// property called like X with Exponent behind it (TimeExponent for Time), or TheoryExponent, it stands beside the measured exponent, with their
/// difference in standard errors as Deviation.
/// </para>
/// </remarks>
/// <example>
/// The time law of the multilinear model.
/// <code>Invoke-MultilinearTraining -Alpha 0.6 -Time log:1e4:1e8:50 | Measure-ScalingExponent -X Time -Y Loss</code>
/// </example>
/// <example>
/// One exponent for each Alpha, in a window found automatically, with bootstrap intervals.
/// <code>
/// Invoke-MultilinearTraining -Alpha 0.3, 0.6, 0.9 -Time log:1:1e8:50 |
///     Measure-ScalingExponent -X Time -Y Loss -GroupBy Alpha -Window Auto -Bootstrap 200 -Seed 1
/// </code>
/// </example>
/// <example>
/// A table from elsewhere.
/// <code>
/// 1..20 | ForEach-Object { [pscustomobject]@{ Width = 10 * $_; Error = 0.1 + 3 / $_ } } | Export-Csv runs.csv
/// Import-Csv runs.csv | Measure-ScalingExponent -X Width -Y Error -Form Offset
/// </code>
/// </example>
/// <example>
/// How much the window matters.
/// <code>Invoke-MultilinearTraining -Alpha 0.6 -Time log:1e2:1e8:50 | Measure-ScalingExponent -WindowSensitivity | Sort-Object Decades | Select-Object -Last 5</code>
/// </example>
/// <seealso cref="MeasureComputeFrontierCommand"/>
/// <seealso href="https://arxiv.org/abs/2203.15556">Hoffmann et al. 2022, the Chinchilla form</seealso>
[Cmdlet(VerbsDiagnostic.Measure, "ScalingExponent", DefaultParameterSetName = FitSet)]
[OutputType(typeof(ScalingExponent), ParameterSetName = [FitSet])]
[OutputType(typeof(LocalSlope), ParameterSetName = [LocalSlopeSet])]
[OutputType(typeof(WindowSensitivity), ParameterSetName = [WindowSensitivitySet])]
public sealed class MeasureScalingExponentCommand : MeasureCmdlet
{
    private const string FitSet = "Fit";
    private const string LocalSlopeSet = "LocalSlope";
    private const string WindowSensitivitySet = "WindowSensitivity";

    /// <summary>The property of the resource; two for the forms of two resources.</summary>
    /// <value>Time</value>
    [Parameter(Position = 0), ArgumentCompleter(typeof(NumericPropertyCompleter))]
    [ValidateCount(1, 2)]
    public string[] X { get; set; } = ["Time"];

    /// <summary>The property of the quantity that falls with it.</summary>
    /// <value>Loss</value>
    [Parameter(Position = 1), ArgumentCompleter(typeof(NumericPropertyCompleter))]
    public string Y { get; set; } = "Loss";

    /// <summary>The form of the law.</summary>
    /// <value>PowerLaw</value>
    [Parameter(ParameterSetName = FitSet)]
    [Parameter(ParameterSetName = WindowSensitivitySet)]
    public ScalingForm Form { get; set; }

    /// <summary>The smallest x to use.</summary>
    [Parameter]
    public double? XMin { get; set; }

    /// <summary>The largest x to use.</summary>
    [Parameter]
    public double? XMax { get; set; }

    /// <summary>Auto finds the window, within XMin and XMax if they are given.</summary>
    /// <value>All</value>
    [Parameter(ParameterSetName = FitSet)]
    public WindowRule Window { get; set; }

    /// <summary>The number of bootstrap replicates; 0 for error bars from the fit alone.</summary>
    /// <value>0</value>
    [Parameter(ParameterSetName = FitSet)]
    public int Bootstrap { get; set; }

    /// <summary>The seed of the bootstrap.</summary>
    /// <value>0</value>
    [Parameter(ParameterSetName = FitSet)]
    public long Seed { get; set; }

    /// <summary>The coverage of the intervals.</summary>
    /// <value>0.95</value>
    [Parameter(ParameterSetName = FitSet)]
    public double ConfidenceLevel { get; set; } = 0.95;

    /// <summary>The property that tells runs apart, for a bootstrap over runs.</summary>
    /// <value>Run</value>
    [Parameter, ArgumentCompleter(typeof(AnyPropertyCompleter))]
    public string RunProperty { get; set; } = "Run";

    /// <summary>Writes the local exponent at every x instead of a fit.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LocalSlopeSet)]
    public SwitchParameter LocalSlope { get; set; }

    /// <summary>The width, in decades of x, of the stretch that a local exponent is taken from.</summary>
    /// <value>0.5</value>
    [Parameter(ParameterSetName = LocalSlopeSet)]
    public double SlopeDecades { get; set; } = 0.5;

    /// <summary>Writes the exponent in every window instead of one fit.</summary>
    [Parameter(Mandatory = true, ParameterSetName = WindowSensitivitySet)]
    public SwitchParameter WindowSensitivity { get; set; }

    /// <summary>In how many steps the ends of the windows move in.</summary>
    /// <value>8</value>
    [Parameter(ParameterSetName = WindowSensitivitySet)]
    public int WindowSteps { get; set; } = 8;

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Columns() => Options().Columns();

    /// <inheritdoc/>
    protected override void Measure(IReadOnlyList<MeasurementRecord> records)
    {
        FitOptions options = Options();
        if (LocalSlope)
            WriteMeasured(ScalingMeasurement.LocalSlopes(records, options, Excluded, Progress, Cancellation), _ => null, row => row.Group,
                row => row.Exponent is null ? $"All records have the same {row.X}: there is no slope." : "");
        else if (WindowSensitivity)
            WriteMeasured(ScalingMeasurement.WindowSensitivity(records, options, Excluded, Progress, Cancellation), _ => null, row => row.Group,
                row => row.XMin == row.XMax ? $"All records have the same {row.X}: there are no windows." : "");
        else
            WriteMeasured(Explained(ScalingMeasurement.Exponents(records, options, Excluded, Progress, Cancellation)),
                row => row.Failure(), row => row.Group, row => row.Advice);
    }

    private FitOptions Options() => new()
    {
        X = X[0], SecondX = X.ElementAtOrDefault(1), Y = Y, GroupBy = GroupBy ?? [], RunColumn = RunProperty, Form = Form,
        XMin = XMin, XMax = XMax, Window = Window, Bootstrap = Bootstrap, Seed = Seed, ConfidenceLevel = ConfidenceLevel,
        SlopeDecades = SlopeDecades, WindowSteps = WindowSteps,
    };

    private IEnumerable<ScalingExponent> Explained(IEnumerable<ScalingExponent> rows)
    {
        foreach (ScalingExponent row in rows)
        {
            string group = row.Group.Length == 0 ? "" : row.Group + ": ";
            Explain($"{group}{row.Form} of {row.Y} against {row.X} from {row.XMin:G4} to {row.XMax:G4}, {row.Count} records, {row.Outcome}");
            if (row.Seed is { } seed)
                Explain($"{group}{row.Replicates} bootstrap replicates of {row.Resampled} with seed {seed}");
            yield return row;
        }
    }
}
