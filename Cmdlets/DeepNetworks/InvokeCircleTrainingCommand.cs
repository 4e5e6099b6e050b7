using System.Management.Automation;
using ScalingTools.DeepNetworks;

namespace ScalingTools.Cmdlets;

/// <summary>Trains multilayer networks on targets on the circle with power-law Fourier series, lazily or richly, beside the lazy prediction and the rich exponent.</summary>
/// <remarks>
/// <para>
/// The target is Σ k^-q cos kθ with mean square 1, the activation max(h, 0)^q_φ, the parameterisation mean-field with richness γ_0, relative to the start, so that every run begins at loss 1. The kernel at the start has eigenvalues
/// that fall as k^-2q_φ, so that α = 2q_φ and β = (2q-1)/(2q_φ); give β with -Beta or q with -FrequencyExponent. Without -BatchSize a step takes the gradient of the whole population, on a grid.
/// </para>
/// <para>
/// LazyLoss is the loss of an infinitely wide lazy network after the same steps; at last it falls as t^-β. RichExponent is χ = 2β/(1+β) for β below 1, β above. Both are asymptotic: compare them with fits from t = 100 on, and lazy runs with
/// LazyLoss rather than with β.
/// </para>
/// <para>A run whose loss is no longer finite ends with Outcome Diverged and an error, its rows kept. The same seed gives the same rows on any number of threads.</para>
/// </remarks>
/// <example>
/// A hard task, lazily and richly.
/// <code>Invoke-CircleTraining -Beta 0.5 -Richness 0.01, 1 -Width 64 -GridSize 64 -Steps 100</code>
/// </example>
/// <example>
/// The exponent of a rich run.
/// <code>Invoke-CircleTraining -Beta 0.5 -Width 64 -GridSize 128 -Steps 300 | Measure-ScalingExponent -X Time -Y Loss -XMin 3</code>
/// </example>
/// <seealso cref="MeasureKernelSpectrumCommand"/>
/// <seealso href="https://arxiv.org/abs/2409.17858">Bordelon, Atanasov and Pehlevan, How feature learning can improve neural scaling laws</seealso>
[Cmdlet(VerbsLifecycle.Invoke, "CircleTraining", DefaultParameterSetName = BetaSet)]
[OutputType(typeof(CircleLoss))]
public sealed class InvokeCircleTrainingCommand : DeepTrainingCmdlet
{
    private const string BetaSet = "Beta", ExponentSet = "FrequencyExponent";

    /// <summary>β > 0, a run for each: q = β q_φ + ½.</summary>
    /// <value>0.5</value>
    [Parameter(ParameterSetName = BetaSet, Position = 0), LogGrid, ArgumentCompleter(typeof(LogGridCompleter))]
    public double[]? Beta { get; set; } = [0.5];

    /// <summary>q > ½, a run for each.</summary>
    [Parameter(ParameterSetName = ExponentSet, Mandatory = true), LogGrid, ArgumentCompleter(typeof(LogGridCompleter))]
    public double[]? FrequencyExponent { get; set; } = [];

    /// <summary>q_φ > ½ of max(h, 0)^q_φ.</summary>
    /// <value>1</value>
    [Parameter]
    public double ActivationPower { get; set; } = 1;

    /// <summary>γ_0, a run for each: 0.01 is lazy, 1 is rich.</summary>
    /// <value>1</value>
    [Parameter(Position = 1), LogGrid, ArgumentCompleter(typeof(LogGridCompleter))]
    public double[]? Richness { get; set; } = [1];

    /// <summary>Layers before the read-out. With one and q_φ = 1 odd frequencies above 1 are not learnt.</summary>
    /// <value>2</value>
    [Parameter]
    public int Depth { get; set; } = 2;

    /// <summary>N, neurons of each layer.</summary>
    /// <value>256</value>
    [Parameter]
    public int Width { get; set; } = 256;

    /// <summary>η, which is multiplied by γ_0² N.</summary>
    /// <value>0.1</value>
    [Parameter]
    public double LearningRate { get; set; } = 0.1;

    /// <summary>Fresh random angles in a step; 0 for the gradient of the population.</summary>
    /// <value>0</value>
    [Parameter]
    public int BatchSize { get; set; }

    /// <summary>Points that the loss is measured on, a power of two.</summary>
    /// <value>512</value>
    [Parameter]
    public int GridSize { get; set; } = 512;

    /// <inheritdoc/>
    protected override void Process()
    {
        WriteRuns(CircleTraining.Run(new()
        {
            FrequencyExponent = ParameterSetName == ExponentSet ? FrequencyExponent ?? [] : [.. (Beta ?? []).Select(beta => CircleTask.OfSource(beta, ActivationPower).FrequencyExponent)], ActivationPower = ActivationPower, Richness = Richness ?? [], Depth = Depth,
            Width = Width, LearningRate = LearningRate, Steps = Steps, BatchSize = BatchSize, GridSize = GridSize, Seeds = Seed ?? [], MeasureAt = MeasureAt ?? [], Threads = Threads ?? 0, Backend = Backend, Device = Device,
        }, Progress, Cancellation), row => row.Failure());
    }
}
