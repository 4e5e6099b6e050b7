using System.ComponentModel;
using System.Management.Automation;
using ScalingTools.FeatureLearning;
using ScalingTools.RandomFeatures;

namespace ScalingTools.Cmdlets;

/// <summary>What the cmdlets of random features and feature learning share: a task, students, and a grid of their sizes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class FeatureLearningCmdlet : ScalingCmdlet
{
    /// <summary>The task, from New-PowerLawTask.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public PowerLawTask Task { get; set; } = null!;

    /// <summary>N, the features of a student; infinitely many if left out. Takes log:first:last:count.</summary>
    [Parameter(Position = 0), LogGrid(Whole = true), EmptyIsMissing(List = true), ArgumentCompleter(typeof(LogGridCompleter))]
    public int?[]? Width { get; set; } = [null];

    /// <summary>P, samples that are used again at every step; fresh ones if left out. Takes log:first:last:count.</summary>
    [Parameter, Alias("Samples"), LogGrid(Whole = true), EmptyIsMissing(List = true), ArgumentCompleter(typeof(LogGridCompleter))]
    public long?[]? SampleCount { get; set; } = [null];

    /// <summary>B, fresh samples in a step; the whole population if left out. Takes log:first:last:count.</summary>
    [Parameter, LogGrid(Whole = true), EmptyIsMissing(List = true), ArgumentCompleter(typeof(LogGridCompleter))]
    public int?[]? BatchSize { get; set; } = [null];

    /// <summary>γ, how fast features move; 0 for random features.</summary>
    /// <value>0</value>
    [Parameter]
    public double[]? Richness { get; set; } = [0];

    /// <summary>η > 0.</summary>
    /// <value>0.1</value>
    [Parameter, EmptyIsMissing(Otherwise = 0.1)]
    public double LearningRate { get; set; } = 0.1;

    /// <summary>The momentum of gradient descent on random features, 0 to 1.</summary>
    /// <value>0</value>
    [Parameter]
    public double Momentum { get; set; }

    /// <summary>Which student: theory knows the linear network for infinite numbers alone.</summary>
    /// <value>RotatedFeatures</value>
    [Parameter]
    public StudentModel Model { get; set; }

    /// <summary>σ², the variance of the first layer of a linear network at the start, in units of that of the second; N/M for weights of one over the number of inputs.</summary>
    /// <value>1</value>
    [Parameter, EmptyIsMissing(Otherwise = 1.0)]
    public double FeatureVariance { get; set; } = 1;

    /// <summary>Discrete steps, or continuous time.</summary>
    /// <value>GradientDescent</value>
    [Parameter]
    public FeatureMethod Method { get; set; }

    /// <summary>T, where training ends: steps, or the time of the flow.</summary>
    /// <value>1000</value>
    [Parameter, EmptyIsMissing(Otherwise = 1000.0)]
    public double Time { get; set; } = 1000;

    /// <summary>Times to measure at; the last always is. Takes log:first:last:count.</summary>
    /// <value>about fifty at equal ratios</value>
    [Parameter, LogGrid, ArgumentCompleter(typeof(LogGridCompleter))]
    public double[]? MeasureAt { get; set; } = [];

    /// <inheritdoc/>
    protected override object? PipelineItem => Task;

    /// <summary>The options that all students share.</summary>
    internal virtual FeatureLearningOptions Options() => new()
    {
        Task = Task, Model = Model, FeatureVariance = FeatureVariance, LearningRate = LearningRate, Momentum = Momentum, Method = Method, Time = Time, MeasureAt = MeasureAt ?? [],
    };

    /// <summary>Students of each size, one after the other; one that cannot be does not lose the others.</summary>
    /// <param name="ensembles">E.</param>
    /// <param name="run">What is done with each.</param>
    internal void ForEachStudent(int[]? ensembles, Action<FeatureLearningOptions> run)
    {
        foreach (double richness in Richness ?? [0])
            foreach (long? samples in SampleCount ?? [null])
                foreach (int? batch in BatchSize ?? [null])
                    foreach (int? width in Width ?? [null])
                        foreach (int size in ensembles ?? [1])
                            Attempt(Task, () => run(Options() with { Richness = richness, SampleCount = samples, BatchSize = batch, Width = width, EnsembleSize = size }));
    }
}
