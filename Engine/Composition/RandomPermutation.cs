using ScalingTools.Numerics;

namespace ScalingTools.Composition;

/// <summary>Uniform permutations (Fisher and Yates 1938).</summary>
internal static class RandomPermutation
{
    /// <summary>Fills with a permutation of 0 … n-1.</summary>
    public static void Fill(Span<int> to, RandomStream stream)
    {
        for (int i = 0; i < to.Length; i++)
        {
            int j = (int)stream.NextInteger(i + 1);
            to[i] = to[j];
            to[j] = i;
        }
    }
}
