using System.ComponentModel;
using System.Diagnostics;

namespace ScalingTools.Sweeps;

/// <summary>A process that works for a store, and when it was last heard of.</summary>
/// <param name="Id">Unique among all workers there ever were.</param>
/// <param name="Host">Its machine.</param>
/// <param name="Process">Its process id there.</param>
/// <param name="Born">When that process began, ms since 1970: process ids are used again.</param>
/// <param name="Heartbeat">When it last said that it lives, ms since 1970.</param>
internal sealed record WorkerSign(string Id, string Host, int Process, long Born, long Heartbeat)
{
    /// <summary>How often a worker says that it lives.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(2);

    /// <summary>After how long a silence a worker of another machine counts as lost.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromMinutes(2);

    /// <summary>This process as a new worker.</summary>
    public static WorkerSign Here()
    {
        using Process self = System.Diagnostics.Process.GetCurrentProcess();
        return new(Guid.NewGuid().ToString("n"), Environment.MachineName, self.Id, Start(self), Now());
    }

    /// <summary>Whether the worker can still be at work: on this machine, whether its process is there; elsewhere, whether it was heard of lately.</summary>
    public bool Lives(long now)
    {
        if (Host != Environment.MachineName)
            return now - Heartbeat < Silence.TotalMilliseconds;
        try
        {
            using Process process = System.Diagnostics.Process.GetProcessById(Process);
            return Math.Abs(Start(process) - Born) < 2000 && !process.HasExited;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return false;
        }
    }

    /// <summary>ms since 1970.</summary>
    public static long Now() => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    private static long Start(Process process) => new DateTimeOffset(process.StartTime.ToUniversalTime()).ToUnixTimeMilliseconds();
}
