namespace ScalingTools.Composition;

/// <summary>From which labels k-fold composition is learnt.</summary>
public enum CompositionRegime
{
    /// <summary>Only hops of length k, the whole answer: by theory hopeless in polynomial time.</summary>
    Direct,
    /// <summary>Hops of length 1, then 2, 4, … k: a stage begins when the one before is learnt.</summary>
    Curriculum,
    /// <summary>Hops of length 1, 2, 4, … k all the time, in equal parts.</summary>
    Mixed,
    /// <summary>
    /// The curriculum of the theorem: output-value matrices at their ground truth, key-query matrices at zero, one step of gradient descent on n prompts for each stage.
    /// </summary>
    TheoryCurriculum,
}
