using System.Management.Automation;
using ScalingTools.Measurement;

namespace ScalingTools.Cmdlets;

/// <summary>Measures the compute-optimal frontier over learning curves of models of different size.</summary>
/// <remarks>
/// <para>
/// For a range of compute budgets the rows have the best model size N, its training time T and the loss it reaches, by two methods: Envelope, the lower
/// envelope of the learning curves, and IsoFlop, the minimum of a parabola of the loss in log N at fixed compute. Outcome marks optima at the edge of the
/// sizes that were tried, which bend the exponents and are not fitted.
/// </para>
/// <para>-Fit writes the power laws along the frontier instead: Loss, Parameters and Time against Compute, for each method.</para>
/// </remarks>
/// <example>
/// The frontier of the multilinear model.
/// <code>Invoke-MultilinearTraining -Alpha 0.6 -ParameterCount log:10:10000:30 -Time log:10:1e8:100 | Measure-ComputeFrontier</code>
/// </example>
/// <example>
/// Its exponents; theory says α/(α+2) = 0.2308 for the loss and 1/(α+2) = 0.3846 for the growth of N.
/// <code>Invoke-MultilinearTraining -Alpha 0.6 -ParameterCount log:10:10000:30 -Time log:10:1e8:100 | Measure-ComputeFrontier -Fit</code>
/// </example>
/// <seealso cref="GetComputeOptimumCommand"/>
/// <seealso href="https://arxiv.org/abs/2203.15556">Hoffmann et al. 2022, approaches 1 and 2</seealso>
[Cmdlet(VerbsDiagnostic.Measure, "ComputeFrontier", DefaultParameterSetName = OptimaSet)]
[OutputType(typeof(FrontierOptimum), ParameterSetName = [OptimaSet])]
[OutputType(typeof(ScalingExponent), ParameterSetName = [FitSet])]
public sealed class MeasureComputeFrontierCommand : MeasureCmdlet
{
    private const string OptimaSet = "Optima";
    private const string FitSet = "Fit";

    /// <summary>Which estimates to write.</summary>
    /// <value>Envelope, IsoFlop</value>
    [Parameter(Position = 0), ValidateNotNullOrEmpty]
    public FrontierMethod[] Method { get; set; } = Enum.GetValues<FrontierMethod>();

    /// <summary>Writes the exponents along the frontier instead of its rows.</summary>
    [Parameter(Mandatory = true, ParameterSetName = FitSet)]
    public SwitchParameter Fit { get; set; }

    /// <summary>The property of the compute.</summary>
    /// <value>Compute</value>
    [Parameter, ArgumentCompleter(typeof(NumericPropertyCompleter))]
    public string ComputeProperty { get; set; } = "Compute";

    /// <summary>The property of the loss.</summary>
    /// <value>Loss</value>
    [Parameter, ArgumentCompleter(typeof(NumericPropertyCompleter))]
    public string LossProperty { get; set; } = "Loss";

    /// <summary>The property of the model size.</summary>
    /// <value>Parameters</value>
    [Parameter, ArgumentCompleter(typeof(NumericPropertyCompleter))]
    public string SizeProperty { get; set; } = "Parameters";

    /// <summary>The property of the training time.</summary>
    /// <value>Time</value>
    [Parameter, ArgumentCompleter(typeof(NumericPropertyCompleter))]
    public string TimeProperty { get; set; } = "Time";

    /// <summary>The property that tells runs apart.</summary>
    /// <value>Run</value>
    [Parameter, ArgumentCompleter(typeof(AnyPropertyCompleter))]
    public string RunProperty { get; set; } = "Run";

    /// <summary>How many compute budgets, evenly spaced in log C over the range of the data.</summary>
    /// <value>24</value>
    [Parameter]
    public int BudgetCount { get; set; } = 24;

    /// <summary>How far from the best size, in decades, sizes go into the parabola.</summary>
    /// <value>1</value>
    [Parameter]
    public double ParabolaDecades { get; set; } = 1;

    /// <summary>The coverage of the exponents' intervals.</summary>
    /// <value>0.95</value>
    [Parameter(ParameterSetName = FitSet)]
    public double ConfidenceLevel { get; set; } = 0.95;

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Columns() => Options().Columns();

    /// <inheritdoc/>
    protected override void Measure(IReadOnlyList<MeasurementRecord> records)
    {
        foreach (ComputeFrontier frontier in ScalingMeasurement.Frontier(records, Options(), Excluded, Cancellation))
        {
            IReadOnlyList<FrontierOptimum> optima = frontier.Optima();
            Explain($"{(frontier.Group.Length == 0 ? "" : frontier.Group + ": ")}{optima.Count(row => row.Outcome == FrontierOutcome.Optimum)} of {optima.Count} optima lie inside the sizes tried");
            if (frontier.Failure() is { } failed)
                Fail(frontier.Group, failed);
            else if (Fit)
                WriteMeasured(Method.SelectMany(frontier.Exponents), row => row.Failure(), row => row.Group, row => row.Advice);
            else
                WriteMeasured(optima.Where(row => Method.Contains(row.Method)), _ => null, row => row.Group, _ => "");
        }
    }

    private FrontierOptions Options() => new()
    {
        ComputeColumn = ComputeProperty, LossColumn = LossProperty, ParametersColumn = SizeProperty, TimeColumn = TimeProperty,
        RunColumn = RunProperty, GroupBy = GroupBy ?? [], BudgetCount = BudgetCount, ParabolaDecades = ParabolaDecades, ConfidenceLevel = ConfidenceLevel,
    };
}
