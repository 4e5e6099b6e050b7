using System.Management.Automation;
using ScalingTools.TeacherStudent;

namespace ScalingTools.Cmdlets;

/// <summary>Makes an additive teacher: a sum of single-index functions along orthonormal directions, each of which is a skill.</summary>
/// <remarks>
/// f*(x) = Σ_p a_p σ(⟨x,v*_p⟩), a_p ∝ p^-β with Σ a_p² = 1, x ~ N(0, I_d). Inputs have no preferred axes, so v*_p is axis p, and nothing about the teacher is random. The scaling laws ask for β above ½ and for an even σ
/// without a mean whose information exponent is above 2; students of other teachers are trained all the same, and a warning says which assumption does not hold.
/// </remarks>
/// <example>
/// Sixteen skills of a fourth-degree activation in 256 dimensions.
/// <code>New-AdditiveTeacher -Directions 16 -Dimension 256 -Decay 1 -Activation he4</code>
/// </example>
/// <example>
/// An activation and coefficients of your own.
/// <code>New-AdditiveTeacher -Coefficient 3, 2, 1 -Activation { [Math]::Cos(2 * $_) }</code>
/// </example>
/// <seealso cref="InvokeTeacherStudentTrainingCommand"/>
/// <seealso cref="GetTeacherStudentTheoryCommand"/>
/// <seealso href="https://arxiv.org/abs/2504.19983">Ren, Nichani, Wu and Lee, Emergence and scaling laws in SGD learning of shallow neural networks</seealso>
[Cmdlet(VerbsCommon.New, "AdditiveTeacher", DefaultParameterSetName = PowerLawSet)]
[OutputType(typeof(AdditiveTeacher))]
public sealed class NewAdditiveTeacherCommand : ScalingCmdlet
{
    private const string PowerLawSet = "PowerLaw";
    private const string CoefficientSet = "Coefficient";

    /// <summary>P, the number of directions.</summary>
    /// <value>16</value>
    [Parameter(ParameterSetName = PowerLawSet, Position = 0, ValueFromPipelineByPropertyName = true), EmptyIsMissing(Otherwise = 16)]
    public int Directions { get; set; } = 16;

    /// <summary>β ≥ 0 of a_p ∝ p^-β.</summary>
    /// <value>1</value>
    [Parameter(ParameterSetName = PowerLawSet, Position = 1, ValueFromPipelineByPropertyName = true), EmptyIsMissing(Otherwise = 1.0)]
    public double Decay { get; set; } = 1;

    /// <summary>a_1, a_2, …, positive; scaled to Σ a_p² = 1.</summary>
    [Parameter(ParameterSetName = CoefficientSet, Mandatory = true)]
    public double[]? Coefficient { get; set; }

    /// <summary>d, the number of inputs, at least P.</summary>
    /// <value>the training's, which is 128</value>
    [Parameter(ValueFromPipelineByPropertyName = true), EmptyIsMissing]
    public int? Dimension { get; set; }

    /// <summary>σ: a name such as he4, or a script block of one number, which it finds in $_.</summary>
    /// <value>he4</value>
    [Parameter, ArgumentCompleter(typeof(ActivationCompleter))]
    public object Activation { get; set; } = "he4";

    /// <summary>The seed that students of this teacher take unless they are given one; the directions themselves need none.</summary>
    /// <value>the training's, which is 1</value>
    [Parameter(ValueFromPipelineByPropertyName = true), EmptyIsMissing]
    public long? Seed { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        ActivationFunction activation = ActivationInput.Of(Activation);
        WriteObject((ParameterSetName == CoefficientSet ? AdditiveTeacher.FromCoefficients(Coefficient ?? [], activation) : AdditiveTeacher.PowerLaw(Directions, Decay, activation)).With(Dimension, Seed));
    }
}
