using System.Runtime.CompilerServices;

namespace ScalingTools.Numerics;

/// <summary>Draws an index in proportion to given weights, in constant time after a linear set-up (Walker 1977, as built by Vose 1991).</summary>
/// <remarks>Math.NET's Categorical bisects the cumulative sums, a third of the speed for 10^6 weights, and draws from System.Random.</remarks>
internal sealed class AliasTable
{
    private readonly double[] _keep; // probability of keeping slot i
    private readonly int[] _alias;   // where to go otherwise
    private readonly uint[] _keepBits; // _keep as a fraction of 2^32

    /// <summary>A table for probabilities that sum to one.</summary>
    public AliasTable(ReadOnlySpan<double> probability)
    {
        int n = probability.Length;
        _keep = new double[n];
        _alias = new int[n];
        Stack<int> small = [], large = [];
        for (int i = 0; i < n; i++)
        {
            _keep[i] = probability[i] * n;
            (_keep[i] < 1 ? small : large).Push(i);
        }
        while (small.Count > 0 && large.Count > 0)
        {
            int s = small.Pop(), l = large.Pop();
            _alias[s] = l;
            _keep[l] = _keep[l] + _keep[s] - 1;
            (_keep[l] < 1 ? small : large).Push(l);
        }
        // What is left is 1 up to rounding.
        foreach (int i in small.Concat(large))
        {
            _keep[i] = 1;
            _alias[i] = i;
        }
        _keepBits = Array.ConvertAll(_keep, keep => (uint)Math.Min(uint.MaxValue, Math.Round(keep * 4294967296.0)));
    }

    /// <summary>An index, from 0.</summary>
    public int Sample(RandomStream stream)
    {
        int slot = (int)stream.NextInteger(_keep.Length);
        return stream.NextDouble() < _keep[slot] ? slot : _alias[slot];
    }

    /// <summary>An index, from 0, from 32 random bits: probabilities are right to 2^-32.</summary>
    /// <param name="random">32 fair bits.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Sample(uint random)
    {
        ulong product = (ulong)random * (uint)_keepBits.Length; // slot, and what is left of the randomness
        int slot = (int)(product >> 32);
        int other = _alias[slot], keep = (int)(((long)(uint)product - _keepBits[slot]) >> 63); // -1 to keep the slot: no branch to guess
        return other ^ ((other ^ slot) & keep);
    }
}
