namespace ScalingTools.Measurement;

/// <summary>Whether an optimum at one compute budget was found inside the sizes tried.</summary>
public enum FrontierOutcome
{
    /// <summary>The best size has both a smaller and a larger one beside it.</summary>
    Optimum,
    /// <summary>The best size is the smallest or the largest that reaches this compute: the true optimum may lie beyond.</summary>
    AtEdge,
    /// <summary>Fewer than three sizes reach this compute.</summary>
    TooFewSizes,
    /// <summary>The parabola has no minimum between the sizes it was fitted to.</summary>
    NoMinimum,
}
