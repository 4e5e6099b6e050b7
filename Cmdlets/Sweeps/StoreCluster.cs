using System.Management.Automation;
using ScalingTools.Sweeps;

namespace ScalingTools.Cmdlets.Sweeps;

/// <summary>Collects what a cluster did for a store. A cluster that does not answer is a warning: the files say what is finished.</summary>
internal static class StoreCluster
{
    /// <summary>Brings the index up to date.</summary>
    public static void Refresh(Cmdlet cmdlet, RunStore store)
    {
        if (store.IsReadOnly)
            return;
        try
        {
            SlurmSweep.Refresh(store, SlurmJobs.Exists() ? new(TimeSpan.FromSeconds(20)) : null);
        }
        catch (ScalingException e) when (e.Error is ScalingError.SlurmFailed or ScalingError.SlurmNotFound)
        {
            cmdlet.WriteWarning(e.Message);
        }
    }
}
