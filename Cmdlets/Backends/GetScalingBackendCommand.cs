using System.Management.Automation;
using ScalingTools.Backends;

namespace ScalingTools.Cmdlets;

/// <summary>Lists what can compute trainings: the engine itself, and libtorch where the companion module ScalingTools.Torch is installed; with its devices, or why it cannot be used.</summary>
/// <remarks>
/// <para>
/// The trainings of networks take -Backend and -Device. Start, batches, columns and checkpoints are the same whatever computes, and losses agree to the rounding of single precision; only the managed engine gives the same bits
/// for the same seed on any number of threads.
/// </para>
/// <para>
/// The folder of the backend is that of the environment variable SCALINGTOOLS_TORCH, else torch beside the engine, where build.ps1 -Torch puts it, else the module ScalingTools.Torch beside this one or on the module path.
/// </para>
/// </remarks>
/// <example>
/// What there is, and why not more.
/// <code>Get-ScalingBackend</code>
/// </example>
/// <example>
/// Trains with libtorch where it is, else with the engine.
/// <code>
/// $backend = (Get-ScalingBackend | Where-Object Available)[-1]
/// New-SparseParityDataset -SkillCount 2 -SkillBits 8 | Invoke-SparseParityTraining -Width 20 -Steps 100 -BatchSize 50 -Final -Backend $backend.Name
/// </code>
/// </example>
/// <seealso cref="InvokeSparseParityTrainingCommand"/>
[Cmdlet(VerbsCommon.Get, "ScalingBackend")]
[OutputType(typeof(ScalingBackend))]
public sealed class GetScalingBackendCommand : ScalingCmdlet
{
    /// <summary>Which.</summary>
    /// <value>all</value>
    [Parameter(Position = 0)]
    public TrainingBackend[]? Name { get; set; } = [];

    /// <inheritdoc/>
    protected override void Process() => WriteRows(ScalingBackends.List().Where(row => Name is not [_, ..] || Name.Contains(row.Name)));
}
