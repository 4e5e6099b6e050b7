using System.Management.Automation;
using ScalingTools.DeepNetworks;

namespace ScalingTools.Cmdlets;

/// <summary>Trains convolutional networks to classify images, lazily or richly, or their linear approximations, and measures the loss on what is held out.</summary>
/// <remarks>
/// <para>
/// Layers of filters with rectifiers and means over 2 × 2 squares, in mean-field parameterisation with richness γ_0, relative to the start, so that every run begins at f = 0 and a small γ_0 is the lazy limit. The target of an image of class
/// c is 1 - 1/C at output c and -1/C elsewhere; TestLoss is the mean of the squared distance to it, 1 - 1/C at the start, on the last images of the data set. A batch is drawn anew in every step.
/// </para>
/// <para>
/// The theory of feature learning says: where the loss of a network's linear approximation falls as t^-β, β &lt; 1, a rich network's falls as t^-2β/(1+β). Fit both with Measure-ScalingExponent.
/// </para>
/// <para>A run whose loss is no longer finite ends with Outcome Diverged and an error, its rows kept. The same seed gives the same rows on any number of threads.</para>
/// </remarks>
/// <example>
/// Lazy and rich on synthetic digits.
/// <code>Import-VisionDataset -Synthetic -Count 2000 -Size 12 | Invoke-VisionTraining -Richness 0.05, 1 -Filters 8 -Steps 60</code>
/// </example>
/// <example>
/// The exponent of a linear twin.
/// <code>Import-VisionDataset -Synthetic -Count 2000 -Size 12 | Invoke-VisionTraining -Linearized -Filters 8 -Steps 200 | Measure-ScalingExponent -X Step -Y TestLoss -XMin 20</code>
/// </example>
/// <seealso cref="ImportVisionDatasetCommand"/>
/// <seealso href="https://arxiv.org/abs/2409.17858">Bordelon, Atanasov and Pehlevan, How feature learning can improve neural scaling laws</seealso>
[Cmdlet(VerbsLifecycle.Invoke, "VisionTraining")]
[OutputType(typeof(VisionLoss))]
public sealed class InvokeVisionTrainingCommand : DeepTrainingCmdlet
{
    /// <summary>The images, from Import-VisionDataset.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public VisionDataset Dataset { get; set; } = null!;

    /// <summary>γ_0, a run for each: 0.05 is lazy, 1 is rich.</summary>
    /// <value>1</value>
    [Parameter(Position = 0), LogGrid, ArgumentCompleter(typeof(LogGridCompleter))]
    public double[]? Richness { get; set; } = [1];

    /// <summary>Trains the networks' linear approximations around their start.</summary>
    [Parameter]
    public SwitchParameter Linearized { get; set; }

    /// <summary>η, which is multiplied by γ_0² N.</summary>
    /// <value>0.3</value>
    [Parameter]
    public double LearningRate { get; set; } = 0.3;

    /// <summary>μ of stochastic gradient descent with momentum.</summary>
    /// <value>0</value>
    [Parameter]
    public double Momentum { get; set; }

    /// <summary>Images in a step.</summary>
    /// <value>32</value>
    [Parameter]
    public int BatchSize { get; set; } = 32;

    /// <summary>Layers of filters.</summary>
    /// <value>2</value>
    [Parameter]
    public int Layers { get; set; } = 2;

    /// <summary>N, filters of each layer.</summary>
    /// <value>32</value>
    [Parameter]
    public int Filters { get; set; } = 32;

    /// <summary>The edge of a filter, odd.</summary>
    /// <value>3</value>
    [Parameter]
    public int KernelSize { get; set; } = 3;

    /// <summary>Images held out.</summary>
    /// <value>500, or a fifth of fewer than 2500</value>
    [Parameter]
    public int? TestCount { get; set; }

    /// <inheritdoc/>
    protected override object? PipelineItem => Dataset;

    /// <inheritdoc/>
    protected override void Process()
    {
        WriteRuns(VisionTraining.Run(new()
        {
            Dataset = Dataset, Richness = Richness ?? [], Linearized = Linearized, Steps = Steps, LearningRate = LearningRate, Momentum = Momentum, BatchSize = BatchSize, Layers = Layers, Filters = Filters,
            KernelSize = KernelSize, Seeds = Seed ?? [], MeasureAt = MeasureAt ?? [], TestCount = TestCount, Threads = Threads ?? 0, Backend = Backend, Device = Device,
        }, Progress, Cancellation), row => row.Failure());
    }
}
