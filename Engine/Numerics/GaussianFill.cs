using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ScalingTools.Numerics;

/// <summary>Many standard normal numbers at once (Box and Muller 1958, by vectors of eight). Products are rounded before they are added: the same bits on every machine.</summary>
internal static unsafe class GaussianFill
{
    /// <summary>Numbers made together; a place in the sequence is a multiple of it.</summary>
    public const int Together = 16;

    private const int Lanes = 8, WordsAtOnce = 512;
    private const double LnTwo = 0.6931471805599453;

    /// <summary>Numbers first, first+1, … of the sequence of (seed, run, purpose, index). Not those of <see cref="RandomStream.NextGaussian"/>.</summary>
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
            for (int done = 0; done < to.Length; done += WordsAtOnce)
            {
                int count = Math.Min(WordsAtOnce, to.Length - done), whole = count / Together * Together, needed = (count + Together - 1) / Together * Together;
                RandomWords.Fill(new Span<ulong>(words, needed), first + done, seed, run, purpose, index);
                Transform(words, start + done, whole);
                if (count == whole)
                    continue;
                Transform(words + whole, last, Together);
                new ReadOnlySpan<double>(last, count - whole).CopyTo(to[(done + whole)..]);
            }
    }

    // Sixteen words to sixteen numbers √(-2 ln u) (cos φ, sin φ): eight words are u, eight φ.
    [MethodImpl(Kernel.Method)]
    private static void Transform(ulong* words, double* to, int count)
    {
        for (int i = 0; i < count; i += Together)
        {
            Vector512<double> radius = Vector512.Sqrt(Vector512.Create(-2.0) * Log(Vector512.Load(words + i)));
            (Vector512<double> cos, Vector512<double> sin) = CosSin(Vector512.Load(words + i + Lanes));
            (radius * cos).Store(to + i);
            (radius * sin).Store(to + i + Lanes);
        }
    }

    // ln u of u = (⌊word/2^12⌋ + ½) 2^-52, in (0, 1): u = m 2^e with √½ < m ≤ √2, ln m = 2 (s + s³/3 + s⁵/5 + …), s = (m-1)/(m+1).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Log(Vector512<ulong> word)
    {
        Vector512<ulong> one = Vector512.Create(0x3FF0000000000000UL), mantissa = Vector512.Create(0x000FFFFFFFFFFFFFUL);
        // 1 + k 2^-52, less 1 - 2^-53: exact
        Vector512<double> u = ((word >>> 12) | one).AsDouble() - Vector512.Create(1 - 1.1102230246251565e-16);
        Vector512<ulong> bits = u.AsUInt64();
        Vector512<double> m = ((bits & mantissa) | one).AsDouble(); // 1 ≤ m < 2
        Vector512<double> large = Vector512.GreaterThan(m, Vector512.Create(1.4142135623730951));
        m = Vector512.ConditionalSelect(large, m * 0.5, m);
        // u < 1 has a small exponent: its number is a double after 2^52 is taken from 2^52 + e.
        Vector512<double> e = ((bits >>> 52) | Vector512.Create(0x4330000000000000UL)).AsDouble() - Vector512.Create(4503599627370496.0 + 1023);
        e += Vector512.ConditionalSelect(large, Vector512<double>.One, Vector512<double>.Zero);
        Vector512<double> s = (m - Vector512<double>.One) / (m + Vector512<double>.One), s2 = s * s;
        Vector512<double> series = Vector512.Create(2.0 / 21);
        series = series * s2 + Vector512.Create(2.0 / 19);
        series = series * s2 + Vector512.Create(2.0 / 17);
        series = series * s2 + Vector512.Create(2.0 / 15);
        series = series * s2 + Vector512.Create(2.0 / 13);
        series = series * s2 + Vector512.Create(2.0 / 11);
        series = series * s2 + Vector512.Create(2.0 / 9);
        series = series * s2 + Vector512.Create(2.0 / 7);
        series = series * s2 + Vector512.Create(2.0 / 5);
        series = series * s2 + Vector512.Create(2.0 / 3);
        return e * LnTwo + (Vector512.Create(2.0) * s + s * (s2 * series));
    }

    // cos φ and sin φ of φ = θ + q π/2, |θ| ≤ π/4 uniform from the upper 52 bits, q = 0 … 3 from the lowest two.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<double> Cos, Vector512<double> Sin) CosSin(Vector512<ulong> word)
    {
        Vector512<double> theta = (((word >>> 12) | Vector512.Create(0x3FF0000000000000UL)).AsDouble() - Vector512.Create(1.5)) * (Math.PI / 2);
        Vector512<double> x = theta * theta;
        Vector512<double> cos = Vector512.Create(1 / 20922789888000.0);
        cos = cos * x - Vector512.Create(1 / 87178291200.0);
        cos = cos * x + Vector512.Create(1 / 479001600.0);
        cos = cos * x - Vector512.Create(1 / 3628800.0);
        cos = cos * x + Vector512.Create(1 / 40320.0);
        cos = cos * x - Vector512.Create(1 / 720.0);
        cos = cos * x + Vector512.Create(1 / 24.0);
        cos = cos * x - Vector512.Create(0.5);
        cos = cos * x + Vector512<double>.One;
        Vector512<double> sin = Vector512.Create(-1 / 1307674368000.0);
        sin = sin * x + Vector512.Create(1 / 6227020800.0);
        sin = sin * x - Vector512.Create(1 / 39916800.0);
        sin = sin * x + Vector512.Create(1 / 362880.0);
        sin = sin * x - Vector512.Create(1 / 5040.0);
        sin = sin * x + Vector512.Create(1 / 120.0);
        sin = sin * x - Vector512.Create(1 / 6.0);
        sin = sin * x + Vector512<double>.One;
        sin *= theta;
        // q = 1 swaps them, q = 2 and 3 change signs: a sign is the highest bit.
        Vector512<ulong> bit = Vector512<ulong>.One;
        Vector512<double> odd = (Vector512<ulong>.Zero - (word & bit)).AsDouble();
        Vector512<ulong> half = word & Vector512.Create(2UL);
        Vector512<double> c = Vector512.ConditionalSelect(odd, sin, cos), s = Vector512.ConditionalSelect(odd, cos, sin);
        return ((c.AsUInt64() ^ ((half ^ ((word & bit) << 1)) << 62)).AsDouble(), (s.AsUInt64() ^ (half << 62)).AsDouble());
    }
}
