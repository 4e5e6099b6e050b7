namespace ScalingTools.Measurement;

/// <summary>What counts as the place where a curve reaches a level.</summary>
public enum CrossingRule
{
    /// <summary>The first observation at the level or above. Of a noisy curve it is early: the earlier, the more observations there are before the transition.</summary>
    First,
    /// <summary>
    /// Where the increasing curve nearest to the observations in least squares reaches it, so that one high observation among low ones counts as one. A curve
    /// that increases anyway crosses where it crosses First; a skill that is learnt and lost again is averaged over.
    /// </summary>
    Monotone,
}
