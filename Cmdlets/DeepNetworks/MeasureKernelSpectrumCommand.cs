using System.Management.Automation;
using ScalingTools.DeepNetworks;

namespace ScalingTools.Cmdlets;

/// <summary>Writes the eigenvalues of the tangent kernel of infinitely wide networks on the circle, which fall as k^-2q_φ.</summary>
/// <remarks>
/// <para>
/// The kernel is that of a network of -Depth layers with activation max(h, 0)^q_φ in mean-field parameterisation, before training. Its eigenfunctions on the circle are cos kθ and sin kθ; Eigenvalue is the kernel operator's, half the paper's λ_k. They
/// decide how fast a lazy network learns each frequency, and with the target's spectrum the exponents α = 2q_φ and β = (2q-1)/(2q_φ).
/// </para>
/// </remarks>
/// <example>
/// The eigenvalues fall as the square of the frequency for rectifiers.
/// <code>Measure-KernelSpectrum -Count 500 | Measure-ScalingExponent -X Frequency -Y Eigenvalue -XMin 20</code>
/// </example>
/// <example>
/// Smoother activations, steeper spectra.
/// <code>Measure-KernelSpectrum 1, 1.5, 2 | Show-ScalingPlot Frequency Eigenvalue -GroupBy ActivationPower</code>
/// </example>
/// <seealso cref="InvokeCircleTrainingCommand"/>
[Cmdlet(VerbsDiagnostic.Measure, "KernelSpectrum")]
[OutputType(typeof(KernelMode))]
public sealed class MeasureKernelSpectrumCommand : ScalingCmdlet
{
    /// <summary>q_φ > ½ of max(h, 0)^q_φ.</summary>
    /// <value>1</value>
    [Parameter(Position = 0)]
    public double[]? ActivationPower { get; set; } = [1];

    /// <summary>Layers before the read-out. With one and q_φ = 1 odd frequencies above 1 have the eigenvalue 0.</summary>
    /// <value>2</value>
    [Parameter]
    public int Depth { get; set; } = 2;

    /// <summary>Frequencies 1 to this.</summary>
    /// <value>200</value>
    [Parameter]
    public int Count { get; set; } = 200;

    /// <inheritdoc/>
    protected override void Process()
    {
        foreach (double power in ActivationPower ?? [])
            WriteRows(KernelSpectra.Circle(power, Depth, Count));
    }
}
