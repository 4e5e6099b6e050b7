using System.Management.Automation;
using ScalingTools.DeepNetworks;

namespace ScalingTools.Cmdlets;

/// <summary>Fits the capacity and source exponents α and β of a task to the modes of a kernel on its images, and says how the losses of lazy and rich networks should fall.</summary>
/// <remarks>
/// <para>
/// λ_k ~ k^-α and Σ_{l ≥ k} w_l² ~ k^-αβ, both by least squares in logarithms from -ModeMin to -ModeMax. A lazy network's loss then falls as t^-β, a rich one's as t^-2β/(1+β) where β is below 1 and as t^-β above. Spectra of data are no pure power
/// laws: look at the modes with Show-ScalingPlot, and vary the window. Errors are those of the fits, as if modes were independent.
/// </para>
/// <para>Modes of several data sets, networks or seeds give a row each.</para>
/// </remarks>
/// <example>
/// The exponents of synthetic digits.
/// <code>Import-VisionDataset -Synthetic -Count 400 -Size 8 | Measure-KernelSpectrum -SampleCount 400 -Filters 8 -Count 200 | Measure-TaskExponent</code>
/// </example>
/// <seealso cref="MeasureKernelSpectrumCommand"/>
/// <seealso cref="InvokeVisionTrainingCommand"/>
/// <seealso href="https://arxiv.org/abs/2409.17858">Bordelon, Atanasov and Pehlevan, How feature learning can improve neural scaling laws</seealso>
[Cmdlet(VerbsDiagnostic.Measure, "TaskExponent")]
[OutputType(typeof(TaskExponent))]
public sealed class MeasureTaskExponentCommand : ScalingCmdlet
{
    private readonly List<TaskMode> _modes = [];

    /// <summary>Modes, from Measure-KernelSpectrum -Dataset.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public TaskMode[] InputObject { get; set; } = [];

    /// <summary>The first mode to use.</summary>
    /// <value>10</value>
    [Parameter]
    public int ModeMin { get; set; } = 10;

    /// <summary>The last mode to use.</summary>
    /// <value>a fifth of the images, beyond which modes are those of the sample</value>
    [Parameter]
    public int? ModeMax { get; set; }

    /// <inheritdoc/>
    protected override void Process() => _modes.AddRange(InputObject);

    /// <inheritdoc/>
    protected override void End()
    {
        foreach (IReadOnlyList<TaskMode> spectrum in TaskSpectrum.Split(_modes))
            Attempt(spectrum[0], () => WriteObject(TaskExponent.Fit(spectrum, ModeMin, ModeMax)));
    }
}
