namespace ScalingTools.Networks;

/// <summary>How the learning rate changes during training.</summary>
public enum LearningRateKind
{
    /// <summary>It does not.</summary>
    Constant,
    /// <summary>It is multiplied by a factor every so many steps.</summary>
    Step,
    /// <summary>It follows half a cosine from its value to 0 at the last step.</summary>
    Cosine,
}
