namespace ScalingTools.Measurement;

/// <summary>Whether a skill was seen to emerge.</summary>
public enum EmergenceOutcome
{
    /// <summary>Every run crossed the threshold.</summary>
    Crossed,
    /// <summary>Some runs crossed it and some did not; the numbers are over those that did, so they are too early on average.</summary>
    PartlyCrossed,
    /// <summary>No run crossed it.</summary>
    NeverCrossed,
    /// <summary>Every run that has the threshold behind it was above it at its first x: the crossing lies before the data.</summary>
    AboveFromStart,
    /// <summary>No run has two usable observations.</summary>
    TooFewPoints,
}
