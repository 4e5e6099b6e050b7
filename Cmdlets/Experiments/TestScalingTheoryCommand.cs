using System.Management.Automation;
using ScalingTools.Experiments;
using ScalingTools.Multilinear;

namespace ScalingTools.Cmdlets;

/// <summary>Tests the scaling laws of the multilinear model: runs the simulation, and puts theory beside it.</summary>
/// <remarks>
/// <para>
/// For each law and Alpha the model is trained over two or three decades of the resource, where the law's conditions hold. The row has the
/// theory's exponent and prefactor, the measured ones with their intervals, and a verdict: Agrees when the intervals, widened by Tolerance, contain
/// the theory's values.
/// </para>
/// <para>
/// Time and Compute are simulated by gradient descent, or with -Method Sgd by stochastic gradient descent over several seeds; Data by drawing
/// data sets, one for each seed and size; Parameters by training models of every size to the end. A finite SkillCount bends every law a little:
/// the measured exponent is therefore compared with WindowExponent, the same fit to the law's own losses.
/// </para>
/// </remarks>
/// <example>
/// Every law, at the exponents of the paper's figures.
/// <code>Test-ScalingTheory -Alpha 0.3, 0.6, 0.9</code>
/// </example>
/// <example>
/// The data law over more data sets, as a table in a file.
/// <code>Test-ScalingTheory Data -Alpha 0.6 -Seed (1..20) | Export-Csv data-law.csv</code>
/// </example>
/// <seealso cref="GetScalingLawCommand"/>
/// <seealso cref="MeasureScalingExponentCommand"/>
/// <seealso href="https://arxiv.org/abs/2404.17563">An exactly solvable model for emergence and scaling laws</seealso>
[Cmdlet(VerbsDiagnostic.Test, "ScalingTheory")]
[OutputType(typeof(TheoryCheck))]
public sealed class TestScalingTheoryCommand : ScalingCmdlet
{
    /// <summary>Which laws.</summary>
    /// <value>Time, Data, Parameters, Compute</value>
    [Parameter(Position = 0), ValidateNotNullOrEmpty]
    public ScalingLawKind[] Law { get; set; } = Enum.GetValues<ScalingLawKind>();

    /// <summary>α > 0: skill k occurs with a frequency proportional to k^-(α+1).</summary>
    /// <value>0.6</value>
    [Parameter(ValueFromPipelineByPropertyName = true), EmptyIsMissing, ArgumentCompleter(typeof(AlphaCompleter))]
    public double[]? Alpha { get; set; } = [0.6];

    /// <summary>n_s, the number of skills; infinitely many if left out.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true), EmptyIsMissing]
    public long? SkillCount { get; set; }

    /// <summary>S > 0, the scale of the target.</summary>
    /// <value>1</value>
    [Parameter(ValueFromPipelineByPropertyName = true), EmptyIsMissing(Otherwise = 1.0)]
    public double TargetScale { get; set; } = 1;

    /// <summary>R_k(0), the initial strength of every skill, between 0 and S.</summary>
    /// <value>0.01 * TargetScale</value>
    [Parameter(ValueFromPipelineByPropertyName = true), EmptyIsMissing]
    public double? InitialStrength { get; set; }

    /// <summary>η > 0, the learning rate.</summary>
    /// <value>0.05</value>
    [Parameter(ValueFromPipelineByPropertyName = true), EmptyIsMissing(Otherwise = 0.05)]
    public double LearningRate { get; set; } = 0.05;

    /// <summary>How training is simulated for the laws Time and Compute.</summary>
    /// <value>GradientDescent</value>
    [Parameter]
    public MultilinearMethod Method { get; set; } = MultilinearMethod.GradientDescent;

    /// <summary>Seeds: a run for each where something is random.</summary>
    /// <value>1, 2, 3, 4, 5, 6, 7, 8, 9, 10</value>
    [Parameter, ValidateNotNullOrEmpty]
    public long[] Seed { get; set; } = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

    /// <summary>The smallest x.</summary>
    /// <value>where the law's conditions begin to hold</value>
    [Parameter]
    public double? XMin { get; set; }

    /// <summary>The largest x.</summary>
    /// <value>two or three decades above XMin, as far as the conditions hold</value>
    [Parameter]
    public double? XMax { get; set; }

    /// <summary>How many values of x.</summary>
    /// <value>16</value>
    [Parameter]
    public int XCount { get; set; } = 16;

    /// <summary>By what fraction of the theory's value the intervals are widened for the verdict.</summary>
    /// <value>0.02</value>
    [Parameter]
    public double Tolerance { get; set; } = 0.02;

    /// <summary>The coverage of the intervals.</summary>
    /// <value>0.95</value>
    [Parameter]
    public double ConfidenceLevel { get; set; } = 0.95;

    /// <inheritdoc/>
    protected override void Process()
    {
        foreach (double alpha in Alphas(Alpha))
            foreach (ScalingLawKind law in Law)
                Attempt(alpha, () => WriteRows([TheoryTest.Run(new TheoryTestOptions
                {
                    Law = law, Alpha = alpha, SkillCount = SkillCount, TargetScale = TargetScale, InitialStrength = InitialStrength,
                    LearningRate = LearningRate, Method = Method, Seeds = Seed, XMin = XMin, XMax = XMax, XCount = XCount,
                    Tolerance = Tolerance, ConfidenceLevel = ConfidenceLevel,
                }, Progress, Cancellation)]));
    }
}
