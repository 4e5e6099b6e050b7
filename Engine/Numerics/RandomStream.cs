using System.Runtime.CompilerServices;

namespace ScalingTools.Numerics;

/// <summary>
/// What a random stream is for. Streams of different purpose are independent, so adding a draw to one never shifts another.
/// The numbers are part of what makes a seed reproduce its bits: members are never renumbered.
/// </summary>
public enum RandomPurpose
{
    /// <summary>Any use by a script.</summary>
    General = 0,
    /// <summary>Which bits belong to which skill.</summary>
    Subsets = 1,
    /// <summary>How many of D points carry each skill.</summary>
    SkillCounts = 2,
    /// <summary>The points of a data set.</summary>
    Samples = 3,
    /// <summary>Fresh points for measuring a model.</summary>
    TestSamples = 4,
    /// <summary>Initial parameters.</summary>
    Initialization = 5,
    /// <summary>Minibatches of stochastic gradient descent.</summary>
    Batches = 6,
    /// <summary>Resampling of bootstrap intervals.</summary>
    Bootstrap = 7,
    /// <summary>Feature functions e_{k,l} of the extended models.</summary>
    Features = 8,
    /// <summary>The random features of students.</summary>
    StudentFeatures = 9,
    /// <summary>The samples that students use again at each step.</summary>
    StudentSamples = 10,
    /// <summary>The fresh samples of students.</summary>
    StudentBatches = 11,
    /// <summary>The hidden permutations of k-fold composition.</summary>
    HiddenPermutations = 20,
}

/// <summary>
/// A counter-based random stream: Philox4x64-10. The n-th number is a pure function of (seed, run, purpose, index, n), so a
/// result depends on its seed alone, never on threads or on the order in which streams are made.
/// </summary>
/// <remarks>
/// Key = (seed, run), counter = (n, index, 0, purpose). The generator is that of Salmon, Moraes, Dror and Shaw, "Parallel random
/// numbers: as easy as 1, 2, 3", SC 2011; it passes BigCrush and has period 2^64 blocks of four words per stream. An instance
/// holds a position and is not thread-safe: give each thread its own.
/// </remarks>
public sealed class RandomStream
{
    private const double TwoToMinus53 = 1.0 / (1UL << 53);

    // The multipliers of Philox4x64, and what the two words of its key grow by from round to round.
    internal const ulong Multiplier0 = 0xD2E7470EE14C6C93, Multiplier1 = 0xCA5A826395121157, Weyl0 = 0x9E3779B97F4A7C15, Weyl1 = 0xBB67AE8584CAA73B;

    private readonly ulong _seed, _run, _index, _purpose;
    private ulong _block;
    private ulong _w0, _w1, _w2, _w3;
    private int _used = 4;
    private double _spareGaussian = double.NaN;

    /// <summary>The stream of (seed, run, purpose, index), at its beginning.</summary>
    /// <param name="seed">The user's seed; any value.</param>
    /// <param name="run">Which run or replica.</param>
    /// <param name="purpose">What the numbers are for.</param>
    /// <param name="index">A sub-stream, such as a skill or a bootstrap replicate.</param>
    public RandomStream(long seed, long run = 0, RandomPurpose purpose = RandomPurpose.General, long index = 0)
    {
        _seed = (ulong)seed;
        _run = (ulong)run;
        _index = (ulong)index;
        _purpose = (ulong)purpose;
    }

    /// <summary>The next 64 random bits.</summary>
    public ulong NextUInt64()
    {
        if (_used == 4)
        {
            (_w0, _w1, _w2, _w3) = Philox(_block++, _index, 0, _purpose, _seed, _run);
            _used = 0;
        }
        return _used++ switch { 0 => _w0, 1 => _w1, 2 => _w2, _ => _w3 };
    }

    /// <summary>A uniform number in [0, 1), a multiple of 2^-53.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * TwoToMinus53;

    /// <summary>A uniform number in (0, 1), an odd multiple of 2^-53; safe to take the logarithm of.</summary>
    public double NextOpenDouble() => ((NextUInt64() >> 12) + 0.5) * (2 * TwoToMinus53);

    /// <summary>A uniform whole number in 0 … bound-1, without bias (Lemire 2019).</summary>
    /// <exception cref="ScalingException">bound is not positive.</exception>
    public long NextInteger(long bound)
    {
        ulong n = (ulong)Guard.Positive(bound);
        ulong high = Math.BigMul(NextUInt64(), n, out ulong low);
        if (low < n)
        {
            ulong threshold = unchecked(0UL - n) % n;
            while (low < threshold)
                high = Math.BigMul(NextUInt64(), n, out low);
        }
        return (long)high;
    }

    /// <summary>A standard normal number (Box and Muller 1958).</summary>
    public double NextGaussian()
    {
        if (!double.IsNaN(_spareGaussian))
        {
            double spare = _spareGaussian;
            _spareGaussian = double.NaN;
            return spare;
        }
        double radius = Math.Sqrt(-2 * Math.Log(NextOpenDouble()));
        (double sin, double cos) = Math.SinCos(2 * Math.PI * NextDouble());
        _spareGaussian = radius * sin;
        return radius * cos;
    }

    /// <summary>Philox4x64-10: ten rounds on the counter (c0, c1, c2, c3) under the key (k0, k1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (ulong, ulong, ulong, ulong) Philox(ulong c0, ulong c1, ulong c2, ulong c3, ulong k0, ulong k1)
    {
        for (int round = 0; round < 10; round++)
        {
            ulong high0 = Math.BigMul(c0, Multiplier0, out ulong low0);
            ulong high1 = Math.BigMul(c2, Multiplier1, out ulong low1);
            (c0, c1, c2, c3) = (high1 ^ c1 ^ k0, low1, high0 ^ c3 ^ k1, low0);
            unchecked
            {
                k0 += Weyl0;
                k1 += Weyl1;
            }
        }
        return (c0, c1, c2, c3);
    }
}
