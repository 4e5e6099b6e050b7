using ScalingTools.SparseParity;

namespace ScalingTools.Multilinear;

/// <summary>
/// What to train: one set of constants and a grid of α × seed × N × D × T. An empty axis takes its default.
/// </summary>
/// <remarks>
/// The defaults are those of Nam et al. 2024 where the paper has one: α = 0.6 (Fig. 1), η = 0.05 (App. I), R_k(0) = 0.01·S, and
/// infinitely many skills, parameters and samples, so that time is the only bottleneck.
/// </remarks>
public sealed record MultilinearOptions
{
    /// <summary>P_s given as a distribution; overrides <see cref="Alphas"/> and <see cref="SkillCount"/>. Default: none.</summary>
    public SkillDistribution? Skills { get; init; }

    /// <summary>α > 0 of P_s(k) ∝ k^-(α+1), one run for each. Default: 0.6.</summary>
    public IReadOnlyList<double> Alphas { get; init; } = [];

    /// <summary>n_s; null (the default) for infinitely many skills.</summary>
    public long? SkillCount { get; init; }

    /// <summary>S > 0. Default: 1.</summary>
    public double TargetScale { get; init; } = 1;

    /// <summary>R_k(0), the same for every skill, between 0 and S. Default (null): 0.01·S. The linear model starts at 0 instead.</summary>
    public double? InitialStrength { get; init; }

    /// <summary>a_k(0)² - b_k(0)², which gradient flow conserves; any sign. Default: 0, the only value with a closed form here.</summary>
    public double InitialImbalance { get; init; }

    /// <summary>η > 0, the learning rate of one step; time is counted in steps. Default: 0.05.</summary>
    public double LearningRate { get; init; } = 0.05;

    /// <summary>Skills per step of Sgd, at least 1. Default: 128.</summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>The model. Default: Multilinear.</summary>
    public MultilinearModelKind Model { get; init; }

    /// <summary>The way to the learning curve. Default: ClosedForm.</summary>
    public MultilinearMethod Method { get; init; }

    /// <summary>Whether a finite D means one data set per seed or the mean over data sets. Default: Sampled.</summary>
    public MultilinearDataMode Data { get; init; }

    /// <summary>Seeds, one run for each where anything is random; otherwise one run in all. Default: 1.</summary>
    public IReadOnlyList<long> Seeds { get; init; } = [];

    /// <summary>N ≤ n_s, null for n_s. Default: n_s.</summary>
    public IReadOnlyList<long?> ParameterCounts { get; init; } = [];

    /// <summary>D ≥ 1, null for endless data. Default: endless.</summary>
    public IReadOnlyList<long?> SampleCounts { get; init; } = [];

    /// <summary>
    /// d_k at index k-1 of a data set at hand; overrides <see cref="SampleCounts"/>. The first of <see cref="Seeds"/>, if any is given,
    /// is then reported as its seed. Default: none.
    /// </summary>
    public IReadOnlyList<long>? Observations { get; init; }

    /// <summary>
    /// T ≥ 0 in training steps; null and +∞ both mean trained to the end (closed form only). The simulations take the nearest whole
    /// step. Rows come in ascending order. Default: <see cref="MultilinearTraining.DefaultTimes"/>.
    /// </summary>
    public IReadOnlyList<double?> Times { get; init; } = [];

    /// <summary>The skills to report on by <see cref="MultilinearTraining.RunPerSkill"/>. Default: all n_s.</summary>
    public IReadOnlyList<long> ReportedSkills { get; init; } = [];

    private const double DefaultAlpha = 0.6;
    private const long MaxReportedSkills = 1_000_000;

    // The frequencies of the first α, made once for all runs that share it.
    internal SkillDistribution ResolveSkills() => Skills ?? SharedSkills?.Value ?? MakeSkills();

    private Lazy<SkillDistribution>? SharedSkills { get; init; }

    private ZipfSkills MakeSkills() => new(Alphas is [var alpha, ..] ? alpha : DefaultAlpha, SkillCount);

    internal MultilinearFlow ResolveFlow() => new(Model, TargetScale, InitialStrength, LearningRate);

    internal long[] ResolveReportedSkills(SkillDistribution skills)
    {
        foreach (long k in ReportedSkills)
            skills.Probability(k); // throws for a skill that does not exist
        if (ReportedSkills.Count > 0)
            return [.. ReportedSkills];
        if (!(skills.Count <= MaxReportedSkills))
            throw new ScalingException(ScalingError.TooLarge, $"{(skills.Count is { } count ? Guard.Text(count) : "Infinitely many")} skills are too many to report on each.",
                $"Name the skills of interest, or choose a SkillCount of at most {MaxReportedSkills}.", skills.Count);
        long[] all = new long[skills.Count.Value];
        for (int i = 0; i < all.Length; i++)
            all[i] = i + 1;
        return all;
    }

    /// <summary>
    /// The grid as single runs in the order α, seed, N, D, each with all its times. Runs in which nothing is random appear for the
    /// first seed only.
    /// </summary>
    internal IEnumerable<MultilinearOptions> Combinations()
    {
        IReadOnlyList<double> alphas = Skills is null && Alphas.Count > 0 ? Alphas : [DefaultAlpha];
        IReadOnlyList<long?> parameters = ParameterCounts.Count > 0 ? ParameterCounts : [null];
        IReadOnlyList<long?> samples = Observations is null && SampleCounts.Count > 0 ? SampleCounts : [null];
        for (int a = 0; a < alphas.Count; a++)
        {
            MultilinearOptions sameAlpha = this with { Alphas = [alphas[a]] };
            sameAlpha = sameAlpha with { SharedSkills = new(sameAlpha.MakeSkills) };
            for (int s = 0; s < Math.Max(1, Seeds.Count); s++)
                foreach (long? n in parameters)
                    foreach (long? d in samples)
                    {
                        MultilinearOptions one = sameAlpha with { Seeds = Seeds.Count > 0 ? [Seeds[s]] : [], ParameterCounts = [n], SampleCounts = [d] };
                        if (s == 0 || one.IsRandom)
                            yield return one;
                    }
        }
    }

    // Whether the seed matters, for options whose axes hold one value each.
    internal bool IsRandom => Method == MultilinearMethod.Sgd
        || (Observations is null && Data == MultilinearDataMode.Sampled && SampleCounts is [not null, ..]);
}
