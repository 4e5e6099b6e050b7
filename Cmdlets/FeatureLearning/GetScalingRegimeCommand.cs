using System.Management.Automation;
using ScalingTools.FeatureLearning;
using ScalingTools.RandomFeatures;

namespace ScalingTools.Cmdlets;

/// <summary>Says how the loss of random features, or of features that move, scales: regime, exponents, terms and compute optimum.</summary>
/// <remarks>
/// <para>
/// The loss is the sum of powers t^-χ + N^-(α min(1,β)) + P^-(α min(2,β)) + (1/N) t^-((1-1/α) χ/β) + (η/B) t^-((2-1/α) χ/β). Without feature learning χ is β; with it, however little,
/// χ = 2β/(1+β) for hard tasks, β below 1, and still β for others.
/// </para>
/// <para>
/// Resources that are given fill the terms of the row, the largest of which is Dominant; a -Compute finds the N and t at which their sum is smallest. Terms have no prefactors: they say how
/// losses scale, not how large they are.
/// </para>
/// <para>Arrays of Capacity and Source make a phase diagram.</para>
/// </remarks>
/// <example>
/// A hard task without and with feature learning.
/// <code>Get-ScalingRegime -Capacity 1.5 -Source 0.4 -Richness 0, 1</code>
/// </example>
/// <example>
/// The phase diagram of rich students.
/// <code>Get-ScalingRegime -Capacity 1.1, 1.5, 2, 3 -Source 0.2, 0.6, 1, 1.4, 1.8 -Richness 1 | Format-Table Capacity, Source, Regime, TimeExponent, ComputeExponent</code>
/// </example>
/// <example>
/// What limits a student of 100 features after 10^4 steps on batches of 32?
/// <code>New-PowerLawTask -Capacity 2 -Source 1.2 | Get-ScalingRegime -Width 100 -Time 1e4 -BatchSize 32 -LearningRate 0.1</code>
/// </example>
/// <example>
/// The approximations that close in on the exponent of a hard task, β, β(2-β), β(2-β(2-β)), and their limit.
/// <code>(Get-ScalingRegime -Capacity 2 -Source 0.5 -Richness 1 -Level 0, 1, 2, 3).TimeExponent; (Get-ScalingRegime -Capacity 2 -Source 0.5 -Richness 1).TimeExponent</code>
/// </example>
/// <seealso cref="NewPowerLawTaskCommand"/>
/// <seealso href="https://arxiv.org/abs/2409.17858">Bordelon, Atanasov and Pehlevan, How feature learning can improve neural scaling laws</seealso>
[Cmdlet(VerbsCommon.Get, "ScalingRegime", DefaultParameterSetName = CapacitySet)]
[OutputType(typeof(ScalingRegime))]
public sealed class GetScalingRegimeCommand : ScalingCmdlet
{
    private const string CapacitySet = "Capacity";
    private const string DecaySet = "Decay";
    private const string TaskSet = "Task";

    /// <summary>The task, from New-PowerLawTask.</summary>
    [Parameter(ParameterSetName = TaskSet, Mandatory = true, ValueFromPipeline = true)]
    public PowerLawTask? Task { get; set; }

    /// <summary>α > 0; for α at most 1 the trace of the kernel grows with the number of modes, and there are no transient terms.</summary>
    [Parameter(ParameterSetName = CapacitySet, Position = 0, Mandatory = true)]
    public double[]? Capacity { get; set; }

    /// <summary>β > 0.</summary>
    [Parameter(ParameterSetName = CapacitySet, Position = 1, Mandatory = true)]
    public double[]? Source { get; set; }

    /// <summary>a = αβ + 1 > 1.</summary>
    [Parameter(ParameterSetName = DecaySet, Mandatory = true)]
    public double[]? A { get; set; }

    /// <summary>b = α > 0.</summary>
    [Parameter(ParameterSetName = DecaySet, Mandatory = true)]
    public double[]? B { get; set; }

    /// <summary>γ; exponents depend only on whether it is 0, random features.</summary>
    /// <value>0</value>
    [Parameter]
    public double[]? Richness { get; set; } = [0];

    /// <summary>The level of the approximation to the exponent of time, for hard tasks of rich students.</summary>
    /// <value>the limit of all levels</value>
    [Parameter]
    public int[]? Level { get; set; }

    /// <summary>t, training steps. Takes log:first:last:count.</summary>
    [Parameter, LogGrid, ArgumentCompleter(typeof(LogGridCompleter))]
    public double?[]? Time { get; set; } = [null];

    /// <summary>N, features. Takes log:first:last:count.</summary>
    [Parameter, LogGrid, ArgumentCompleter(typeof(LogGridCompleter))]
    public double?[]? Width { get; set; } = [null];

    /// <summary>P, samples that are used again.</summary>
    [Parameter, Alias("Samples")]
    public double? SampleCount { get; set; }

    /// <summary>B, fresh samples in a step.</summary>
    [Parameter]
    public double? BatchSize { get; set; }

    /// <summary>η, which counts in the noise of batches.</summary>
    /// <value>1</value>
    [Parameter]
    public double LearningRate { get; set; } = 1;

    /// <summary>C = N t, for which the best N and t are found. Takes log:first:last:count.</summary>
    /// <value>Width times Time, where both are given</value>
    [Parameter, LogGrid, ArgumentCompleter(typeof(LogGridCompleter))]
    public double?[]? Compute { get; set; } = [null];

    /// <inheritdoc/>
    protected override object? PipelineItem => Task;

    /// <inheritdoc/>
    protected override void Process()
    {
        foreach ((double alpha, double beta, double richness) in from task in Tasks() from richness in Richness ?? [0] select (task.Alpha, task.Beta, richness))
            foreach (int? level in Level is [_, ..] ? Level.Select(n => (int?)n) : [null])
                foreach (double? compute in Compute ?? [null])
                    foreach (double? width in Width ?? [null])
                        foreach (double? time in Time ?? [null])
                            Attempt(Task ?? (object)beta, () => WriteObject(ScalingRegimes.Of(new ScalingRegimeOptions
                            {
                                Capacity = alpha, Source = beta, Richness = richness, Level = level, Time = time, Width = width, SampleCount = SampleCount, BatchSize = BatchSize,
                                LearningRate = LearningRate, Compute = compute,
                            })));
    }

    private IEnumerable<(double Alpha, double Beta)> Tasks() => ParameterSetName switch
    {
        TaskSet => [(Task!.Capacity ?? throw NoPowerLaw(), Task.Source!.Value)],
        DecaySet => from b in B! from a in A! select (b, (a - 1) / b),
        _ => from alpha in Capacity! from beta in Source! select (alpha, beta),
    };

    private ScalingException NoPowerLaw() => new(ScalingError.InconsistentInput, "The spectrum of this task is not a power law, and has no exponents.",
        "Fit its decays, for instance by Measure-ScalingExponent, and give them as A and B.", Task);
}
