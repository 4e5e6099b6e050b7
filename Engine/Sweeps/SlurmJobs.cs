using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace ScalingTools.Sweeps;

/// <summary>Slurm's commands: sbatch, squeue, sacct, scontrol, scancel. Each has a time limit, since they hang while the controller is away.</summary>
public sealed class SlurmJobs
{
    internal const string Name = "Slurm";
    private const int DefaultLargestArray = 1000;

    private readonly TimeSpan _patience;
    private readonly string _commands;

    /// <summary>Slurm on this machine.</summary>
    /// <param name="patience">How long to wait for an answer; 60 seconds if null.</param>
    /// <param name="commands">The folder of its commands; empty for the PATH.</param>
    public SlurmJobs(TimeSpan? patience = null, string commands = "") => (_patience, _commands) = (patience ?? TimeSpan.FromSeconds(60), commands);

    /// <summary>Whether Slurm's commands are on this machine.</summary>
    public static bool Exists() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => folder.Length > 0 && File.Exists(Path.Combine(folder, "sbatch")));

    /// <summary>Submits a script.</summary>
    /// <returns>The id of the job.</returns>
    /// <exception cref="ScalingException">SlurmNotFound, SlurmFailed.</exception>
    public string Submit(string script)
    {
        // "123" or "123;cluster"
        string id = Ask("sbatch", "--parsable", script).Trim().Split(';')[0];
        return long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? id : throw Failed($"sbatch answered {id}");
    }

    /// <summary>What the queue says of the tasks of jobs: "job_task" to PENDING, RUNNING and so on. Those that have ended are not in it.</summary>
    /// <exception cref="ScalingException">SlurmNotFound, SlurmFailed.</exception>
    public IReadOnlyDictionary<string, string> Queue(IEnumerable<string> jobs)
    {
        string list = string.Join(',', jobs.Distinct());
        if (list.Length == 0)
            return new Dictionary<string, string>();
        // A job that ended long ago is an error to squeue if no other is asked for.
        (int code, string answer, string complaint) = Try("squeue", "--noheader", "--array", "--jobs", list, "--format=%F_%K %T");
        if (code != 0 && !complaint.Contains("Invalid job id", StringComparison.OrdinalIgnoreCase))
            throw Failed($"squeue: {complaint.Trim()}");
        return Pairs(answer, ' ');
    }

    /// <summary>How tasks ended, where the cluster keeps books: "job_task" to COMPLETED, TIMEOUT, OUT_OF_MEMORY and so on; empty where it does not.</summary>
    public IReadOnlyDictionary<string, string> Endings(IEnumerable<string> jobs)
    {
        string list = string.Join(',', jobs.Distinct());
        (int code, string answer, _) = list.Length == 0 ? (1, "", "") : Try("sacct", "--noheader", "--parsable2", "--allocations", "--jobs", list, "--format=JobID,State");
        return code == 0 ? Pairs(answer, '|') : new Dictionary<string, string>();
    }

    /// <summary>Ends jobs.</summary>
    /// <exception cref="ScalingException">SlurmNotFound, SlurmFailed.</exception>
    public void Cancel(IEnumerable<string> jobs)
    {
        string[] all = [.. jobs.Distinct()];
        if (all.Length > 0)
            Ask("scancel", all);
    }

    /// <summary>How many tasks an array may have.</summary>
    public int LargestArray()
    {
        (int code, string answer, _) = Try("scontrol", "show", "config");
        foreach (string line in answer.Split('\n'))
            if (code == 0 && line.StartsWith("MaxArraySize", StringComparison.Ordinal) && int.TryParse(line.Split('=')[^1], CultureInfo.InvariantCulture, out int size) && size > 1)
                return size - 1; // MaxArraySize is one more than the largest index
        return DefaultLargestArray;
    }

    private static Dictionary<string, string> Pairs(string answer, char between)
    {
        Dictionary<string, string> states = [];
        foreach (string line in answer.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            if (line.IndexOf(between, StringComparison.Ordinal) is var at and > 0)
                states[line[..at]] = line[(at + 1)..].Split(' ')[0];
        return states;
    }

    private string Ask(string command, params string[] arguments)
    {
        (int code, string answer, string complaint) = Try(command, arguments);
        return code == 0 ? answer : throw Failed($"{command}: {complaint.Trim()}");
    }

    private (int Code, string Answer, string Complaint) Try(string command, params string[] arguments)
    {
        ProcessStartInfo start = new(Path.Combine(_commands, command), arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using Process process = Process.Start(start)!;
            Task<string> answer = process.StandardOutput.ReadToEndAsync(), complaint = process.StandardError.ReadToEndAsync();
            if (!process.WaitForExit(_patience))
            {
                process.Kill(entireProcessTree: true);
                throw Failed($"{command} did not answer within {_patience.TotalSeconds} seconds");
            }
            return (process.ExitCode, answer.Result, complaint.Result);
        }
        catch (Win32Exception e)
        {
            throw new ScalingException(ScalingError.SlurmNotFound, $"Slurm's {command} is not on this machine: {e.Message}", "Submit from a login node of the cluster, or use -Executor Local or Process.", command, e);
        }
    }

    private static ScalingException Failed(string what) =>
        new(ScalingError.SlurmFailed, $"Slurm: {what}.", "Nothing that was finished is lost. See whether sinfo answers; Get-ScalingRun shows what was submitted.");
}
