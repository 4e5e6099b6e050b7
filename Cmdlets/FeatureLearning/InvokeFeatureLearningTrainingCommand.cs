using System.Management.Automation;
using ScalingTools.FeatureLearning;

namespace ScalingTools.Cmdlets;

/// <summary>Trains students on random features of a task, or on features that move, over many draws.</summary>
/// <remarks>
/// <para>
/// A student sees N random combinations of the M features of the task, f = (1/N) w·A ψ, and moves its read-out w and, with -Richness, its features A. Samples are Gaussian: fresh ones at each step, P that are
/// used again (-SampleCount), or the whole population. Features and samples are drawn anew -Draws times, side by side on all processors; a row is the mean loss at one time, with its standard
/// deviation over draws and its standard error.
/// </para>
/// <para>
/// Get-FeatureLearningTheory takes the same parameters and gives the same rows without drawing anything. Both go to Measure-ScalingExponent and Measure-ComputeFrontier, and carry the
/// theory's exponents.
/// </para>
/// </remarks>
/// <example>
/// A student of 64 features on a hard task, without and with feature learning.
/// <code>New-PowerLawTask -Capacity 1.5 -Source 0.4 -ModeCount 500 | Invoke-FeatureLearningTraining -Width 64 -Richness 0, 1 -Time 200 -Draws 4 -MeasureAt log:1:200:5</code>
/// </example>
/// <example>
/// Theory beside simulation.
/// <code>
/// $task = New-PowerLawTask -ModeCount 300
/// $student = @{ Width = 50; BatchSize = 20; Time = 50; MeasureAt = 1, 10, 50 }
/// $task | Invoke-FeatureLearningTraining @student -Draws 20
/// $task | Get-FeatureLearningTheory @student
/// </code>
/// </example>
/// <example>
/// The gap between training and test loss, for two numbers of samples.
/// <code>New-PowerLawTask -ModeCount 500 | Invoke-FeatureLearningTraining -Width 100 -SampleCount 50, 200 -Time 100 -Draws 4 -MeasureAt 1, 10, 100 | Format-Table SampleCount, Time, TrainLoss, TestLoss</code>
/// </example>
/// <seealso cref="NewPowerLawTaskCommand"/>
/// <seealso cref="GetFeatureLearningTheoryCommand"/>
/// <seealso href="https://arxiv.org/abs/2409.17858">Bordelon, Atanasov and Pehlevan, How feature learning can improve neural scaling laws</seealso>
/// <seealso href="https://arxiv.org/abs/2402.01092">Bordelon, Atanasov and Pehlevan, A dynamical model of neural scaling laws</seealso>
[Cmdlet(VerbsLifecycle.Invoke, "FeatureLearningTraining")]
[OutputType(typeof(FeatureLearningLoss))]
public sealed class InvokeFeatureLearningTrainingCommand : FeatureLearningCmdlet
{
    /// <summary>E, students with features of their own whose outputs are averaged.</summary>
    /// <value>1</value>
    [Parameter]
    public int[]? EnsembleSize { get; set; } = [1];

    /// <summary>How many times features and samples are drawn.</summary>
    /// <value>10</value>
    [Parameter]
    public int Draws { get; set; } = 10;

    /// <summary>Seeds; each decides as many draws.</summary>
    /// <value>1</value>
    [Parameter]
    public long[]? Seed { get; set; } = [1];

    /// <inheritdoc/>
    protected override void Process() => ForEachStudent(EnsembleSize, options =>
    {
        foreach (long seed in Seed ?? [1])
            WriteRows(FeatureLearningTraining.Run(options with { Draws = Draws, Seed = seed }, Progress, Cancellation));
    });
}
