using System.ComponentModel;
using System.Management.Automation;
using ScalingTools.Backends;

namespace ScalingTools.Cmdlets;

/// <summary>What trainings of networks share that a backend can compute.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class BackendCmdlet : ScalingCmdlet
{
    /// <summary>What computes: the engine, or libtorch where Get-ScalingBackend lists it. The rows are the same to rounding, and checkpoints, where a training has them, can be taken up by either.</summary>
    /// <value>Managed</value>
    [Parameter]
    public TrainingBackend Backend { get; set; }

    /// <summary>Where: cpu, or cuda:0 and so on with -Backend Torch.</summary>
    /// <value>cpu</value>
    [Parameter, ArgumentCompleter(typeof(DeviceCompleter))]
    public string? Device { get; set; }
}
