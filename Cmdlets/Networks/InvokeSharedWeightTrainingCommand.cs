using System.Management.Automation;
using ScalingTools.Networks;

namespace ScalingTools.Cmdlets;

/// <summary>Trains a ReLU network of three neurons on the parity of three bits, and follows the strength of each neuron.</summary>
/// <remarks>
/// <para>
/// The network has four parameters, shared between its weights: alpha, beta and gamma of the three neurons and the bias c of the output. It is small
/// enough to see why a skill of a network has a longer tail than the multilinear model says: each neuron is a mode that saturates at a time
/// of its own. Mode1Strength, Mode2Strength and Mode3Strength end at S/2, S/4 and S/4 and add up to Strength. PredictedStrength is the
/// multilinear model's, slowed by RateFactor, from the same initial strength.
/// </para>
/// <para>
/// The defaults are those of the paper's Figure 9(b), as far as it prints them: LearningRate and InitialScale are those of its other networks, and
/// TargetScale is chosen so that the modes saturate on the figure's axis. The loss is half the mean square error over the eight inputs, all of them
/// at each step.
/// </para>
/// <para>
/// Rows of a table are a plan of runs: columns such as TargetScale, InitialAlpha, Seed and Time are taken by their names.
/// </para>
/// </remarks>
/// <example>
/// The curves of Figure 9(b), a column for each.
/// <code>Invoke-SharedWeightTraining | Select-Object Time, Mode1Strength, Mode2Strength, Mode3Strength, Strength, PredictedStrength | Export-Csv figure9b.csv</code>
/// </example>
/// <example>
/// When does the network learn half the parity, from ten random starts?
/// <code>Invoke-SharedWeightTraining -Seed (1..10) | Measure-Emergence -Threshold 0.5</code>
/// </example>
/// <example>
/// Smaller starts keep the modes further apart.
/// <code>Invoke-SharedWeightTraining -InitialScale 1e-6 -Time (0..150 | ForEach-Object { 10 * $_ }) -Method GradientFlow</code>
/// </example>
/// <seealso cref="InvokeMultilinearTrainingCommand"/>
/// <seealso cref="MeasureEmergenceCommand"/>
/// <seealso href="https://arxiv.org/abs/2404.17563">An exactly solvable model for emergence and scaling laws, Appendix F</seealso>
[Cmdlet(VerbsLifecycle.Invoke, "SharedWeightTraining")]
[OutputType(typeof(SharedWeightStrength))]
public sealed class InvokeSharedWeightTrainingCommand : ScalingCmdlet
{
    /// <summary>T in training steps. Takes log:first:last:count.</summary>
    /// <value>200 times up to 25*(1 + 1/TargetScale)/LearningRate</value>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true), LogGrid, ArgumentCompleter(typeof(LogGridCompleter))]
    public double[]? Time { get; set; } = [];

    /// <summary>S > 0, the scale of the target.</summary>
    /// <value>1</value>
    [Parameter(ValueFromPipelineByPropertyName = true), EmptyIsMissing(Otherwise = 1.0)]
    public double TargetScale { get; set; } = 1;

    /// <summary>η > 0, the learning rate of one step.</summary>
    /// <value>0.05</value>
    [Parameter(ValueFromPipelineByPropertyName = true), EmptyIsMissing(Otherwise = 0.05)]
    public double LearningRate { get; set; } = 0.05;

    /// <summary>The initial alpha, beta and gamma; with a Seed their standard deviation, and that of the bias.</summary>
    /// <value>0.001</value>
    [Parameter]
    public double InitialScale { get; set; } = 0.001;

    /// <summary>The initial alpha, of neuron 1. A neuron that starts negative stays so and learns another function.</summary>
    /// <value>InitialScale, or random with a Seed</value>
    [Parameter(ValueFromPipelineByPropertyName = true), EmptyIsMissing]
    public double? InitialAlpha { get; set; }

    /// <summary>The initial beta, of neuron 2.</summary>
    /// <value>InitialScale, or random with a Seed</value>
    [Parameter(ValueFromPipelineByPropertyName = true), EmptyIsMissing]
    public double? InitialBeta { get; set; }

    /// <summary>The initial gamma, of neuron 3.</summary>
    /// <value>InitialScale, or random with a Seed</value>
    [Parameter(ValueFromPipelineByPropertyName = true), EmptyIsMissing]
    public double? InitialGamma { get; set; }

    /// <summary>The initial bias of the output.</summary>
    /// <value>0, or random with a Seed</value>
    [Parameter(ValueFromPipelineByPropertyName = true), EmptyIsMissing]
    public double? InitialBias { get; set; }

    /// <summary>Seeds of random starts; a run for each. Nothing is random if left out.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true), EmptyIsMissing(List = true)]
    public long?[]? Seed { get; set; } = [];

    /// <summary>Steps of gradient descent, or gradient flow.</summary>
    /// <value>GradientDescent</value>
    [Parameter]
    public SharedWeightMethod Method { get; set; }

    /// <summary>c > 0, the factor that slows the multilinear model down beside the network; the paper's B^2.</summary>
    /// <value>1/3</value>
    [Parameter(ValueFromPipelineByPropertyName = true), EmptyIsMissing]
    public double? RateFactor { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        SharedWeightOptions options = new()
        {
            TargetScale = TargetScale, LearningRate = LearningRate, InitialScale = InitialScale, InitialAlpha = InitialAlpha, InitialBeta = InitialBeta,
            InitialGamma = InitialGamma, InitialBias = InitialBias, Method = Method, Times = Time ?? [],
        };
        if (RateFactor is { } factor)
            options = options with { RateFactor = factor };
        foreach (long? seed in Seed is [_, ..] ? Seed : [null])
            Attempt(seed, () => WriteRows(SharedWeightTraining.Run(options with { Seed = seed }, Progress, Cancellation)));
    }
}
