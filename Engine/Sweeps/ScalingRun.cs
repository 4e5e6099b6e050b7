namespace ScalingTools.Sweeps;

/// <summary>A run of a store.</summary>
public sealed record ScalingRun
{
    /// <summary>The sweep that planned it first.</summary>
    public required string Sweep { get; init; }
    /// <summary>The id of its configuration, "cfg-" and twelve hexadecimal digits; the same configuration has the same id everywhere.</summary>
    public required string Configuration { get; init; }
    /// <summary>The training, with the commands before it.</summary>
    public required string Command { get; init; }
    /// <summary>Its parameters, as Name=value.</summary>
    public string Parameters { get; init; } = "";
    /// <summary>The engine's version, part of the configuration.</summary>
    public required string Version { get; init; }
    /// <summary>Where it is.</summary>
    public required RunState State { get; init; }
    /// <summary>Rows of its result; null before its end.</summary>
    public long? RowCount { get; init; }
    /// <summary>How often it was begun.</summary>
    public int Attempts { get; init; }
    /// <summary>Who runs it or ran it last: Local, Process or Slurm.</summary>
    public string Executor { get; init; } = "";
    /// <summary>The cluster's name for it, job_task; empty elsewhere.</summary>
    public string Job { get; init; } = "";
    /// <summary>When its last attempt began, local time, as 2026-11-26 16:20:10; empty before.</summary>
    public string Started { get; init; } = "";
    /// <summary>When it ended, local time; empty before.</summary>
    public string Finished { get; init; } = "";
    /// <summary>From begin to end of the last attempt.</summary>
    public double? Seconds { get; init; }
    /// <summary>The id of the error of a failed run; empty without one.</summary>
    public string ErrorId { get; init; } = "";
    /// <summary>What went wrong; empty where nothing did.</summary>
    public string Error { get; init; } = "";
    /// <summary>What to do about it.</summary>
    public string Advice { get; init; } = "";

    /// <summary>A run that is in no store yet.</summary>
    public static ScalingRun Planned(string sweep, RunConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return new()
        {
            Sweep = sweep, Settings = configuration, Configuration = configuration.Id, Command = string.Join(" | ", configuration.Commands), Version = configuration.Version, State = RunState.Planned,
            Parameters = string.Join(' ', configuration.Parameters.Select(p => $"{p.Key}={PlainValue.Text(p.Value)}")),
        };
    }

    internal RunConfiguration Settings { get; init; } = null!;

    /// <summary>What the run is: its commands and their parameters.</summary>
    public RunConfiguration ToConfiguration() => Settings;
}
