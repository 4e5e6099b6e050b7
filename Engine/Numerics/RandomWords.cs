using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ScalingTools.Numerics;

/// <summary>Many numbers of a <see cref="RandomStream"/> at once, from any place in it: what n calls of NextUInt64 would give, several times as fast.</summary>
internal static unsafe class RandomWords
{
    private const int Rounds = 10, Together = 16; // numbers made side by side: four blocks of four

    /// <summary>Numbers first, first+1, … of the stream of (seed, run, purpose, index).</summary>
    /// <param name="words">Where they go.</param>
    /// <param name="first">How many numbers of the stream come before; a multiple of 4, since the generator makes four at a time.</param>
    /// <param name="seed">The user's seed.</param>
    /// <param name="run">Which run.</param>
    /// <param name="purpose">What the numbers are for.</param>
    /// <param name="index">The sub-stream.</param>
    [MethodImpl(Kernel.Method)]
    public static void Fill(Span<ulong> words, long first, long seed, long run, RandomPurpose purpose, long index)
    {
        Debug.Assert(first % 4 == 0, "not the beginning of a block");
        ulong block = (ulong)first / 4;
        int i = 0;
        if (Avx2.IsSupported && words.Length >= Together)
        {
            i = words.Length / Together * Together;
            fixed (ulong* to = words)
                FourBlocks(to, to + i, block, (ulong)index, (ulong)purpose, (ulong)seed, (ulong)run);
            block += (ulong)i / 4;
        }
        for (; i <= words.Length - 4; i += 4)
            (words[i], words[i + 1], words[i + 2], words[i + 3]) = RandomStream.Philox(block++, (ulong)index, 0, (ulong)purpose, (ulong)seed, (ulong)run);
        if (i == words.Length)
            return;
        (ulong w0, ulong w1, ulong w2, _) = RandomStream.Philox(block, (ulong)index, 0, (ulong)purpose, (ulong)seed, (ulong)run);
        ReadOnlySpan<ulong> last = [w0, w1, w2];
        last[..(words.Length - i)].CopyTo(words[i..]);
    }

    // RandomStream.Philox on four counters at a time, one in each lane.
    [MethodImpl(Kernel.Method)]
    private static void FourBlocks(ulong* to, ulong* end, ulong block, ulong index, ulong purpose, ulong seed, ulong run)
    {
        Vector256<ulong>* keys = stackalloc Vector256<ulong>[2 * Rounds];
        for (int round = 0; round < Rounds; round++, seed += RandomStream.Weyl0, run += RandomStream.Weyl1)
            (keys[2 * round], keys[2 * round + 1]) = (Vector256.Create(seed), Vector256.Create(run));
        Vector256<ulong> counter = Vector256.Create(block) + Vector256.Create(0UL, 1, 2, 3);
        for (; to < end; to += Together, counter += Vector256.Create(4UL))
        {
            Vector256<ulong> c0 = counter, c1 = Vector256.Create(index), c2 = Vector256<ulong>.Zero, c3 = Vector256.Create(purpose);
            for (int round = 0; round < 2 * Rounds; round += 2)
            {
                (Vector256<ulong> high0, Vector256<ulong> low0) = Multiply(c0, RandomStream.Multiplier0);
                (Vector256<ulong> high1, Vector256<ulong> low1) = Multiply(c2, RandomStream.Multiplier1);
                (c0, c1, c2, c3) = (high1 ^ c1 ^ keys[round], low1, high0 ^ c3 ^ keys[round + 1], low0);
            }
            // From a word of four blocks in each vector to the four words of a block.
            Vector256<ulong> even01 = Avx2.UnpackLow(c0, c1), odd01 = Avx2.UnpackHigh(c0, c1), even23 = Avx2.UnpackLow(c2, c3), odd23 = Avx2.UnpackHigh(c2, c3);
            Avx2.Permute2x128(even01, even23, 0x20).Store(to);
            Avx2.Permute2x128(odd01, odd23, 0x20).Store(to + 4);
            Avx2.Permute2x128(even01, even23, 0x31).Store(to + 8);
            Avx2.Permute2x128(odd01, odd23, 0x31).Store(to + 12);
        }
    }

    // The 128 bits of a·b, from products of halves: a = 2^32 a_1 + a_0. No sum overflows 64 bits.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<ulong> High, Vector256<ulong> Low) Multiply(Vector256<ulong> a, ulong b)
    {
        Vector256<ulong> half = Vector256.Create((ulong)uint.MaxValue);
        Vector256<uint> a0 = a.AsUInt32(), a1 = (a >>> 32).AsUInt32(), b0 = Vector256.Create(b).AsUInt32(), b1 = Vector256.Create(b >> 32).AsUInt32();
        Vector256<ulong> low = Avx2.Multiply(a0, b0), high = Avx2.Multiply(a1, b1);
        Vector256<ulong> middle = Avx2.Multiply(a1, b0) + (low >>> 32);
        Vector256<ulong> carry = Avx2.Multiply(a0, b1) + (middle & half);
        return (high + (middle >>> 32) + (carry >>> 32), Avx2.Blend(low.AsUInt32(), (carry << 32).AsUInt32(), 0b10101010).AsUInt64());
    }
}
