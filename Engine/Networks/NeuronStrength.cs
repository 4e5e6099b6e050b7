using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ScalingTools.Numerics;

namespace ScalingTools.Networks;

/// <summary>
/// E_x[χ(x) max(c + Σ_j W_j x_j, 0)] over all 2^{n_b} inputs, χ(x) = (-1)^{Σ_{j∈M} x_j}, of one neuron after the other: the work and the
/// memory of one thread.
/// </summary>
/// <remarks>
/// The bits are split into two halves. With z = a + u + v, a = c + ½ Σ_j W_j and u, v the <see cref="SubsetSums"/> of the halves,
/// Σ_{u,v} χ_u χ_v max(a + u + v, 0) = Σ_u χ_u F(-a - u), F(t) = Σ_{v>t} χ_v (v - t): one pass through both ascending lists, F being had from
/// the sums of χ_v and of χ_v v from v on. About 2^{n_b/2} steps, whatever m is. The lists of a neuron serve every skill.
/// </remarks>
internal sealed class NeuronStrength
{
    /// <summary>2^24 sums to a half: 0.9 GB.</summary>
    public const int MaxSkillBits = 48;

    private readonly int _split;
    private readonly float[] _weights;         // W. Shape (n_b)
    private readonly SubsetSums _u, _v, _spare;
    private readonly double[] _signs, _signed; // Σ χ_v and Σ χ_v v over v_j, v_{j+1}, …
    private uint? _signedBy;                   // which M ∩ second half they are for
    private double _sum, _range;               // Σ W_j, Σ |W_j|
    private ulong _zero;                       // the bits of weight 0
    private bool _filled;                      // whether the lists are those of W

    /// <summary>Room for neurons on n_b skill bits.</summary>
    public NeuronStrength(int skillBits)
    {
        _split = skillBits / 2;
        int half = skillBits - _split;
        _weights = new float[skillBits];
        (_u, _v, _spare) = (new(half), new(half), new(half));
        _signs = new double[(1 << half) + 1];
        _signed = new double[(1 << half) + 1];
    }

    /// <summary>What one thread needs for n_b skill bits, in bytes.</summary>
    public static long Memory(int skillBits) => (3 * (sizeof(double) + sizeof(uint)) + 2L * sizeof(double)) << ((skillBits + 1) / 2);

    /// <summary>The next neuron.</summary>
    /// <param name="weights">W, finite. Shape (n_b).</param>
    public void SetWeights(ReadOnlySpan<float> weights)
    {
        weights.CopyTo(_weights);
        (_sum, _range, _zero, _filled) = (0, 0, 0, false);
        for (int j = 0; j < weights.Length; j++)
        {
            _sum += weights[j];
            _range += Math.Abs(weights[j]);
            if (weights[j] == 0)
                _zero |= 1UL << j;
        }
    }

    /// <summary>E[χ max(z, 0)].</summary>
    /// <param name="offset">c, which is z where all bits are zero.</param>
    /// <param name="subset">M: bit j is set where j ∈ M; not empty.</param>
    public double Strength(double offset, ulong subset)
    {
        double a = offset + _sum / 2;
        if ((subset & _zero) != 0 || a <= -_range / 2)
            return 0; // χ changes sign with a bit that z does not see; or never active
        if (a >= _range / 2) // always active: E[χ z], where a single bit has E[(-1)^x W x] = -W/2
            return BitOperations.IsPow2(subset) ? -_weights[BitOperations.TrailingZeroCount(subset)] / 2.0 : 0;

        if (!_filled)
        {
            _u.Fill(_weights.AsSpan(0, _split), 0, _spare);
            _v.Fill(_weights.AsSpan(_split), _split, _spare);
            (_signedBy, _filled) = (null, true);
        }
        uint maskU = _u.MaskOf(subset), maskV = _v.MaskOf(subset);
        if (_signedBy != maskV)
            SumSigns(maskV);
        return Pass(a, maskU) / _u.Count / _v.Count;
    }

    // The sums of χ_v and χ_v v from each v on. Many skills have no bit in the second half: theirs are the same.
    [MethodImpl(Kernel.Method)]
    private void SumSigns(uint mask)
    {
        double signs = 0, signed = 0;
        int n = _v.Count;
        (_signs[n], _signed[n]) = (0, 0);
        for (int j = n - 1; j >= 0; j--)
        {
            signs += Signed(1, _v.Subset[j], mask);
            signed += Signed(_v.Sum[j], _v.Subset[j], mask);
            (_signs[j], _signed[j]) = (signs, signed);
        }
        _signedBy = mask;
    }

    // Σ_u χ_u F(-a - u), F(t) = Σ_{v≥t} χ_v v - t Σ_{v≥t} χ_v. As the list is symmetric it is ±Σ_u χ_u F(u - a), where t ascends as the v do.
    // Four quarters of the list at a time, for each step through a list waits for the one before.
    [MethodImpl(Kernel.Method)]
    private double Pass(double a, uint mask)
    {
        double[] u = _u.Sum, v = _v.Sum, signs = _signs, signed = _signed;
        uint[] subset = _u.Subset;
        int n = _u.Count, quarter = n / 4;
        int j0 = 0, j1 = _v.LowerBound(u[quarter] - a), j2 = _v.LowerBound(u[2 * quarter] - a), j3 = _v.LowerBound(u[3 * quarter] - a);
        double sum0 = 0, sum1 = 0, sum2 = 0, sum3 = 0;
        for (int i = 0; i < quarter; i++)
        {
            double t0 = u[i] - a, t1 = u[i + quarter] - a, t2 = u[i + 2 * quarter] - a, t3 = u[i + 3 * quarter] - a;
            j0 = SubsetSums.Advance(v, j0, t0);
            j1 = SubsetSums.Advance(v, j1, t1);
            j2 = SubsetSums.Advance(v, j2, t2);
            j3 = SubsetSums.Advance(v, j3, t3);
            sum0 += Signed(signed[j0] - t0 * signs[j0], subset[i], mask);
            sum1 += Signed(signed[j1] - t1 * signs[j1], subset[i + quarter], mask);
            sum2 += Signed(signed[j2] - t2 * signs[j2], subset[i + 2 * quarter], mask);
            sum3 += Signed(signed[j3] - t3 * signs[j3], subset[i + 3 * quarter], mask);
        }
        for (int i = 4 * quarter; i < n; i++) // lists of one or two
        {
            double t = u[i] - a;
            j3 = _v.LowerBound(t);
            sum3 += Signed(signed[j3] - t * signs[j3], subset[i], mask);
        }
        return Signed(sum0 + sum1 + (sum2 + sum3), mask, mask);
    }

    // (-1)^{ones of the subset in M} x
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Signed(double x, uint subset, uint mask) =>
        BitConverter.UInt64BitsToDouble(BitConverter.DoubleToUInt64Bits(x) ^ ((ulong)BitOperations.PopCount(subset & mask) << 63));
}
