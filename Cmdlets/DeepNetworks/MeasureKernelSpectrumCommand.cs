using System.Management.Automation;
using ScalingTools.DeepNetworks;

namespace ScalingTools.Cmdlets;

/// <summary>Writes the eigenvalues of tangent kernels on the circle, of infinitely wide networks or of one that is drawn; they fall as k^-2q_φ.</summary>
/// <remarks>
/// <para>
/// The kernel is that of a network of -Depth layers with activation max(h, 0)^q_φ in mean-field parameterisation, before training. Its eigenfunctions on the circle are cos kθ and sin kθ; Eigenvalue is the kernel operator's, half the paper's λ_k. They
/// With -Width the kernel is that of a network of this width with weights from -Seed, its mean over rotations taken. Eigenvalues
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
/// <example>
/// A network of finite width beside its limit.
/// <code>Measure-KernelSpectrum -Width 64 -Count 20 -Seed 1, 2</code>
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

    /// <summary>N, neurons of each layer of a network that is drawn.</summary>
    /// <value>infinite</value>
    [Parameter]
    public int? Width { get; set; }

    /// <summary>Seeds of the weights of networks that are drawn; a spectrum for each.</summary>
    /// <value>1</value>
    [Parameter]
    public long[]? Seed { get; set; } = [1];

    /// <summary>Frequencies 1 to this, at most 512 with -Width.</summary>
    /// <value>200</value>
    [Parameter]
    public int Count { get; set; } = 200;

    /// <inheritdoc/>
    protected override void Process()
    {
        foreach (double power in ActivationPower ?? [])
            if (Width is { } width)
                foreach (long seed in Seed ?? [])
                    WriteRows(KernelSpectra.Circle(new() { ActivationPower = power, Depth = Depth, Width = width }, seed, Count));
            else
                WriteRows(KernelSpectra.Circle(power, Depth, Count));
    }
}
