namespace ScalingTools.Multilinear;

/// <summary>
/// One skill under gradient flow: how its strength R and its loss (S-R)²/2 depend on the time T and on the skill's rate
/// ρ = d_k/D (ρ = P_s(k) for endless data). The readable reference of the multilinear model and of its linear companion.
/// </summary>
/// <remarks>Source: Nam et al. 2024, Eq. 49–50 (multilinear; the loss is the Φ(u) of Eq. 249 at u = ηSρT) and Eq. 136 (linear).</remarks>
public sealed class MultilinearFlow
{
    /// <summary>The flow of one model.</summary>
    /// <param name="model">Multilinear or linear.</param>
    /// <param name="targetScale">S > 0.</param>
    /// <param name="initialStrength">r = R_k(0), 0 &lt; r &lt; S; null for 0.01·S. The linear model starts at 0 and does not look at it.</param>
    /// <param name="learningRate">η > 0.</param>
    /// <exception cref="ScalingException">A number outside its range.</exception>
    public MultilinearFlow(MultilinearModelKind model, double targetScale, double? initialStrength, double learningRate)
    {
        Model = model;
        TargetScale = Guard.Positive(targetScale);
        LearningRate = Guard.Positive(learningRate);
        InitialStrength = model == MultilinearModelKind.Linear ? 0 : Guard.InitialStrength(initialStrength ?? 0.01 * targetScale, targetScale);
        LogOdds = Math.Log(targetScale - InitialStrength) - Math.Log(InitialStrength);
    }

    /// <summary>Multilinear or linear.</summary>
    public MultilinearModelKind Model { get; }

    /// <summary>S.</summary>
    public double TargetScale { get; }

    /// <summary>r = R_k(0); 0 for the linear model.</summary>
    public double InitialStrength { get; }

    /// <summary>η.</summary>
    public double LearningRate { get; }

    /// <summary>ln(S/r - 1), the time to half strength in units of 1/(2ηSρ); +∞ for the linear model, whose r is 0.</summary>
    public double LogOdds { get; }

    /// <summary>The factor of ρT in the exponent: 2ηS for the multilinear model, η for the linear one.</summary>
    public double Speed => Model == MultilinearModelKind.Linear ? LearningRate : 2 * LearningRate * TargetScale;

    /// <summary>R(ρ, T) = S/(1 + (S/r - 1) e^{-2ηSρT}); linear: S(1 - e^{-ηρT}).</summary>
    /// <param name="rate">ρ, 0 to 1.</param>
    /// <param name="time">T ≥ 0; +∞ gives the limit: S if ρ > 0, r if ρ = 0.</param>
    public double Strength(double rate, double time)
    {
        double x = Exponent(rate, time);
        // The logistic form never overflows: e^-(x - ln w) is at most w, and 0 once the skill is learnt.
        return Model == MultilinearModelKind.Linear
            ? -TargetScale * Numerics.Elementary.Expm1(-x)
            : TargetScale / (1 + Math.Exp(LogOdds - x));
    }

    /// <summary>L(ρ, T) = (S²/2)/(1 + (S/r - 1)^-1 e^{2ηSρT})²; linear: (S²/2) e^{-2ηρT}. Keeps its digits when R is close to S.</summary>
    /// <param name="rate">ρ, 0 to 1.</param>
    /// <param name="time">T ≥ 0; +∞ gives the limit: 0 if ρ > 0, (S-r)²/2 if ρ = 0.</param>
    public double SkillLoss(double rate, double time)
    {
        double x = Exponent(rate, time);
        double missing = Model == MultilinearModelKind.Linear ? Math.Exp(-x) : 1 / (1 + Math.Exp(x - LogOdds)); // 1 - R/S
        return TargetScale * TargetScale / 2 * missing * missing;
    }

    /// <summary>The time at which a skill of rate ρ reaches R/S = ε; multilinear (Eq. 17): [ln(S/r - 1) - ln(1/ε - 1)]/(2ηSρ).</summary>
    /// <param name="rate">ρ > 0.</param>
    /// <param name="fraction">ε, above r/S and below 1.</param>
    public double TimeToReach(double rate, double fraction) =>
        (Model == MultilinearModelKind.Linear
            ? -Numerics.Elementary.Log1p(-fraction)
            : LogOdds - Math.Log(1 / fraction - 1)) / (Speed * rate);

    /// <summary>
    /// From a tenth of the time to half strength of the most frequent skill to 99 % of the rarest. A start near S/2 or above leaves no such
    /// times: then half and five times 1/(2ηSρ).
    /// </summary>
    internal (double From, double To) VisibleTimes(double most, double least) =>
        (Math.Max(TimeToReach(most, 0.5), 0.5 / (Speed * most)) / 10, Math.Max(TimeToReach(least, 0.99), 5 / (Speed * least)));

    // 2ηSρT (ηρT for the linear model); a skill that is never seen stays where it is even for T = ∞.
    private double Exponent(double rate, double time) => rate == 0 ? 0 : Speed * rate * time;
}
