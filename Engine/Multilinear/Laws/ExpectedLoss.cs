using ScalingTools.Numerics;

namespace ScalingTools.Multilinear;

/// <summary>The exact expected loss of the multilinear model at (T, D, N), summed over all skills, n_s = 10^9 or ∞ included.</summary>
/// <remarks>
/// L = Σ_{k≤N} P_s(k) E[Φ(ηST d_k/D)] + (S²/2) Σ_{k>N} P_s(k), d_k ~ Binomial(D, P_s(k)) (Nam et al. 2024, Eq. 24, 50, 139), by
/// <see cref="SparseParity.ZipfSkills.Bins"/>: relative error below 1e-12 for r/S from 1e-4 up
/// (tested against brute-force sums of 10^6 skills); at finite T and D also 1e-16 of the loss at T = 0. The readable
/// reference of <see cref="MultilinearTraining"/> with Data = Expected, which computes whole curves and is tested against it.
/// </remarks>
public static class ExpectedLoss
{
    /// <summary>
    /// L(T, D, N). D = ∞: d_k/D = P_s(k). T = ∞: a seen skill is learnt, an unseen one keeps R_k(0) = r, so that
    /// E L_k = ½(S-r)² (1-P_s(k))^D for k ≤ N (Eq. 282).
    /// </summary>
    /// <param name="setting">The model.</param>
    /// <param name="time">T ≥ 0 in training steps; null for ∞.</param>
    /// <param name="sampleCount">D ≥ 1; null for ∞.</param>
    /// <param name="parameterCount">N, 1 to n_s; null for n_s.</param>
    /// <exception cref="ScalingException">An argument is out of range.</exception>
    public static double At(LawSetting setting, double? time = null, long? sampleCount = null, long? parameterCount = null)
    {
        var model = new LawModel(setting);
        return At(model, new Resources(
            Guard.Time(time ?? double.PositiveInfinity),
            Guard.SampleCount(sampleCount) ?? double.PositiveInfinity,
            Guard.ParameterCount(parameterCount, setting.SkillCount) ?? double.PositiveInfinity));
    }

    internal static double At(LawModel model, Resources at)
    {
        double S = model.S;
        long? n = Resources.WholeOrNull(Math.Min(at.N, model.SkillCount));
        // N = n_s: nothing beyond.
        double beyond = n is { } last && last < model.SkillCount ? S * S / 2 * model.Skills.Mass(last + 1) : 0;

        Func<double, double> skillLoss = (double.IsFinite(at.T), double.IsFinite(at.D)) switch
        {
            (true, false) => P => model.Flow.SkillLoss(P, at.T),
            (false, true) => P => model.Flow.SkillLoss(0, at.T) * Math.Exp(at.D * Elementary.Log1p(-P)),
            (true, true) => P => BinomialExpectation.Of(d => model.Flow.SkillLoss(d / at.D, at.T), (long)at.D, P),
            (false, false) => _ => 0, // every skill up to N is learnt
        };
        return model.Skills.Bins(1, n).Sum(skillLoss) + beyond;
    }
}
