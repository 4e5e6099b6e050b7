using ScalingTools.Numerics;
using ScalingTools.SparseParity;

namespace ScalingTools.Networks;

/// <summary>A batch as the kernels read it: for each sample the offsets of its rows and its target. Padded to a multiple of eight samples.</summary>
internal sealed unsafe class PackedBatch : IDisposable
{
    private readonly AlignedMemory _keys, _offsets, _targets;

    /// <summary>Room for B samples.</summary>
    public PackedBatch(InputLayout layout, int count)
    {
        Count = count;
        Padded = (count + 7) / 8 * 8;
        WordsPerSample = layout.WordsPerSample;
        _keys = new AlignedMemory((long)Padded * sizeof(uint));
        _offsets = new AlignedMemory((long)Padded * WordsPerSample * sizeof(ulong));
        _targets = new AlignedMemory((long)Padded * sizeof(float));
        // Samples that only fill up look at the rows of x = 0.
        Span<ulong> zero = stackalloc ulong[WordsPerSample];
        layout.Offsets(new ulong[(layout.SkillBits + 63) / 64], zero);
        for (int b = 0; b < Padded; b++)
            zero.CopyTo(new Span<ulong>(Offsets + (long)b * WordsPerSample, WordsPerSample));
    }

    /// <summary>Samples in their own order.</summary>
    public static PackedBatch Of(InputLayout layout, SparseParityBatch samples)
    {
        PackedBatch batch = new(layout, samples.Count);
        for (int b = 0; b < samples.Count; b++)
            batch.Set(layout, b, samples.Skills[b], samples.Bits(b), (float)samples.Labels[b]);
        return batch;
    }

    /// <summary>Puts a sample at a place.</summary>
    public void Set(InputLayout layout, int at, int skill, ReadOnlySpan<ulong> bits, float target)
    {
        Keys[at] = (uint)layout.Key(skill, bits) * InputLayout.RowBytes;
        layout.Offsets(bits, new Span<ulong>(Offsets + (long)at * WordsPerSample, WordsPerSample));
        Targets[at] = target;
    }

    /// <summary>B.</summary>
    public int Count { get; }
    /// <summary>B rounded up to a multiple of eight.</summary>
    public int Padded { get; }
    /// <summary>Q.</summary>
    public int WordsPerSample { get; }
    /// <summary>Offset in bytes of the row of each sample's key. Shape (Padded).</summary>
    public uint* Keys => (uint*)_keys.Start;
    /// <summary>Offsets in bytes of the rows of its groups. Shape (Padded, Q).</summary>
    public ulong* Offsets => (ulong*)_offsets.Start;
    /// <summary>Its target. Shape (Padded).</summary>
    public float* Targets => _targets.Floats;
    /// <summary>Bytes held.</summary>
    public long Bytes => _keys.Length + _offsets.Length + _targets.Length;

    /// <inheritdoc/>
    public void Dispose()
    {
        _keys.Dispose();
        _offsets.Dispose();
        _targets.Dispose();
    }
}
