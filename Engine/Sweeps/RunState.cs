namespace ScalingTools.Sweeps;

/// <summary>Where a run is.</summary>
public enum RunState
{
    /// <summary>Not begun.</summary>
    Planned,
    /// <summary>Given to a cluster.</summary>
    Queued,
    /// <summary>At work.</summary>
    Running,
    /// <summary>Finished: its rows are on the disk.</summary>
    Completed,
    /// <summary>Ended with an error.</summary>
    Failed,
    /// <summary>Stopped, or its process was lost; it goes on from its checkpoint, if its training keeps one.</summary>
    Interrupted,
}
