namespace ScalingTools.FeatureLearning;

/// <summary>How training moves.</summary>
public enum FeatureMethod
{
    /// <summary>Discrete steps of size η, with momentum if there is one; t counts steps.</summary>
    GradientDescent,
    /// <summary>Continuous time, the limit of small steps: t is that of η = 1, and η multiplies it.</summary>
    GradientFlow,
}
