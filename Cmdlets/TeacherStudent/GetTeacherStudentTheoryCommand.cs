using System.Management.Automation;
using ScalingTools.TeacherStudent;

namespace ScalingTools.Cmdlets;

/// <summary>Says what theory expects of students of an additive teacher: when each direction emerges, and the scaling laws.</summary>
/// <remarks>
/// <para>
/// While norms are small, overlaps grow by themselves: neuron i would reach direction p at t = (1/2ηa_p) ∫ dm/(κ'(m)(1 - m²)) from its overlap at the start. In the order of these times a pair counts if the neuron is free and the
/// direction open; the first gives T_p, without a free parameter, for the start of each seed. TypicalTime needs no start, and ScalingTime is the theorem's scale a_p^-1 η^-1 d^(k/2-1).
/// </para>
/// <para>-Law writes the exponents of the laws instead, and fails where an assumption of the theorem does not hold.</para>
/// </remarks>
/// <example>
/// When sixteen directions emerge for one start, and on average.
/// <code>New-AdditiveTeacher -Dimension 512 | Get-TeacherStudentTheory -Width 64 | Format-Table Skill, PredictedTime, TypicalTime, LearntTime</code>
/// </example>
/// <example>
/// The laws.
/// <code>New-AdditiveTeacher -Decay 0.8 | Get-TeacherStudentTheory -Law</code>
/// </example>
/// <seealso cref="InvokeTeacherStudentTrainingCommand"/>
/// <seealso href="https://arxiv.org/abs/2504.19983">Ren, Nichani, Wu and Lee, Emergence and scaling laws in SGD learning of shallow neural networks</seealso>
[Cmdlet(VerbsCommon.Get, "TeacherStudentTheory", DefaultParameterSetName = EmergenceSet)]
[OutputType(typeof(EmergencePrediction), typeof(TeacherStudentLaw))]
public sealed class GetTeacherStudentTheoryCommand : TeacherStudentCmdlet
{
    private const string EmergenceSet = "Emergence", LawSet = "Law";

    /// <summary>η; predictions for each.</summary>
    /// <value>0.01</value>
    [Parameter(ParameterSetName = EmergenceSet, Position = 1), LogGrid]
    public double[]? LearningRate { get; set; } = [0.01];

    /// <summary>Writes the exponents of the laws instead.</summary>
    [Parameter(ParameterSetName = LawSet, Mandatory = true)]
    public SwitchParameter Law { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        if (Law)
            WriteRows(TeacherStudentTheory.Laws(Teacher!));
        else
            foreach (TeacherStudentOptions student in Students())
                foreach (double rate in LearningRate ?? [0.01])
                    WriteRows(TeacherStudentTheory.Emergence(student with { LearningRate = rate }));
    }
}
