using ScalingTools.Measurement;
using ScalingTools.Multilinear;

namespace ScalingTools.Experiments;

/// <summary>One skill in an extended model: its strength along the resource, and where that reaches a threshold.</summary>
/// <param name="Resource">Time, Data or Parameters.</param>
/// <param name="Skill">k, from 1.</param>
/// <param name="Frequency">P_s(k); Parameters does not look at it.</param>
/// <param name="Flow">S, R_k(0) and η; only Time looks at them.</param>
/// <remarks>Source: Nam et al. 2024, Eq. 37, 40 and 44.</remarks>
internal sealed record PredictedSkill(EmergenceResource Resource, long Skill, double Frequency, MultilinearFlow Flow)
{
    /// <summary>R_k/S.</summary>
    /// <param name="constant">c, D_c or N_c.</param>
    /// <param name="x">T, D or N.</param>
    /// <param name="observations">d_k of the data set; null for the mean over data sets.</param>
    public double Strength(double constant, double x, double? observations = null) => Resource switch
    {
        EmergenceResource.Time => TimeEmergence.RelativeStrength(constant, x, Frequency, Flow),
        EmergenceResource.Data when observations is { } d => DataEmergence.RelativeStrength(constant, Guard.NotNegative(d, "Observations")),
        EmergenceResource.Data => DataEmergence.ExpectedRelativeStrength(constant, (long)x, Frequency),
        _ => ParameterEmergence.RelativeStrength(constant, x, Skill),
    };

    /// <summary>
    /// Where R_k/S reaches θ. Of whole numbers it is where a curve measured at each of them would cross: between the smallest n with
    /// R(n) ≥ θ and n - 1, linearly in log n, as a measured crossing is; for n = 1 it is 1.
    /// </summary>
    /// <param name="constant">c, D_c or N_c.</param>
    /// <param name="threshold">θ, above 0 and below 1.</param>
    /// <returns>T, D or N; 0 where the skill starts at θ; +∞ where it never gets there.</returns>
    public double Onset(double constant, double threshold)
    {
        if (Resource == EmergenceResource.Time)
            return TimeEmergence.TimeToReach(constant, threshold, Frequency, Flow);
        long? smallest = Resource == EmergenceResource.Data
            ? DataEmergence.SamplesToReach(constant, threshold, Frequency)
            : ParameterEmergence.ParametersToReach(constant, threshold, Skill);
        return smallest switch
        {
            null => double.PositiveInfinity,
            1 => 1,
            { } n => ThresholdCrossing.First([n - 1, n], [Strength(constant, n - 1), Strength(constant, n)], threshold, out _) ?? n,
        };
    }
}
