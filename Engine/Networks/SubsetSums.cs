using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ScalingTools.Numerics;

namespace ScalingTools.Networks;

/// <summary>
/// All sums Σ_j ±W_j/2 of one neuron's weights over a group of bits, ascending, each with the subset of bits that are one
/// (+W_j/2 where x_j = 1, -W_j/2 where x_j = 0). Bits of weight 0 do not count.
/// </summary>
/// <remarks>
/// Never sorted, only merged: the sums of one more bit are L - h and L + h, h = |W_j|/2. All lists are symmetric about 0, so the upper
/// half is merged and the lower one mirrored. The room for the lists is allocated once.
/// </remarks>
internal sealed class SubsetSums
{
    /// <summary>How many sums are compared at a time; so many infinities follow every list.</summary>
    public const int Lanes = 4;

    private readonly int[] _bits;    // which bit of x is bit b of a subset
    private readonly float[] _weight; // its weight

    /// <summary>Room for the sums of so many bits.</summary>
    public SubsetSums(int bits)
    {
        _bits = new int[bits];
        _weight = new float[bits];
        Sum = new double[(1 << bits) + Lanes];
        Subset = new uint[(1 << bits) + Lanes];
    }

    /// <summary>The sums, ascending, then +∞ four times. Shape (Count + 4).</summary>
    public double[] Sum { get; private set; }
    /// <summary>Which bits are one: bit b of a subset is a bit of x of non-zero weight. Shape (Count).</summary>
    public uint[] Subset { get; private set; }
    /// <summary>2^(bits of non-zero weight).</summary>
    public int Count { get; private set; }

    /// <summary>All subset sums of a group of weights.</summary>
    /// <param name="weights">W_j; at most as many as there is room for.</param>
    /// <param name="first">j of the first.</param>
    /// <param name="spare">Made for as many bits; its content is lost.</param>
    public void Fill(ReadOnlySpan<float> weights, int first, SubsetSums spare)
    {
        int bits = 0;
        for (int j = 0; j < weights.Length; j++)
            if (weights[j] != 0)
                (_bits[bits], _weight[bits++]) = (first + j, weights[j]);
        // Large weights last: their two lists overlap least, so there is less to merge.
        _weight.AsSpan(0, bits).Sort(_bits.AsSpan(0, bits), static (a, b) => Math.Abs(a).CompareTo(Math.Abs(b)));

        (Sum[0], Subset[0], Count) = (0, 0, 1);
        for (int b = 0; b < bits; b++)
        {
            MergeUpperHalf(spare, b, _weight[b]);
            spare.MirrorUpperHalf(2 * Count, (2u << b) - 1);
            (Sum, spare.Sum, Subset, spare.Subset) = (spare.Sum, Sum, spare.Subset, Subset);
            Count *= 2;
        }
        Sum.AsSpan(Count, Lanes).Fill(double.PositiveInfinity);
    }

    /// <summary>The bits of a set M of bits of x, as they stand in <see cref="Subset"/>.</summary>
    /// <param name="set">Bit j is set where j ∈ M.</param>
    public uint MaskOf(ulong set)
    {
        uint mask = 0;
        for (int b = 0; 1 << b < Count; b++)
            mask |= (uint)((set >> _bits[b]) & 1) << b;
        return mask;
    }

    /// <summary>How many sums from index j on are below x, added to j: x may only grow from call to call.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Advance(double[] sum, int j, double x)
    {
        Vector256<double> bound = Vector256.Create(x);
        int below;
        do
        {
            below = BitOperations.PopCount(Vector256.LessThan(Vector256.LoadUnsafe(ref sum[j]), bound).ExtractMostSignificantBits());
            j += below;
        }
        while (below == Lanes);
        return j;
    }

    /// <summary>The first index whose sum is not below x.</summary>
    public int LowerBound(double x)
    {
        int low = 0, high = Count;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (Sum[middle] < x)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    // The upper half of the merged lists L - h and L + h. Of L - h it has what is above 0, L > h; of L + h, by symmetry, all but as many.
    [MethodImpl(Kernel.Method)]
    private void MergeUpperHalf(SubsetSums to, int bit, double weight)
    {
        double h = Math.Abs(weight) / 2;
        uint one = 1u << bit, above = weight > 0 ? one : 0, below = one ^ above; // x_j where the sum has +h, and where it has -h
        double[] sum = Sum, toSum = to.Sum;
        uint[] subset = Subset, toSubset = to.Subset;
        int n = Count;
        sum.AsSpan(n, Lanes).Fill(double.PositiveInfinity);

        int i = LowerBound(Math.BitIncrement(h)), j = n - i, s = n;
        for (; i < n; i++)
        {
            Vector256<double> next = Vector256.Create(sum[i] - 2 * h); // L_j + h < L_i - h
            int taken;
            do
            {
                // Four of L + h are written, those below the next of L - h stay.
                Vector256<double> four = Vector256.LoadUnsafe(ref sum[j]);
                (four + Vector256.Create(h)).StoreUnsafe(ref toSum[s]);
                (Vector128.LoadUnsafe(ref subset[j]) | Vector128.Create(above)).StoreUnsafe(ref toSubset[s]);
                taken = BitOperations.PopCount(Vector256.LessThan(four, next).ExtractMostSignificantBits());
                j += taken;
                s += taken;
            }
            while (taken == Lanes);
            toSum[s] = sum[i] - h;
            toSubset[s++] = subset[i] | below;
        }
        for (; j < n; j += Lanes, s += Lanes)
        {
            (Vector256.LoadUnsafe(ref sum[j]) + Vector256.Create(h)).StoreUnsafe(ref toSum[s]);
            (Vector128.LoadUnsafe(ref subset[j]) | Vector128.Create(above)).StoreUnsafe(ref toSubset[s]);
        }
    }

    // L_{n-1-i} = -L_i, its subset the complement.
    [MethodImpl(Kernel.Method)]
    private void MirrorUpperHalf(int n, uint all)
    {
        int i = n / 2;
        for (; i <= n - Lanes; i += Lanes)
        {
            Vector256.Shuffle(-Vector256.LoadUnsafe(ref Sum[i]), Vector256.Create(3L, 2, 1, 0)).StoreUnsafe(ref Sum[n - Lanes - i]);
            Vector128.Shuffle(Vector128.LoadUnsafe(ref Subset[i]) ^ Vector128.Create(all), Vector128.Create(3u, 2, 1, 0)).StoreUnsafe(ref Subset[n - Lanes - i]);
        }
        for (; i < n; i++)
            (Sum[n - 1 - i], Subset[n - 1 - i]) = (-Sum[i], Subset[i] ^ all);
    }
}
