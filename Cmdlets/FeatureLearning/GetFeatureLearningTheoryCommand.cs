using System.Management.Automation;
using ScalingTools.FeatureLearning;

namespace ScalingTools.Cmdlets;

/// <summary>Solves the mean-field equations of random features, or of features that move: the loss that Invoke-FeatureLearningTraining simulates.</summary>
/// <remarks>
/// <para>
/// The mean loss over features and samples follows from correlation and response functions of time, which close by themselves where N, P and B are large: their error is of the order 1/N. Discrete steps are
/// one march through time; gradient flow of random features is solved by Laplace transforms, at any time; for an infinite student on the whole population the equations are Markovian, and
/// 10^5 steps are cheap. Modes are grouped, so that 10^9 of them cost no more than a few hundred.
/// </para>
/// <para>Parameters and rows are those of Invoke-FeatureLearningTraining, with Source Theory.</para>
/// </remarks>
/// <example>
/// A learning curve of an infinite student that learns features of a hard task, and its exponent beside the predicted 2β/(1+β).
/// <code>New-PowerLawTask -Capacity 1.5 -Source 0.4 -ModeCount 1e6 | Get-FeatureLearningTheory -Richness 1 -Time 1e4 | Measure-ScalingExponent -X Time -Y TestLoss -XMin 300</code>
/// </example>
/// <example>
/// Students of several widths on batches of 32.
/// <code>New-PowerLawTask | Get-FeatureLearningTheory -Width 16, 64, 256 -BatchSize 32 -Time 100 -MeasureAt 1, 10, 100</code>
/// </example>
/// <seealso cref="InvokeFeatureLearningTrainingCommand"/>
/// <seealso cref="GetScalingRegimeCommand"/>
/// <seealso href="https://arxiv.org/abs/2409.17858">Bordelon, Atanasov and Pehlevan, How feature learning can improve neural scaling laws, Appendices C and D</seealso>
[Cmdlet(VerbsCommon.Get, "FeatureLearningTheory")]
[OutputType(typeof(FeatureLearningLoss))]
public sealed class GetFeatureLearningTheoryCommand : FeatureLearningCmdlet
{
    /// <summary>E, students with features of their own whose outputs are averaged.</summary>
    /// <value>1</value>
    [Parameter]
    public int[]? EnsembleSize { get; set; } = [1];

    /// <inheritdoc/>
    protected override void Process() => ForEachStudent(EnsembleSize, options => WriteRows(FeatureLearningTheory.Run(options, Progress, Cancellation)));
}
