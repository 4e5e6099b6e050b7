using ScalingTools.Numerics;
using ScalingTools.SparseParity;

namespace ScalingTools.Multilinear;

/// <summary>
/// Trains the multilinear model f = Σ_{k≤N} a_k b_k g_k, or its linear companion, over a grid of α × seed × N × D × T: loss rows by
/// <see cref="Run"/>, strengths of single skills by <see cref="RunPerSkill"/>.
/// </summary>
/// <remarks>
/// Source: Nam et al. 2024, Eq. 12, 24, 49–50, 136. The methods agree: gradient descent with the closed form to O(η), Sgd with gradient
/// descent in the mean. Memory and time do not grow with n_s for endless data: n_s = 10^9 costs a millisecond.
/// </remarks>
public static class MultilinearTraining
{
    // Default times follow the curve until this many skills are learnt.
    private const long VisibleSkills = 100;
    private const int DefaultTimeCount = 50;
    // Simulations by default end here: seconds of work.
    private const double DefaultStepLimit = 100_000;

    /// <summary>
    /// The grid as single runs in the order α, seed, N, D, each with all its times: one value per axis, so that a caller can go on with
    /// the others when one cannot be run. Runs in which nothing is random appear for the first seed only.
    /// </summary>
    /// <param name="options">The grid. Nothing is checked here; <see cref="Run"/> does.</param>
    public static IEnumerable<MultilinearOptions> Combinations(MultilinearOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.Combinations();
    }

    /// <summary>L(T, D, N) over the grid, one row as soon as it is known; T ascending within each run.</summary>
    /// <param name="options">The grid.</param>
    /// <param name="progress">Told how far the whole grid is.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ScalingException">Options out of range, when the run that has them is reached.</exception>
    public static IEnumerable<MultilinearLoss> Run(MultilinearOptions options,
        IProgress<ScalingProgress>? progress = null, CancellationToken cancellation = default) =>
        ForEachRun(options, progress, (run, report) => run.Losses(report, cancellation));

    /// <summary>
    /// R_k and L_k over the grid for every skill reported on; 0 and S²/2 for k > N. In the mean over data sets both are means, so that
    /// L_k is not (S - R_k)²/2.
    /// </summary>
    /// <param name="options">The grid.</param>
    /// <param name="progress">Told how far the whole grid is.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ScalingException">Options out of range, when the run that has them is reached; too many skills to report on.</exception>
    public static IEnumerable<SkillStrength> RunPerSkill(MultilinearOptions options,
        IProgress<ScalingProgress>? progress = null, CancellationToken cancellation = default) =>
        ForEachRun(options, progress, (run, report) => run.Strengths(report, cancellation));

    /// <summary>
    /// Fifty times, evenly spaced in ln T, from a tenth of the first skill's time to half strength to the time at which the 100th skill
    /// (or the N-th, if there are fewer) is learnt to 99 %. For the simulations at most 100,000 steps, or the end of the first skill.
    /// Skills that start near S/2 or above get half and five e-folding times of R/(S-R) instead.
    /// </summary>
    /// <param name="flow">S, r, η and the model.</param>
    /// <param name="skills">P_s.</param>
    /// <param name="parameters">N; null for n_s.</param>
    /// <param name="discrete">Whether every step costs time.</param>
    public static IReadOnlyList<double> DefaultTimes(MultilinearFlow flow, SkillDistribution skills, long? parameters = null, bool discrete = false)
    {
        ArgumentNullException.ThrowIfNull(flow);
        ArgumentNullException.ThrowIfNull(skills);
        long last = Math.Min(parameters ?? skills.Count ?? VisibleSkills, VisibleSkills);
        double most = 0, least = double.PositiveInfinity; // frequencies need not be in order
        for (long k = 1; k <= last; k++)
            if (skills.Probability(k) is > 0 and var p)
                (most, least) = (Math.Max(most, p), Math.Min(least, p));
        (double start, double end) = flow.VisibleTimes(most, least);
        if (discrete)
            end = Math.Min(end, Math.Max(DefaultStepLimit, flow.TimeToReach(most, 0.99)));
        return LogSpace.Values(start, end, DefaultTimeCount);
    }

    private static IEnumerable<TRow> ForEachRun<TRow>(MultilinearOptions options, IProgress<ScalingProgress>? progress,
        Func<MultilinearRun, Action<double>, IEnumerable<TRow>> rows)
    {
        MultilinearOptions[] runs = [.. Combinations(options)];
        for (int i = 0; i < runs.Length; i++)
        {
            int done = i;
            string status = $"{options.Method}, run {i + 1} of {runs.Length}";
            void Report(double fraction) => progress?.Report(new ScalingProgress((done + fraction) / runs.Length, status));
            Report(0);
            foreach (TRow row in rows(new MultilinearRun(runs[i]), Report))
                yield return row;
        }
    }
}
