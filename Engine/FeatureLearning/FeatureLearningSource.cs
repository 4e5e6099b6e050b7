namespace ScalingTools.FeatureLearning;

/// <summary>Where a loss comes from.</summary>
public enum FeatureLearningSource
{
    /// <summary>Students that were trained: the mean over draws.</summary>
    Simulation,
    /// <summary>The mean-field equations.</summary>
    Theory,
}
