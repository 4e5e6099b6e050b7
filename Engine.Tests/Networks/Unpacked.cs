using ScalingTools.Networks;

namespace ScalingTools.Tests.Networks;

/// <summary>Packed samples read back: the skill and the bits that their offsets stand for.</summary>
internal static unsafe class Unpacked
{
    /// <summary>The sample at a place, its bits as text; fails where an offset is not that of a row.</summary>
    public static (int Skill, string Bits, float Target) At(PackedBatch batch, InputLayout layout, int at)
    {
        (int skill, string bits) = Of(layout, batch.Keys[at], new ReadOnlySpan<ulong>(batch.Offsets + (long)at * batch.WordsPerSample, batch.WordsPerSample));
        return (skill, bits, batch.Targets[at]);
    }

    public static (int Skill, string Bits) Of(InputLayout layout, uint keyOffset, ReadOnlySpan<ulong> offsets)
    {
        Assert.Equal(0u, keyOffset % InputLayout.RowBytes);
        int key = (int)(keyOffset / InputLayout.RowBytes);
        Assert.InRange(key, 0, layout.KeyCount - 1);
        string bits = Text(key & ((1 << layout.KeyBits) - 1), layout.KeyBits);
        for (int g = 0; g < layout.GroupSizes.Length; g++)
        {
            int q = g / InputLayout.GroupsPerWord, offset = (int)(offsets[q] >> 16 * (g % InputLayout.GroupsPerWord) & 0xffff);
            Assert.Equal(0, offset % InputLayout.RowBytes);
            int row = offset / InputLayout.RowBytes - layout.FirstRows[g];
            Assert.InRange(row, 0, (1 << layout.GroupSizes[g]) - 1);
            Assert.InRange(offset, 0, layout.TableRows[q] * InputLayout.RowBytes - 1);
            bits += Text(row, layout.GroupSizes[g]);
        }
        return ((key >> layout.KeyBits) + 1, bits);
    }

    /// <summary>Bits 0 … n-1 of a sample as text.</summary>
    public static string Text(ReadOnlySpan<ulong> x, int count)
    {
        char[] text = new char[count];
        for (int j = 0; j < count; j++)
            text[j] = (char)('0' + (x[j >> 6] >> (j & 63) & 1));
        return new string(text);
    }

    private static string Text(int value, int count) => Text([(ulong)value], count);
}
