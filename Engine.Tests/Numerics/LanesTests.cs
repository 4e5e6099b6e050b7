using System.Runtime.Intrinsics;
using ScalingTools.Numerics;

namespace ScalingTools.Tests.Numerics;

/// <summary>Vectors of every width against one number after the other, also where numbers are odd: all must give the same bits.</summary>
public unsafe class LanesTests
{
    private static readonly float[] Odd =
    [
        0, -0f, 1, -1, float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.Epsilon, -float.Epsilon, 1e-40f, -1e-40f,
        float.MaxValue, float.MinValue, 1.1754944e-38f, 3.3333333f, -16777217,
    ];

    // Sixteen numbers: odd ones and others.
    private static float[] Draw(RandomStream random) => [.. Enumerable.Range(0, 16).Select(_ =>
        random.NextInteger(2) == 0 ? Odd[random.NextInteger(Odd.Length)] : (float)(random.NextGaussian() * Math.Pow(10, random.NextInteger(9) - 4)))];

    private static readonly Func<float, float, float>[] Scalar =
    [
        (a, b) => a + b, (a, b) => a + b, (a, b) => a * b, (a, _) => a > 0 || float.IsNaN(a) ? a : 0, (_, b) => b, (a, _) => a,
    ];

    private static float[][] Vector<T>(float[] a, float[] b)
        where T : struct, ILanes<T>
    {
        float[][] results = [.. Scalar.Select(_ => new float[16])];
        fixed (float* x = a, y = b, r0 = results[0], r1 = results[1], r2 = results[2], r3 = results[3], r4 = results[4], r5 = results[5])
        {
            T p = T.Load((byte*)x), q = T.Load((byte*)y);
            T.Store(T.Add(p, q), (byte*)r0);
            T sum = p;
            T.Accumulate(ref sum, (byte*)y);
            T.Store(sum, (byte*)r1);
            T.Store(T.Multiply(p, q), (byte*)r2);
            T.Store(T.Relu(p), (byte*)r3);
            T.Store(q, (byte*)r4);
            float* all = stackalloc float[16];
            for (int i = 0; i < 16; i++)
            {
                T.Store(T.Broadcast(x[i]), (byte*)all);
                for (int j = 0; j < 16; j++)
                    AssertSame(x[i], all[j]);
                r5[i] = all[15 - i];
            }
        }
        return results;
    }

    // The same bits; one NaN is as good as another, and the sign of a zero that Relu gives does not matter.
    private static void AssertSame(float expected, float actual, bool anyZero = false)
    {
        if (float.IsNaN(expected))
            Assert.True(float.IsNaN(actual));
        else
            Assert.True(BitConverter.SingleToUInt32Bits(expected) == BitConverter.SingleToUInt32Bits(actual) || anyZero && expected == 0 && actual == 0, $"{expected} {actual}");
    }

    [Fact]
    public void Arithmetic_is_that_of_single_numbers()
    {
        RandomStream random = new(1);
        for (int trial = 0; trial < 200; trial++)
        {
            float[] a = Draw(random), b = Draw(random);
            float[][][] widths = [Vector<Lanes128>(a, b), Vector<Lanes256>(a, b), Vector<Lanes512>(a, b)];
            foreach (float[][] results in widths)
                for (int op = 0; op < Scalar.Length; op++)
                    for (int i = 0; i < 16; i++)
                        AssertSame(Scalar[op](a[i], b[i]), results[op][i], anyZero: op == 3);
        }
    }

    private static (uint Positive, float[] Where, float[] Fold) Masks<T>(float[] a, ushort mask)
        where T : struct, ILanes<T>
    {
        float[] where = new float[16], fold = new float[8];
        fixed (float* x = a, w = where)
        {
            T v = T.Load((byte*)x);
            T.Store(T.Where(&mask, v), (byte*)w);
            T.Fold(v).CopyTo(fold);
            return (T.Positive(v), where, fold);
        }
    }

    [Fact]
    public void Masks_say_what_is_positive_and_choose()
    {
        RandomStream random = new(2);
        for (int trial = 0; trial < 300; trial++)
        {
            float[] a = Draw(random);
            ushort mask = trial < 16 ? (ushort)(1 << trial) : (ushort)random.NextUInt64();
            uint positive = 0;
            for (int i = 0; i < 16; i++)
                positive |= a[i] > 0 ? 1u << i : 0;
            foreach ((uint p, float[] where, float[] fold) in ((uint, float[], float[])[])[Masks<Lanes128>(a, mask), Masks<Lanes256>(a, mask), Masks<Lanes512>(a, mask)])
            {
                Assert.Equal(positive, p);
                for (int i = 0; i < 16; i++)
                    AssertSame((mask >> i & 1) != 0 ? a[i] : 0, where[i]);
                for (int i = 0; i < 8; i++)
                    AssertSame(a[i] + a[i + 8], fold[i]);
            }
        }
    }

    [Fact]
    public void Sums_over_lanes_are_in_their_order()
    {
        RandomStream random = new(3);
        for (int trial = 0; trial < 200; trial++)
        {
            Vector256<float>[] v = [.. Enumerable.Range(0, 8).Select(_ => Vector256.Create(Draw(random).AsSpan(0, 8)))];
            Vector256<float> sums = LaneSums.Finish(LaneSums.Halve(v[0], v[1]), LaneSums.Halve(v[2], v[3]), LaneSums.Halve(v[4], v[5]), LaneSums.Halve(v[6], v[7]));
            for (int i = 0; i < 8; i++)
            {
                float t(int j) => v[i][j] + v[i][j + 4];
                AssertSame(t(0) + t(2) + (t(1) + t(3)), sums[i]);
            }
        }
    }
}
