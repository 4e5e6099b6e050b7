using System.Management.Automation;
using ScalingTools.TeacherStudent;

namespace ScalingTools.Cmdlets;

/// <summary>Finds the information exponent of an activation: how hard a direction is to find that it hides.</summary>
/// <remarks>
/// <para>
/// σ(z) = Σ_j α_j he_j(z) with normalised Hermite polynomials, α_j = E[σ(z) he_j(z)] for standard normal z; the information exponent k is the lowest degree from 1 up whose α_j is not 0. Online SGD then searches a direction of d
/// dimensions for about d^(k-1) steps. A coefficient counts as 0 below 10^-9 of the norm of σ plus ten times the error of the quadrature, which is in the row.
/// </para>
/// <para>A script block is a function of $_ (or $args[0]) and returns one number for any z. Where it is not smooth is found on multiples of 1/8; elsewhere a kink costs digits, as the threshold says.</para>
/// </remarks>
/// <example>
/// Activations that are in use.
/// <code>Measure-InformationExponent relu, tanh, abs, he4</code>
/// </example>
/// <example>
/// The coefficients of a function of your own.
/// <code>Measure-InformationExponent -ScriptBlock { $_ * $_ * [Math]::Exp(-$_ * $_ / 2) } -Coefficient -Degree 6</code>
/// </example>
/// <seealso cref="InvokeSingleIndexTrainingCommand"/>
/// <seealso cref="NewAdditiveTeacherCommand"/>
/// <seealso href="https://arxiv.org/abs/2504.19983">Ren, Nichani, Wu and Lee, Emergence and scaling laws in SGD learning of shallow neural networks</seealso>
[Cmdlet(VerbsDiagnostic.Measure, "InformationExponent", DefaultParameterSetName = NameSet)]
[OutputType(typeof(ActivationExponent), typeof(HermiteCoefficient))]
public sealed class MeasureInformationExponentCommand : ScalingCmdlet
{
    private const string NameSet = "Name";
    private const string ScriptSet = "Script";

    /// <summary>Names: relu, abs, erf, tanh, sigmoid, gelu, swish, cos, sin, he1, he2, ….</summary>
    [Parameter(ParameterSetName = NameSet, Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true), ArgumentCompleter(typeof(ActivationCompleter))]
    public string[]? Activation { get; set; }

    /// <summary>A function of one number, which it finds in $_.</summary>
    [Parameter(ParameterSetName = ScriptSet, Mandatory = true)]
    public ScriptBlock[]? ScriptBlock { get; set; }

    /// <summary>Writes a row for each coefficient instead of one for each function.</summary>
    [Parameter]
    public SwitchParameter Coefficient { get; set; }

    /// <summary>The last degree of -Coefficient, 0 to 128.</summary>
    /// <value>10</value>
    [Parameter]
    public int Degree { get; set; } = 10;

    /// <inheritdoc/>
    protected override object? PipelineItem => Activation;

    /// <inheritdoc/>
    protected override void Process()
    {
        foreach (object given in (object[])(ParameterSetName == ScriptSet ? ScriptBlock! : Activation!))
            Attempt(given, () =>
            {
                ActivationFunction activation = ActivationInput.Of(given);
                if (!Coefficient)
                    WriteObject(ActivationExponent.Of(activation));
                else if (Degree is < 0 or > HermitePolynomials.LargestDegree)
                    throw new ScalingException(ScalingError.ParameterOutOfRange, $"Degree must be 0 to {HermitePolynomials.LargestDegree}, got {Degree}.", "Higher coefficients are not computed.", Degree);
                else
                    WriteRows(activation.Expansion.Rows().Take(Degree + 1));
            });
    }
}
