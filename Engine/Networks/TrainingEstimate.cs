namespace ScalingTools.Networks;

/// <summary>What training would take.</summary>
public sealed record TrainingEstimate
{
    /// <summary>How many runs.</summary>
    public required int Runs { get; init; }
    /// <summary>Steps of all runs together, if none ends early.</summary>
    public required long Steps { get; init; }
    /// <summary>Measurements of all runs together.</summary>
    public required long Measurements { get; init; }
    /// <summary>Rows.</summary>
    public required long Rows { get; init; }
    /// <summary>
    /// C = Σ 6 N B T over the runs: floating-point operations of dense training, 2 forwards and 4 backwards for each parameter, sample and step, by which experiments are
    /// compared; the last <see cref="NetworkTotal.Compute"/> of each. What is really done is several times less.
    /// </summary>
    public required double FloatingOperations { get; init; }
    /// <summary>Seconds on this machine, if no run ends early.</summary>
    public required double Seconds { get; init; }
    /// <summary>Bytes of all runs that train at the same time.</summary>
    public required long Memory { get; init; }
    /// <summary>Threads in all.</summary>
    public required int Threads { get; init; }

    /// <summary>The plan in words.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{Runs} run{(Runs == 1 ? "" : "s")}, {Steps:N0} steps and {Measurements:N0} measurements in all ({Rows:N0} rows): {FloatingOperations:E1} dense operations, about {Time()} on {Threads} thread{(Threads == 1 ? "" : "s")}, {Memory / 1e6:F0} MB");

    private string Time() => FormattableString.Invariant(
        $"{(Seconds < 120 ? $"{Seconds:F0} seconds" : Seconds < 7200 ? $"{Seconds / 60:F0} minutes" : $"{Seconds / 3600:F1} hours")}");
}
