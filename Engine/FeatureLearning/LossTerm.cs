namespace ScalingTools.FeatureLearning;

/// <summary>The terms that a loss is the sum of (arXiv:2409.17858, Eq. 8 and 9).</summary>
public enum LossTerm
{
    /// <summary>t^-χ: the flow on the whole population by an infinite student.</summary>
    Time,
    /// <summary>N^{-α min(1, β)}: what N features cannot express.</summary>
    Width,
    /// <summary>P^{-α min(2, β)}: what P samples do not tell.</summary>
    Data,
    /// <summary>(1/N) t^{-(1-1/α) χ/β}: a finite width on the way.</summary>
    WidthTransient,
    /// <summary>(η/B) t^{-(2-1/α) χ/β}: the noise of batches.</summary>
    BatchTransient,
}
