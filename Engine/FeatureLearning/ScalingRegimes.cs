using MathNet.Numerics;

namespace ScalingTools.FeatureLearning;

/// <summary>
/// The laws of random features and of features that move:
/// L ≈ t^-χ + N^{-α min(1,β)} + P^{-α min(2,β)} + (1/N) t^{-(1-1/α) χ/β} + (η/B) t^{-(2-1/α) χ/β}.
/// </summary>
/// <remarks>
/// <para>
/// Sources: arXiv:2409.17858, Eq. 8–11 and 62, Table 1 and Fig. 1; arXiv:2402.01092 for γ = 0, where χ = β = (a-1)/b. At the compute optimum two terms balance: time and width for hard tasks; time and
/// the transient of the width for easy ones; the two transients for super-easy ones.
/// </para>
/// <para>
/// Two corrections. The exponent of width is printed as α min(2, β), that of the bias alone (Eq. 76a). The loss of the best student, Σ_k λ_k (w*_k)² κ/(λ_k + κ) with Σ_k λ_k/(λ_k + κ) = N and κ ∝ N^-α, is a single power of
/// κ/λ_k, and falls as N^{-α min(1, β)}, as in Paquette et al. 2024, Phase I to III; the transient of the width meets it at t = N^α. Samples that are used again leave a square, and min(2, β). The
/// exponent of batches in Eq. 83 is a misprint for that of Eq. 9.
/// </para>
/// </remarks>
public static class ScalingRegimes
{
    /// <summary>Exponents, and terms where resources are given.</summary>
    /// <param name="options">α, β, γ and resources.</param>
    /// <exception cref="ScalingException">ParameterOutOfRange.</exception>
    public static ScalingRegime Of(ScalingRegimeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        double alpha = Guard.Positive(options.Capacity), beta = Guard.Positive(options.Source);
        bool rich = Guard.NotNegative(options.Richness) > 0, traceClass = alpha > 1;
        if (options.Level is < 0)
            throw Guard.OutOfRange(nameof(options.Level), options.Level, "zero or a positive whole number");
        double chi = rich ? TimeExponent(beta, options.Level) : beta, speed = chi / beta, bottleneck = alpha * Math.Min(1, beta);
        TaskRegime regime = beta < 1 ? TaskRegime.Hard : !traceClass || beta < 2 - 1 / alpha ? TaskRegime.Easy : TaskRegime.SuperEasy;
        double? widthTransient = traceClass ? (1 - 1 / alpha) * speed : null, batchTransient = traceClass ? (2 - 1 / alpha) * speed : null;
        // C = N t, N = t^x where the two terms are equal; L falls with the first of them.
        (double x, double decay) = (regime, widthTransient, batchTransient) switch
        {
            (TaskRegime.Hard, _, _) or (_, null, _) => (chi / bottleneck, chi),
            (TaskRegime.Easy, { } transient, _) => (chi - transient, chi),
            (_, { } transient, var noise) => (noise!.Value - transient, noise.Value),
        };
        ScalingRegime row = new()
        {
            Capacity = alpha, Source = beta, Richness = options.Richness, Level = options.Level, Regime = regime,
            TimeExponent = chi, WidthExponent = bottleneck, DataExponent = alpha * Math.Min(2, beta), WidthTransientExponent = widthTransient, BatchTransientExponent = batchTransient,
            ComputeExponent = decay / (1 + x), OptimalTimeExponent = 1 / (1 + x), OptimalWidthExponent = x / (1 + x), WeightNormExponent = rich && beta < 1 ? 1 - chi : 0,
        };
        return WithOptimum(WithTerms(row, options), options);
    }

    /// <summary>χ of a rich student: β max(1, 2/(1+β)), or level n of the approximations to it: χ_0 = β, χ_{n+1} = β(2 - χ_n) for β &lt; 1 (Eq. 62).</summary>
    /// <param name="source">β > 0.</param>
    /// <param name="level">n; null for the limit.</param>
    public static double TimeExponent(double source, int? level = null)
    {
        Guard.Positive(source);
        if (source >= 1)
            return source;
        if (level is null)
            return 2 * source / (1 + source);
        double chi = source;
        for (int n = 0; n < level; n++)
            chi = source * (2 - chi);
        return chi;
    }

    private static ScalingRegime WithTerms(ScalingRegime row, ScalingRegimeOptions options)
    {
        double? time = Positive(options.Time, nameof(options.Time)), width = Positive(options.Width, nameof(options.Width));
        double? samples = Positive(options.SampleCount, nameof(options.SampleCount)), batch = Positive(options.BatchSize, nameof(options.BatchSize));
        (double? t, double? n, double? transient, double? noise) = Terms(row, time, width, batch, Guard.Positive(options.LearningRate));
        double? data = samples is { } p ? Math.Pow(p, -row.DataExponent) : null;
        (LossTerm Term, double? Value)[] terms =
            [(LossTerm.Time, t), (LossTerm.Width, n), (LossTerm.Data, data), (LossTerm.WidthTransient, transient), (LossTerm.BatchTransient, noise)];
        double?[] ranks = [time is { } at ? Math.Pow(at, row.TimeExponent / (row.Capacity * row.Source)) : null, width, samples];
        bool any = terms.Any(term => term.Value is not null);
        return row with
        {
            Time = time, Width = width, SampleCount = samples, BatchSize = batch, TimeTerm = t, WidthTerm = n, DataTerm = data, WidthTransientTerm = transient, BatchTransientTerm = noise,
            Loss = any ? terms.Sum(term => term.Value ?? 0) : null, Dominant = any ? terms.MaxBy(term => term.Value ?? 0).Term : null, CapturedRank = ranks.Min(),
        };
    }

    private static (double? Time, double? Width, double? Transient, double? Noise) Terms(ScalingRegime row, double? t, double? n, double? b, double eta) =>
        (t is { } at ? Math.Pow(at, -row.TimeExponent) : null,
         n is { } width ? Math.Pow(width, -row.WidthExponent) : null,
         Transient(t, n, 1, row.WidthTransientExponent),
         Transient(t, b, eta, row.BatchTransientExponent));

    // (η/B) t^-e
    private static double? Transient(double? t, double? size, double factor, double? exponent) =>
        t is { } at && size is { } s && exponent is { } e ? factor / s * Math.Pow(at, -e) : null;

    // The minimum over N of the terms at t = C/N: the logarithm of a sum of exponentials of ln N, which is convex.
    private static ScalingRegime WithOptimum(ScalingRegime row, ScalingRegimeOptions options)
    {
        double? compute = Positive(options.Compute, nameof(options.Compute)) ?? row.Width * row.Time;
        if (compute is not { } c || c <= 1)
            return row with { Compute = compute };
        double Loss(double logWidth)
        {
            double n = Math.Exp(logWidth);
            (double? time, double? width, double? transient, double? noise) = Terms(row, c / n, n, options.BatchSize, options.LearningRate);
            return time!.Value + width!.Value + (transient ?? 0) + (noise ?? 0);
        }
        double best = FindMinimum.OfScalarFunction(logWidth => Math.Log(Loss(logWidth)), row.OptimalWidthExponent * Math.Log(c));
        return row with { Compute = c, OptimalWidth = Math.Exp(best), OptimalTime = c / Math.Exp(best), OptimalLoss = Loss(best) };
    }

    private static double? Positive(double? value, string name) => value is { } v ? Guard.Positive(v, name) : null;
}
