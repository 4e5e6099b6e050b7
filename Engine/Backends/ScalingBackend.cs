namespace ScalingTools.Backends;

/// <summary>A backend: whether trainings can use it, on what, and why not.</summary>
public sealed record ScalingBackend
{
    /// <summary>What -Backend takes.</summary>
    public required TrainingBackend Name { get; init; }
    /// <summary>Whether it can be used.</summary>
    public required bool Available { get; init; }
    /// <summary>Of what computes; empty where it is not known.</summary>
    public string Version { get; init; } = "";
    /// <summary>What -Device takes, with commas between; empty for none.</summary>
    public string Devices { get; init; } = "";
    /// <summary>Why it cannot be used, and what to do about it; of one that can, why it has no GPU, or empty.</summary>
    public string Reason { get; init; } = "";
}
