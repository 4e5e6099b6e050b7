using System.Management.Automation;
using ScalingTools.Multilinear;

namespace ScalingTools.Cmdlets;

/// <summary>Gets the scaling laws of the multilinear model: exponent, prefactor, conditions and error terms.</summary>
/// <remarks>
/// <para>
/// Each row is a law L = Prefactor * x^-Exponent, where x is the training time T in steps, the number of samples D, the number of
/// parameters N, or the compute C = N*T. Condition names what the law needs, and Holds says whether it is so. The prefactors hold for any
/// Alpha above 0 and for finitely or infinitely many skills.
/// </para>
/// <para>
/// With -At the row also has the predicted loss at x, the exact loss summed over all skills, their relative deviation, and the error terms
/// of the theorems. Resources that are not given are unlimited.
/// </para>
/// </remarks>
/// <example>
/// All four laws at once.
/// <code>Get-ScalingLaw -Alpha 0.6</code>
/// </example>
/// <example>
/// The loss that the time law predicts, beside the exact one.
/// <code>Get-ScalingLaw -Law Time -Alpha 0.3, 0.6, 0.9 -At 1e4, 1e6 | Format-List Alpha, At, Loss, ExactLoss, Holds</code>
/// </example>
/// <example>
/// The law for the task of a data set.
/// <code>New-SparseParityDataset -SkillCount 100000 -Alpha 0.6 | Get-ScalingLaw -Law Parameters -At 1000</code>
/// </example>
/// <seealso cref="GetScalingBottleneckCommand"/>
/// <seealso cref="GetComputeOptimumCommand"/>
/// <seealso href="https://arxiv.org/abs/2404.17563">An exactly solvable model for emergence and scaling laws</seealso>
[Cmdlet(VerbsCommon.Get, "ScalingLaw")]
[OutputType(typeof(ScalingLaw))]
public sealed class GetScalingLawCommand : LawCmdlet
{
    /// <summary>Which laws.</summary>
    /// <value>Time, Data, Parameters, Compute</value>
    [Parameter(Position = 0), ValidateNotNullOrEmpty]
    public ScalingLawKind[] Law { get; set; } = Enum.GetValues<ScalingLawKind>();

    /// <summary>The values of x at which to predict the loss: T, D, N or C, by the law. Takes log:first:last:count.</summary>
    [Parameter, LogGrid, ArgumentCompleter(typeof(LogGridCompleter))]
    public double[]? At { get; set; }

    /// <summary>T in training steps, where time is limited but is not x.</summary>
    [Parameter]
    public double? Time { get; set; }

    /// <summary>D, where data is limited but is not x.</summary>
    [Parameter, Alias("Samples")]
    public long? SampleCount { get; set; }

    /// <summary>N, where parameters are limited but are not x.</summary>
    [Parameter, Alias("Parameters")]
    public long? ParameterCount { get; set; }

    /// <summary>λ: the number of parameters grows with the budget, N = λ(ηST)^(1/(α+1)) for Time, N = λ(ηSC)^(1/(α+2)) for Compute.</summary>
    [Parameter]
    public double? Lambda { get; set; }

    /// <summary>μ = D/N^(α+1): the number of parameters grows with the data, for the law Data.</summary>
    [Parameter]
    public double? Mu { get; set; }

    /// <summary>How many times larger counts as much larger where a condition says ≫.</summary>
    /// <value>10</value>
    [Parameter]
    public double Margin { get; set; } = 10;

    /// <inheritdoc/>
    protected override void Process() => ForEachModel(setting =>
    {
        foreach (ScalingLawKind law in Law)
            foreach (double? at in At is null ? [null] : At.Select(x => (double?)x))
                Attempt(at ?? setting.Alpha, () => WriteObject(ScalingLaws.Get(new LawOptions(setting)
                {
                    Law = law, At = at, Time = Time, SampleCount = SampleCount, ParameterCount = ParameterCount, Lambda = Lambda, Mu = Mu,
                })));
    }, Margin);
}
