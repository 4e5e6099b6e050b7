using System.Management.Automation;
using ScalingTools.DeepNetworks;

namespace ScalingTools.Cmdlets;

/// <summary>Writes the eigenvalues of tangent kernels: on the circle, of infinitely wide networks or of one that is drawn; or of convolutional networks on images, with the task's power in each mode.</summary>
/// <remarks>
/// <para>
/// On the circle the kernel is that of a network of -Depth layers with activation max(h, 0)^q_φ in mean-field parameterisation, before training. Its eigenfunctions are cos kθ and sin kθ; Eigenvalue is the kernel operator's, half the
/// paper's λ_k, and falls as k^-2q_φ. With -Width the kernel is that of a network of this width with weights from -Seed, its mean over rotations taken. Eigenvalues decide how fast a lazy network learns each frequency, and with the
/// target's spectrum the exponents α = 2q_φ and β = (2q-1)/(2q_φ).
/// </para>
/// <para>
/// With -Dataset the kernel is that of Invoke-VisionTraining's network, taken on the first -SampleCount images. A lazy network learns mode k as e^(-λ_k t), so that its loss is Σ_k Power_k e^(-2 λ_k t) while t is far below one over the last
/// eigenvalue. Measure-TaskExponent fits α and β to these rows.
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
/// <example>
/// The spectrum of a network on images, and how much of the task is left from each mode on.
/// <code>Import-VisionDataset -Synthetic -Count 400 -Size 8 | Measure-KernelSpectrum -SampleCount 300 -Filters 8 -Count 100</code>
/// </example>
/// <seealso cref="InvokeCircleTrainingCommand"/>
/// <seealso cref="MeasureTaskExponentCommand"/>
[Cmdlet(VerbsDiagnostic.Measure, "KernelSpectrum", DefaultParameterSetName = CircleSet)]
[OutputType(typeof(KernelMode), typeof(TaskMode))]
public sealed class MeasureKernelSpectrumCommand : ScalingCmdlet
{
    private const string CircleSet = "Circle", ImageSet = "Dataset";

    /// <summary>q_φ > ½ of max(h, 0)^q_φ.</summary>
    /// <value>1</value>
    [Parameter(Position = 0, ParameterSetName = CircleSet)]
    public double[]? ActivationPower { get; set; } = [1];

    /// <summary>Layers before the read-out. With one and q_φ = 1 odd frequencies above 1 have the eigenvalue 0.</summary>
    /// <value>2</value>
    [Parameter(ParameterSetName = CircleSet)]
    public int Depth { get; set; } = 2;

    /// <summary>N, neurons of each layer of a network that is drawn.</summary>
    /// <value>infinite</value>
    [Parameter(ParameterSetName = CircleSet)]
    public int? Width { get; set; }

    /// <summary>Images, from Import-VisionDataset.</summary>
    [Parameter(ParameterSetName = ImageSet, Mandatory = true, ValueFromPipeline = true)]
    public VisionDataset? Dataset { get; set; }

    /// <summary>P, the first images of the data set, on which the kernel is taken; at most 4096.</summary>
    /// <value>1000</value>
    [Parameter(ParameterSetName = ImageSet), Alias("Samples")]
    public int SampleCount { get; set; } = 1000;

    /// <summary>Layers of filters.</summary>
    /// <value>2</value>
    [Parameter(ParameterSetName = ImageSet)]
    public int Layers { get; set; } = 2;

    /// <summary>N, filters of each layer.</summary>
    /// <value>32</value>
    [Parameter(ParameterSetName = ImageSet)]
    public int Filters { get; set; } = 32;

    /// <summary>The edge of a filter, odd.</summary>
    /// <value>3</value>
    [Parameter(ParameterSetName = ImageSet)]
    public int KernelSize { get; set; } = 3;

    /// <summary>Seeds of the weights of networks that are drawn; a spectrum for each.</summary>
    /// <value>1</value>
    [Parameter]
    public long[]? Seed { get; set; } = [1];

    /// <summary>Frequencies 1 to this, at most 512 with -Width; or modes, at most -SampleCount.</summary>
    /// <value>200</value>
    [Parameter]
    public int Count { get; set; } = 200;

    /// <inheritdoc/>
    protected override object? PipelineItem => Dataset;

    /// <inheritdoc/>
    protected override void Process()
    {
        if (Dataset is not null)
        {
            foreach (long seed in Seed ?? [])
                WriteRows(TaskSpectrum.Of(Dataset, Layers, Filters, KernelSize, seed, SampleCount, Count, Cancellation));
            return;
        }
        foreach (double power in ActivationPower ?? [])
            if (Width is { } width)
                foreach (long seed in Seed ?? [])
                    WriteRows(KernelSpectra.Circle(new() { ActivationPower = power, Depth = Depth, Width = width }, seed, Count));
            else
                WriteRows(KernelSpectra.Circle(power, Depth, Count));
    }
}
