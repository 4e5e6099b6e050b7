using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ScalingTools.Numerics;

/// <summary>
/// Many standard normal numbers of single precision, in the place of doubles: Box and Muller (1958) on 32 random bits a number, by vectors of sixteen, at half of
/// the cost of <see cref="GaussianFill"/>. None is beyond 6.7. The same bits on every machine.
/// </summary>
internal static unsafe class GaussianFillSingle
{
    /// <summary>Numbers made together; a place in the sequence is a multiple of it.</summary>
    public const int Together = 32;

    private const int Lanes = 16, WordsAtOnce = 256;

    /// <summary>Numbers first, first+1, … of the sequence of (seed, run, purpose, index).</summary>
    /// <param name="to">Where they go.</param>
    /// <param name="first">How many numbers of the sequence come before; a multiple of <see cref="Together"/>.</param>
    /// <param name="seed">The user's seed.</param>
    /// <param name="run">Which run.</param>
    /// <param name="purpose">What the numbers are for.</param>
    /// <param name="index">The sub-stream.</param>
    [SkipLocalsInit]
    public static void Fill(Span<double> to, long first, long seed, long run, RandomPurpose purpose, long index)
    {
        ulong* words = stackalloc ulong[WordsAtOnce];
        double* last = stackalloc double[Together];
        fixed (double* start = to)
            for (int done = 0; done < to.Length; done += 2 * WordsAtOnce)
            {
                int count = Math.Min(2 * WordsAtOnce, to.Length - done), whole = count / Together * Together, needed = (count + Together - 1) / Together * Together;
                RandomWords.Fill(new Span<ulong>(words, needed / 2), (first + done) / 2, seed, run, purpose, index);
                Transform((uint*)words, start + done, whole);
                if (count == whole)
                    continue;
                Transform((uint*)words + whole, last, Together);
                new ReadOnlySpan<double>(last, count - whole).CopyTo(to[(done + whole)..]);
            }
    }

    // Sixteen halves of words are u, sixteen φ: √(-2 ln u) (cos φ, sin φ).
    [MethodImpl(Kernel.Method)]
    private static void Transform(uint* bits, double* to, int count)
    {
        for (int i = 0; i < count; i += Together)
        {
            Vector512<float> radius = Vector512.Sqrt(Vector512.Create(-2f) * Log(Vector512.Load(bits + i)));
            (Vector512<float> cos, Vector512<float> sin) = CosSin(Vector512.Load(bits + i + Lanes));
            Store(radius * cos, to + i);
            Store(radius * sin, to + i + Lanes);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector512<float> value, double* to)
    {
        (Vector512<double> lower, Vector512<double> upper) = Vector512.Widen(value);
        lower.Store(to);
        upper.Store(to + Lanes / 2);
    }

    // ln u of u = (⌊bits/2⌋ + ½) 2^-31: u = m 2^e with √½ < m ≤ √2, ln m = 2 (s + s³/3 + s⁵/5 + …), s = (m-1)/(m+1).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Log(Vector512<uint> word)
    {
        Vector512<float> u = (Vector512.ConvertToSingle((word >>> 1).AsInt32()) + Vector512.Create(0.5f)) * Vector512.Create(1f / (1U << 31));
        Vector512<int> bits = u.AsInt32();
        Vector512<float> m = ((bits & Vector512.Create(0x007FFFFF)) | Vector512.Create(0x3F800000)).AsSingle();
        Vector512<float> e = Vector512.ConvertToSingle((bits >>> 23) - Vector512.Create(127));
        Vector512<float> large = Vector512.GreaterThan(m, Vector512.Create(1.41421356f));
        m = Vector512.ConditionalSelect(large, m * 0.5f, m);
        e += Vector512.ConditionalSelect(large, Vector512<float>.One, Vector512<float>.Zero);
        Vector512<float> s = (m - Vector512<float>.One) / (m + Vector512<float>.One), s2 = s * s;
        Vector512<float> series = Vector512.Create(2f / 9);
        series = series * s2 + Vector512.Create(2f / 7);
        series = series * s2 + Vector512.Create(2f / 5);
        series = series * s2 + Vector512.Create(2f / 3);
        return e * 0.693147181f + (Vector512.Create(2f) * s + s * (s2 * series));
    }

    // cos φ and sin φ of φ = θ + q π/2, |θ| ≤ π/4 uniform, q = 0 … 3 from the lowest two bits.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<float> Cos, Vector512<float> Sin) CosSin(Vector512<uint> word)
    {
        Vector512<float> theta = Vector512.ConvertToSingle(word.AsInt32()) * Vector512.Create((float)(Math.PI / 4 / (1U << 31))), x = theta * theta;
        Vector512<float> cos = Vector512.Create(1f / 40320);
        cos = cos * x - Vector512.Create(1f / 720);
        cos = cos * x + Vector512.Create(1f / 24);
        cos = cos * x - Vector512.Create(0.5f);
        cos = cos * x + Vector512<float>.One;
        Vector512<float> sin = Vector512.Create(1f / 362880);
        sin = sin * x - Vector512.Create(1f / 5040);
        sin = sin * x + Vector512.Create(1f / 120);
        sin = sin * x - Vector512.Create(1f / 6);
        sin = sin * x + Vector512<float>.One;
        sin *= theta;
        Vector512<uint> bit = Vector512<uint>.One, half = word & Vector512.Create(2U);
        Vector512<float> odd = (Vector512<uint>.Zero - (word & bit)).AsSingle();
        Vector512<float> c = Vector512.ConditionalSelect(odd, sin, cos), s = Vector512.ConditionalSelect(odd, cos, sin);
        return ((c.AsUInt32() ^ ((half ^ ((word & bit) << 1)) << 30)).AsSingle(), (s.AsUInt32() ^ (half << 30)).AsSingle());
    }
}
