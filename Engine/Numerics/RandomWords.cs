using System.Runtime.CompilerServices;

namespace ScalingTools.Numerics;

/// <summary>Many numbers of a <see cref="RandomStream"/> at once, from any place in it: what n calls of NextUInt64 would give, several times as fast.</summary>
internal static class RandomWords
{
    /// <summary>Numbers first, first+1, … of the stream of (seed, run, purpose, index).</summary>
    /// <param name="words">Where they go.</param>
    /// <param name="first">How many numbers of the stream come before; a multiple of 4, since the generator makes four at a time.</param>
    /// <param name="seed">The user's seed.</param>
    /// <param name="run">Which run.</param>
    /// <param name="purpose">What the numbers are for.</param>
    /// <param name="index">The sub-stream.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fill(Span<ulong> words, long first, long seed, long run, RandomPurpose purpose, long index)
    {
        ulong block = (ulong)first / 4;
        int i = 0;
        for (; i <= words.Length - 4; i += 4)
            (words[i], words[i + 1], words[i + 2], words[i + 3]) = RandomStream.Philox(block++, (ulong)index, 0, (ulong)purpose, (ulong)seed, (ulong)run);
        if (i == words.Length)
            return;
        (ulong w0, ulong w1, ulong w2, _) = RandomStream.Philox(block, (ulong)index, 0, (ulong)purpose, (ulong)seed, (ulong)run);
        ReadOnlySpan<ulong> last = [w0, w1, w2];
        last[..(words.Length - i)].CopyTo(words[i..]);
    }
}
