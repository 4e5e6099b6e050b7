using System.ComponentModel;
using System.Management.Automation;

namespace ScalingTools.Cmdlets;

/// <summary>What trainings of deep networks share: how long, from which seeds, measured when.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class DeepTrainingCmdlet : BackendCmdlet
{
    /// <summary>Steps.</summary>
    /// <value>1000</value>
    [Parameter]
    public long Steps { get; set; } = 1000;

    /// <summary>Seeds; a run for each. They decide the start and the batches.</summary>
    /// <value>1</value>
    [Parameter]
    public long[]? Seed { get; set; } = [1];

    /// <summary>Steps to measure at. Takes log:first:last:count. The last step is always measured.</summary>
    /// <value>0 and about thirty at equal ratios</value>
    [Parameter, LogGrid(Whole = true), ArgumentCompleter(typeof(LogGridCompleter))]
    public long[]? MeasureAt { get; set; } = [];

    /// <summary>Threads. The rows do not depend on it.</summary>
    /// <value>one for each processor</value>
    [Parameter, Alias("ThrottleLimit")]
    public int? Threads { get; set; }
}
