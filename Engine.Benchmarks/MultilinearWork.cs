using BenchmarkDotNet.Attributes;
using ScalingTools.Multilinear;
using ScalingTools.Numerics;
using ScalingTools.SparseParity;

namespace ScalingTools.Benchmarks;

/// <summary>The multilinear model at n_s = 10^6 skills: the same work as <c>peers/multilinear_numpy.py</c>.</summary>
[MemoryDiagnoser]
public class MultilinearWork
{
    private const int SkillCount = 1_000_000;
    private const double Alpha = 0.6, TargetScale = 1, InitialStrength = 0.01, LearningRate = 0.05;

    private static readonly double[] Times = LogSpace.Values(1, 1e8, 1000);
    private static readonly long[] SampleCounts = Array.ConvertAll(LogSpace.Values(1, 1e8, 100), x => (long)Math.Round(x));

    private static readonly MultilinearOptions Options = new()
    {
        Alphas = [Alpha], SkillCount = SkillCount, TargetScale = TargetScale, InitialStrength = InitialStrength, LearningRate = LearningRate,
    };

    /// <summary>L(T) as a user asks for it: 1,000 rows.</summary>
    [Benchmark]
    public double Time() => MultilinearTraining
        .Run(Options with { Times = [.. Times] })
        .Sum(row => row.Loss);

    /// <summary>L(T) by the exact sum over all skills.</summary>
    [Benchmark]
    public double TimeExact()
    {
        double[] p = new ZipfSkills(Alpha, SkillCount).Probabilities();
        var flow = new MultilinearFlow(MultilinearModelKind.Multilinear, TargetScale, InitialStrength, LearningRate);
        return MultilinearKernel.Losses(flow, p, p, Times).Sum();
    }

    /// <summary>E_D[L] at T = ∞ as a user asks for it: 100 rows.</summary>
    [Benchmark]
    public double Data() => MultilinearTraining
        .Run(Options with { SampleCounts = [.. SampleCounts], Times = [null], Data = MultilinearDataMode.Expected })
        .Sum(row => row.Loss);

    /// <summary>E_D[L] at T = ∞ by the exact sum over all skills.</summary>
    [Benchmark]
    public double DataExact()
    {
        double[] p = new ZipfSkills(Alpha, SkillCount).Probabilities();
        double missing = TargetScale - InitialStrength;
        return missing * missing / 2 * MultilinearKernel.UnseenMass(p, p, SampleCounts).Sum();
    }

    /// <summary>Multinomial skill counts of D = 10^9 points.</summary>
    [Benchmark]
    public double Counts() => SkillCounts
        .Sample(new ZipfSkills(Alpha, SkillCount), 1_000_000_000, new RandomStream(1, purpose: RandomPurpose.SkillCounts))
        .Sum();
}
