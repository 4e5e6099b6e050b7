using System.Diagnostics;

namespace ScalingTools.Cmdlets.Sweeps;

/// <summary>The command lines of processes that work for a sweep.</summary>
internal static class WorkerProcess
{
    /// <summary>The pwsh that runs this.</summary>
    private static string Shell => Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "pwsh" ? path : "pwsh";

    private static string Module => typeof(WorkerProcess).Assembly.Location;

    /// <summary>A process that takes runs from its input; see <see cref="InvokeScalingWorkerCommand"/>.</summary>
    public static ProcessStartInfo Piped() => new(Shell, ["-NoLogo", "-NoProfile", "-NonInteractive", "-Command", $"Import-Module {Quote(Module)}; Invoke-ScalingWorker -Pipe"])
    {
        RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
    };

    /// <summary>A task of a job array.</summary>
    public static IEnumerable<string> Task(string store, string plan, int runsPerTask, int threads) =>
    [
        Shell, "-NoLogo", "-NoProfile", "-NonInteractive", "-Command",
        $"Import-Module {Quote(Module)}; Invoke-ScalingWorker -Store {Quote(store)} -Plan {Quote(plan)} -Task $env:SLURM_ARRAY_TASK_ID -RunsPerTask {runsPerTask} -Threads {threads}",
    ];

    private static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
