using System.Globalization;
using System.Text;

namespace ScalingTools.Sweeps;

/// <summary>The job script of a sweep: one array, a task for each run or for several.</summary>
/// <remarks>
/// Tasks may be put back into the queue, killed, or even run twice at a time: a result gets its name only when it is whole, and a run that has one is not done again.
/// </remarks>
public static class SlurmScript
{
    /// <summary>The script.</summary>
    /// <param name="sweep">Its name.</param>
    /// <param name="folder">The folder of this submission, for the tasks' own output.</param>
    /// <param name="command">What a task runs; it finds its number in SLURM_ARRAY_TASK_ID.</param>
    /// <param name="tasks">How many there are.</param>
    /// <param name="options">What is asked for.</param>
    /// <exception cref="ScalingException">ParameterOutOfRange for an option of more than one line.</exception>
    public static string Text(string sweep, string folder, IEnumerable<string> command, int tasks, SlurmOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        StringBuilder script = new("#!/bin/bash\n");
        void Option(FormattableString text)
        {
            string line = text.ToString(CultureInfo.InvariantCulture);
            script.Append("#SBATCH ").Append(line.AsSpan().IndexOfAny('\n', '\r') < 0 ? line : throw new ScalingException(ScalingError.ParameterOutOfRange,
                $"An option of sbatch is one line, got {line}.", "Give each option by itself.", line)).Append('\n');
        }
        Option($"--job-name={Name(sweep)}");
        Option($"--array=0-{tasks - 1}{(options.ThrottleLimit > 0 ? $"%{options.ThrottleLimit}" : "")}");
        // A task that is put back must not wipe out what it said before.
        Option($"--output=\"{folder}/task-%a.log\"");
        Option($"--open-mode=append");
        Option($"--requeue");
        Option($"--cpus-per-task={Math.Max(1, options.Threads)}");
        if (options.Partition is { } partition)
            Option($"--partition={partition}");
        if (options.TimeLimit is { } limit)
            Option($"--time={(int)limit.TotalHours}:{limit.Minutes:00}:{limit.Seconds:00}");
        if (options.Memory is { } memory)
            Option($"--mem={memory}");
        foreach (string extra in options.Extra)
            Option($"{extra}");
        return script.Append("exec ").AppendJoin(' ', command.Select(Quote)).Append('\n').ToString();
    }

    /// <summary>How many runs each task does: as asked, or the fewest that fit.</summary>
    /// <param name="runs">All runs.</param>
    /// <param name="asked">0 for the fewest.</param>
    /// <param name="largestArray">The number of tasks that an array may have.</param>
    public static int RunsPerTask(int runs, int asked, int largestArray)
    {
        int fewest = (runs + largestArray - 1) / largestArray;
        return asked <= 0 ? fewest : asked >= fewest ? asked : throw new ScalingException(ScalingError.ParameterOutOfRange,
            $"{runs} runs in tasks of {asked} need {(runs + asked - 1) / asked} tasks; the cluster's arrays have at most {largestArray}.", $"Give at least {fewest} runs to a task, or leave RunsPerTask out.", asked);
    }

    // What a shell would take apart is put between single quotes; a variable of Slurm's is left to it.
    private static string Quote(string word) => word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || "-_./=:,+@".Contains(c, StringComparison.Ordinal)) || word == "$SLURM_ARRAY_TASK_ID"
        ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static string Name(string sweep) => new([.. sweep.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '-')]);
}
