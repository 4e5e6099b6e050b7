using System.Management.Automation;
using ScalingTools.RandomFeatures;

namespace ScalingTools.Cmdlets;

/// <summary>Makes a regression task in the eigenbasis of a kernel, for random features and feature learning.</summary>
/// <remarks>
/// <para>
/// The kernel has eigenvalues λ_k = k^-α, α the capacity, and the target has the power λ_k (w_k)^2 = k^-(αβ+1) along mode k, β the source: the larger, the easier. A task with β below 1 is hard: its target
/// has no finite norm in the kernel's space.
/// </para>
/// <para>
/// The literature has two pairs of letters for the same thing. -A and -B are the decays of the target's powers and of the eigenvalues: a = αβ + 1 and b = α. A spectrum that was
/// measured goes in as -Eigenvalue and -TargetPower.
/// </para>
/// </remarks>
/// <example>
/// A hard task.
/// <code>New-PowerLawTask -Capacity 1.5 -Source 0.4</code>
/// </example>
/// <example>
/// The task of the compute frontier in Bordelon et al. 2024, by its decays.
/// <code>New-PowerLawTask -A 2 -B 1 -ModeCount 5000</code>
/// </example>
/// <example>
/// A spectrum from elsewhere.
/// <code>New-PowerLawTask -Eigenvalue 3, 1, 0.1 -TargetPower 0.5, 0.4, 0.1</code>
/// </example>
/// <seealso cref="GetScalingRegimeCommand"/>
/// <seealso href="https://arxiv.org/abs/2409.17858">Bordelon, Atanasov and Pehlevan, How feature learning can improve neural scaling laws</seealso>
/// <seealso href="https://arxiv.org/abs/2402.01092">Bordelon, Atanasov and Pehlevan, A dynamical model of neural scaling laws</seealso>
[Cmdlet(VerbsCommon.New, "PowerLawTask", DefaultParameterSetName = CapacitySet)]
[OutputType(typeof(PowerLawTask))]
public sealed class NewPowerLawTaskCommand : ScalingCmdlet
{
    private const string CapacitySet = "Capacity";
    private const string DecaySet = "Decay";
    private const string SpectrumSet = "Spectrum";

    /// <summary>α > 1: eigenvalue k of the kernel is k^-α.</summary>
    /// <value>1.5</value>
    [Parameter(ParameterSetName = CapacitySet, Position = 0, ValueFromPipelineByPropertyName = true), EmptyIsMissing(Otherwise = 1.5)]
    public double Capacity { get; set; } = 1.5;

    /// <summary>β > 0: the target has the power k^-(αβ+1) along mode k.</summary>
    /// <value>0.5</value>
    [Parameter(ParameterSetName = CapacitySet, Position = 1, ValueFromPipelineByPropertyName = true), EmptyIsMissing(Otherwise = 0.5)]
    public double Source { get; set; } = 0.5;

    /// <summary>a > 1: the target has the power k^-a along mode k.</summary>
    [Parameter(ParameterSetName = DecaySet, Mandatory = true)]
    public double A { get; set; }

    /// <summary>b > 0: eigenvalue k of the kernel is k^-b.</summary>
    [Parameter(ParameterSetName = DecaySet, Mandatory = true)]
    public double B { get; set; }

    /// <summary>M, the number of modes; any number for theory.</summary>
    /// <value>10000</value>
    [Parameter(ParameterSetName = CapacitySet, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = DecaySet), EmptyIsMissing]
    public long? ModeCount { get; set; }

    /// <summary>The eigenvalues, positive, in any order.</summary>
    [Parameter(ParameterSetName = SpectrumSet, Mandatory = true)]
    public double[]? Eigenvalue { get; set; }

    /// <summary>The target's variance along each of these modes.</summary>
    [Parameter(ParameterSetName = SpectrumSet, Mandatory = true)]
    public double[]? TargetPower { get; set; }

    /// <inheritdoc/>
    protected override void Process() => WriteObject(ParameterSetName switch
    {
        DecaySet => PowerLawTask.FromDecay(A, B, ModeCount),
        SpectrumSet => PowerLawTask.FromSpectrum(Eigenvalue ?? [], TargetPower ?? []),
        _ => PowerLawTask.FromCapacity(Capacity, Source, ModeCount),
    });
}
