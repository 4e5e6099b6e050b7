using ScalingTools.SparseParity;

namespace ScalingTools.Multilinear;

/// <summary>Emergent and saturation times, and whether training is stage-like: one skill after the other.</summary>
/// <remarks>
/// Source: Nam et al. 2024, Eq. 17–18. For endless data
/// τ_e(k) = ln((S/R_k(0)-1)/(1/ε-1)) / (2ηP_s(k)S), τ_s(k) = 2 ln(1/ε-1) / (2ηP_s(k)S). The linear model, for which
/// τ_e = -ln(1-ε)/(ηP_s(k)) and τ_s = ln(1/ε-1)/(ηP_s(k)), is stage-like only for α above 4.8 (at ε = 0.05).
/// </remarks>
public static class EmergenceTimes
{
    /// <summary>One row for each reported skill (all of them by default); the next skill is k+1.</summary>
    /// <param name="options">Frequencies, S, R_k(0), η, model and skills; the first α where several are given. Grid axes are not used.</param>
    /// <param name="threshold">ε, above R_k(0)/S and below ½. The paper's is 0.05.</param>
    /// <exception cref="ScalingException">ε or a constant out of range, or too many skills to report on.</exception>
    public static IEnumerable<EmergenceTime> Run(MultilinearOptions options, double threshold = 0.05)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Rows();

        IEnumerable<EmergenceTime> Rows()
        {
            SkillDistribution skills = options.ResolveSkills();
            MultilinearFlow flow = options.ResolveFlow();
            double start = flow.InitialStrength / flow.TargetScale;
            if (!(threshold > start && threshold < 0.5))
                throw Guard.OutOfRange(nameof(threshold), threshold, $"above InitialStrength/TargetScale = {Guard.Text(start)} and below 1/2");
            foreach (long k in options.ResolveReportedSkills(skills))
            {
                double p = skills.Probability(k);
                if (p == 0)
                    continue; // never seen, never learnt
                double emergent = flow.TimeToReach(p, threshold), saturation = flow.TimeToReach(p, 1 - threshold) - emergent;
                double next = k < (skills.Count ?? long.MaxValue) ? skills.Probability(k + 1) : 0;
                double? gap = next > 0 ? flow.TimeToReach(next, threshold) - emergent : null;
                yield return new EmergenceTime
                {
                    Model = flow.Model,
                    Alpha = (skills as ZipfSkills)?.Alpha,
                    SkillCount = skills.Count,
                    TargetScale = flow.TargetScale,
                    InitialStrength = flow.InitialStrength,
                    LearningRate = flow.LearningRate,
                    Threshold = threshold,
                    Skill = k,
                    Frequency = p,
                    EmergentTime = emergent,
                    SaturationTime = saturation,
                    Gap = gap,
                    IsStageLike = gap is null ? null : saturation < gap, // Eq. 18
                };
            }
        }
    }
}
