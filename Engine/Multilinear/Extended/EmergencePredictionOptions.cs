using ScalingTools.SparseParity;

namespace ScalingTools.Multilinear;

/// <summary>What an extended model is to predict.</summary>
public sealed record EmergencePredictionOptions
{
    /// <summary>The resource that grows. Default: Time.</summary>
    public EmergenceResource Resource { get; init; }

    /// <summary>c, D_c or N_c, positive. Default (null): the paper's 1/22, 800 or 4 (Fig. 6).</summary>
    public double? Constant { get; init; }

    /// <summary>
    /// T (any number from 0 up, +∞ allowed), D or N (whole numbers from 1 up), in the order of the rows. Default: those at which the
    /// reported skills emerge, evenly spaced on a logarithmic axis.
    /// </summary>
    public IReadOnlyList<double> Values { get; init; } = [];

    /// <summary>P_s given as a distribution; overrides <see cref="Alpha"/> and <see cref="SkillCount"/>. Default: none.</summary>
    public SkillDistribution? Skills { get; init; }

    /// <summary>α > 0 of P_s(k) ∝ k^-(α+1). Default: 0.6, the paper's.</summary>
    public double Alpha { get; init; } = 0.6;

    /// <summary>n_s; null for infinitely many. Default: 5, the paper's.</summary>
    public long? SkillCount { get; init; } = 5;

    /// <summary>S > 0. Default: 5, the paper's for networks.</summary>
    public double TargetScale { get; init; } = 5;

    /// <summary>R_k(0), between 0 and S; Time only. Default (null): 0.01·S. For a network take its strength at initialisation.</summary>
    public double? InitialStrength { get; init; }

    /// <summary>η > 0; Time only. Default: 0.05, the paper's for networks.</summary>
    public double LearningRate { get; init; } = 0.05;

    /// <summary>Data only: the mean over data sets, or one data set per seed. Default: Expected.</summary>
    public MultilinearDataMode Data { get; init; } = MultilinearDataMode.Expected;

    /// <summary>The seed of Data = Sampled. Default: 1.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Data only: d_k at index k-1 of a data set at hand; D is their sum. Overrides <see cref="Values"/>. Default: none.</summary>
    public IReadOnlyList<long>? Observations { get; init; }

    /// <summary>The skills to predict. Default: all n_s.</summary>
    public IReadOnlyList<long> ReportedSkills { get; init; } = [];
}
