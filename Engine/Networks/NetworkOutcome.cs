namespace ScalingTools.Networks;

/// <summary>Where in its training a network was measured, and how the training ended.</summary>
public enum NetworkOutcome
{
    /// <summary>Between the first and the last step.</summary>
    Training,
    /// <summary>After the last step.</summary>
    Completed,
    /// <summary>Training ended early because nothing changed any more: the loss on every batch was at rounding level.</summary>
    Converged,
    /// <summary>The loss was no longer finite; training ended.</summary>
    Diverged,
}
