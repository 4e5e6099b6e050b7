namespace ScalingTools.Networks;

/// <summary>
/// Trains a ReLU network of three neurons and four shared parameters on the parity of three bits, and follows its modes: the neurons
/// saturate one after the other, which is why a skill of a network has a longer tail than the multilinear model says.
/// </summary>
/// <remarks>
/// <para>
/// Source: Nam et al. 2024, Fig. 9 and App. F; the network is <see cref="SharedWeightNetwork"/>. Time is in steps of η on L = ½ E(f - y)²,
/// all eight inputs at each step. Gradient descent differs from the flow by O(η).
/// </para>
/// <para>
/// What the flow does from a small start α = β = γ = ε: mode 1 grows as e^{ηST} and waits at α² = 4S/7, c = S/7; mode 2, until then half as
/// fast, then grows as e^{9ηST/7}, and with it modes 1 and 2 reach α² = 7S/4, β² = 3S/2, c = -S/2; mode 3, which has grown at 1/2 and 3/7, then grows
/// at 3/4. So the modes emerge at 1, 25/18 and 11/6 times ln(1/ε²)/(ηS) as ε → 0, and R is half of S at the second of these: the B² of Eq. 37
/// that gives this time is 9/25, and 0.31 to 0.34 for ε = 0.1 … 0.001, where the figure has 1/3. The argument of the paper, that c saturates first, at S,
/// and then gives the rates 4S : 4S : 2S, does not hold: c follows the modes at the rate η, to (2α² - 5β² - γ²)/8. So S ≫ 1 makes the tail longer.
/// </para>
/// </remarks>
public static class SharedWeightTraining
{
    private const int DefaultTimeCount = 200;

    /// <summary>One row for each time, ascending.</summary>
    /// <param name="options">S, η, the start, times and method.</param>
    /// <param name="progress">Told how far the run is.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ScalingException">An option out of range; gradient descent diverged.</exception>
    public static IEnumerable<SharedWeightStrength> Run(SharedWeightOptions options,
        IProgress<ScalingProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Rows();

        IEnumerable<SharedWeightStrength> Rows()
        {
            double s = Guard.Positive(options.TargetScale), eta = Guard.Positive(options.LearningRate), factor = Guard.Positive(options.RateFactor);
            SharedWeights start = options.ResolveStart();
            double[] times = Times(options);
            double initial = Strength(start);
            string id = RunId.Of(nameof(SharedWeightTraining), options.Method, s, eta, start.Alpha, start.Beta, start.Gamma, start.Bias, factor);
            void Advance(double time)
            {
                cancellation.ThrowIfCancellationRequested();
                progress?.Report(new ScalingProgress(times[^1] > 0 ? time / times[^1] : 1, "Shared-weight network"));
            }
            int i = 0;
            foreach (SharedWeights weights in SharedWeightTrajectory.At(start, options, times, Advance))
            {
                if (!weights.IsFinite)
                    throw new ScalingException(ScalingError.Diverged, $"Gradient descent diverged at LearningRate = {Guard.Text(eta)}.",
                        "Discrete steps are stable for LearningRate well below 1/(5 TargetScale), from a start that is not far above the solution.", eta);
                double strength = Strength(weights);
                yield return new SharedWeightStrength
                {
                    Method = options.Method,
                    Seed = options.Seed,
                    TargetScale = s,
                    LearningRate = eta,
                    InitialAlpha = start.Alpha,
                    InitialBeta = start.Beta,
                    InitialGamma = start.Gamma,
                    InitialBias = start.Bias,
                    RateFactor = factor,
                    Time = times[i],
                    Mode1Strength = SharedWeightNetwork.ModeStrength(weights, 1),
                    Mode2Strength = SharedWeightNetwork.ModeStrength(weights, 2),
                    Mode3Strength = SharedWeightNetwork.ModeStrength(weights, 3),
                    Strength = strength,
                    RelativeStrength = strength / s,
                    PredictedStrength = initial > 0 && initial < s ? Prediction(initial, s, eta * factor * times[i]) : null,
                    WeightAlpha = weights.Alpha,
                    WeightBeta = weights.Beta,
                    WeightGamma = weights.Gamma,
                    Bias = weights.Bias,
                    Loss = SharedWeightNetwork.Loss(weights, s),
                    Run = id,
                };
                i++;
            }
        }
    }

    // R = Σ_q R^(q), Eq. 130
    private static double Strength(SharedWeights weights) =>
        SharedWeightNetwork.ModeStrength(weights, 1) + SharedWeightNetwork.ModeStrength(weights, 2) + SharedWeightNetwork.ModeStrength(weights, 3);

    // Eq. 37 for one skill, its sign corrected: S/(1 + (S/r - 1) e^{-2Su}), u = ηB²T
    private static double Prediction(double r, double s, double u) => s / (1 + (s / r - 1) * Math.Exp(-2 * s * u));

    private static double[] Times(SharedWeightOptions options)
    {
        // The modes move at the rate ηS, the bias at η.
        double end = 25 * (1 + 1 / options.TargetScale) / options.LearningRate;
        IEnumerable<double> chosen = options.Times.Count > 0 ? options.Times : Enumerable.Range(1, DefaultTimeCount).Select(i => end * i / DefaultTimeCount);
        bool descent = options.Method == SharedWeightMethod.GradientDescent;
        double[] times = [.. chosen.Select(t => Guard.Time(t)).Select(t => descent ? Math.Round(t) : t).Distinct().Order()];
        return double.IsFinite(times[^1]) ? times : throw new ScalingException(ScalingError.TooLarge, "Training cannot go on for infinitely many steps.",
            "All modes have saturated by 25 (1 + 1/TargetScale) / LearningRate unless they start very small: give a finite time.", times[^1]);
    }
}
