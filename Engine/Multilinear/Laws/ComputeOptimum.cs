namespace ScalingTools.Multilinear;

/// <summary>The best split of a compute budget C = N·T: N*(C), T*(C), L*(C), exact and in the limit C → ∞ (Nam et al. 2024, Corollaries 4 and 5).</summary>
public sealed record ComputeOptimum
{
    /// <summary>α.</summary>
    public required double Alpha { get; init; }
    /// <summary>n_s; null for infinitely many.</summary>
    public long? SkillCount { get; init; }
    /// <summary>S.</summary>
    public double TargetScale { get; init; }
    /// <summary>r = R_k(0).</summary>
    public double InitialStrength { get; init; }
    /// <summary>η.</summary>
    public double LearningRate { get; init; }
    /// <summary>C = N·T.</summary>
    public required double Compute { get; init; }
    /// <summary>N*, the whole number that minimises the exact loss; the loss is so flat there that N* is sharp to about 1e-6.</summary>
    public required long Parameters { get; init; }
    /// <summary>T* = C/N*.</summary>
    public required double Time { get; init; }
    /// <summary>L*, the exact expected loss at (T*, N*) for endless data.</summary>
    public required double Loss { get; init; }
    /// <summary>Whether N* = n_s: more compute goes into time alone and the power law has ended.</summary>
    public required bool SkillsExhausted { get; init; }
    /// <summary>λ* of N* = λ* (ηSC)^{1/(α+2)}.</summary>
    public required double Lambda { get; init; }
    /// <summary>a of N*(C) → a C^{1/(α+2)}.</summary>
    public required double ParametersPrefactor { get; init; }
    /// <summary>1/(α+2), the power of C that N* grows with.</summary>
    public required double ParametersGrowth { get; init; }
    /// <summary>b of T*(C) → b C^{(α+1)/(α+2)}, b = 1/a.</summary>
    public required double TimePrefactor { get; init; }
    /// <summary>(α+1)/(α+2), the power of C that T* grows with.</summary>
    public required double TimeGrowth { get; init; }
    /// <summary>c of L*(C) → c C^{-α/(α+2)}, n_s ≫ N*.</summary>
    public required double LossPrefactor { get; init; }
    /// <summary>a C^{1/(α+2)}, at most n_s.</summary>
    public required double AsymptoticParameters { get; init; }
    /// <summary>C over the asymptotic N*.</summary>
    public required double AsymptoticTime { get; init; }
    /// <summary>The loss there with skills made continuous, n_s included: A(λ, ν) (ηST)^{-α/(α+1)}.</summary>
    public required double AsymptoticLoss { get; init; }
    /// <summary>α/(α+2): theory of L*(C).</summary>
    public required double ComputeExponent { get; init; }
    /// <summary>α: theory of L* against N* along the optimum.</summary>
    public required double ParametersExponent { get; init; }
    /// <summary>α/(α+1): theory of L* against T* along the optimum.</summary>
    public required double TimeExponent { get; init; }

    /// <summary>The optimum at one budget.</summary>
    /// <param name="compute">C = N·T, at least 1.</param>
    /// <param name="setting">The model.</param>
    /// <exception cref="ScalingException">C below 1 or not finite, or so large that N* ≥ 10^17; no best N below 10^18 (R_k(0) large); α ≤ 0, r not in (0, S).</exception>
    public static ComputeOptimum At(double compute, LawSetting setting)
    {
        var model = new LawModel(setting);
        if (!(compute >= 1) || !double.IsFinite(compute))
            throw Guard.OutOfRange("Compute", compute, "a finite number of at least 1 (one parameter, one step)");

        double alpha = model.Alpha, lambda = OptimalSplit.Lambda(model);
        double perUnit = Math.Pow(model.Rate, 1 / (alpha + 2)); // (ηSC)^{1/(α+2)} = (ηS)^{1/(α+2)} C^{1/(α+2)}
        double smooth = Math.Min(lambda * OptimalSplit.Unit(model, compute), model.SkillCount);
        if (!(smooth < 1e17))
            throw new ScalingException(ScalingError.TooLarge, $"The best model for Compute {Guard.Text(compute)} has {smooth:G3} parameters.",
                "Whole numbers end near 1e18: use the law N = a C^(1/(alpha+2)) of a smaller budget, which is exact there.", compute);
        (long n, double loss) = WholeOptimum.Find(model, compute, smooth);
        return new ComputeOptimum
        {
            Alpha = alpha,
            SkillCount = setting.SkillCount,
            TargetScale = model.S,
            InitialStrength = model.r,
            LearningRate = model.Eta,
            Compute = compute,
            Parameters = n,
            Time = compute / n,
            Loss = loss,
            SkillsExhausted = n == setting.SkillCount,
            Lambda = lambda,
            ParametersPrefactor = lambda * perUnit,
            ParametersGrowth = 1 / (alpha + 2),
            TimePrefactor = 1 / (lambda * perUnit),
            TimeGrowth = (alpha + 1) / (alpha + 2),
            LossPrefactor = OptimalSplit.Prefactor(model, lambda) * Math.Pow(model.Rate, -alpha / (alpha + 2)),
            AsymptoticParameters = smooth,
            AsymptoticTime = compute / smooth,
            AsymptoticLoss = OptimalSplit.SmoothLoss(model, compute / smooth, smooth),
            ComputeExponent = alpha / (alpha + 2),
            ParametersExponent = alpha,
            TimeExponent = model.p,
        };
    }
}
