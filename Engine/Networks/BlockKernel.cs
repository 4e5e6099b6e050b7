using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ScalingTools.Numerics;

namespace ScalingTools.Networks;

/// <summary>
/// The two passes over a batch for a block of sixteen neurons. Forwards z = base[key] + Σ_g table_g[bits] and f += Σ_h w_h max(z_h, 0);
/// backwards every row that a sample used gets its share e_b 1[z_{bh} > 0], from which <see cref="BlockTables{T}"/> makes all gradients.
/// </summary>
/// <remarks>
/// Nothing is multiplied but the activation by its output weight. Loads and stores bound it: 1 + 4Q rows forwards, and as many read,
/// added to and written backwards. The reference is <see cref="ReferenceTrainer"/>.
/// </remarks>
internal static unsafe class BlockKernel<T>
    where T : struct, ILanes<T>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>Forward for training: the masks are kept.</summary>
    public readonly struct KeepMasks;

    /// <summary>Forward for testing: they are not.</summary>
    public readonly struct NoMasks;

    /// <summary>f_b += Σ_h w_h max(z_{bh}, 0), and the mask 1[z_{bh} > 0].</summary>
    /// <param name="batch">The samples; B of them, padded.</param>
    /// <param name="first">First sample, a multiple of eight.</param>
    /// <param name="last">Past the last sample, a multiple of eight.</param>
    /// <param name="rows">Rows of keys.</param>
    /// <param name="tables">Rows of groups.</param>
    /// <param name="stride">Bytes from one word's table to the next.</param>
    /// <param name="weights">w. Shape (16).</param>
    /// <param name="masks">Bit h of the mask of sample b says whether neuron h is active. Shape (B).</param>
    /// <param name="function">f. Shape (B).</param>
    /// <typeparam name="TMasks"><see cref="KeepMasks"/> or <see cref="NoMasks"/>, for which masks may be null.</typeparam>
    [MethodImpl(Kernel.Method)]
    public static void Forward<TMasks>(PackedBatch batch, int first, int last, byte* rows, byte* tables, nint stride, byte* weights, ushort* masks, float* function)
    {
        uint* key = batch.Keys + first, end = batch.Keys + last;
        int words = batch.WordsPerSample;
        ulong* offset = batch.Offsets + (long)first * words;
        masks += first;
        function += first;
        T w = T.Load(weights);
        if (words == 1)
            for (; key < end; key += 8, offset += 8, masks += 8, function += 8)
            {
                Vector256<float> ab = Pair<TMasks>(rows, tables, key, offset, w, masks);
                Vector256<float> cd = Pair<TMasks>(rows, tables, key + 2, offset + 2, w, masks + 2);
                Vector256<float> ef = Pair<TMasks>(rows, tables, key + 4, offset + 4, w, masks + 4);
                Vector256<float> gh = Pair<TMasks>(rows, tables, key + 6, offset + 6, w, masks + 6);
                (Vector256.Load(function) + LaneSums.Finish(ab, cd, ef, gh)).Store(function);
            }
        else
            for (; key < end; key += 8, offset += 8 * words, masks += 8, function += 8)
            {
                Vector256<float> ab = Pair<TMasks>(rows, tables, stride, key, offset, words, w, masks);
                Vector256<float> cd = Pair<TMasks>(rows, tables, stride, key + 2, offset + 2 * words, words, w, masks + 2);
                Vector256<float> ef = Pair<TMasks>(rows, tables, stride, key + 4, offset + 4 * words, words, w, masks + 4);
                Vector256<float> gh = Pair<TMasks>(rows, tables, stride, key + 6, offset + 6 * words, words, w, masks + 6);
                (Vector256.Load(function) + LaneSums.Finish(ab, cd, ef, gh)).Store(function);
            }
    }

    /// <summary>Adds e_b 1[z_{bh} > 0] to every row that sample b used.</summary>
    /// <param name="batch">The samples.</param>
    /// <param name="rows">Sums for keys, at first 0.</param>
    /// <param name="tables">Sums for groups, at first 0.</param>
    /// <param name="stride">Bytes from one word's table to the next.</param>
    /// <param name="masks">From <see cref="Forward"/>. Shape (B).</param>
    /// <param name="errors">e. Shape (B).</param>
    [MethodImpl(Kernel.Method)]
    public static void Backward(PackedBatch batch, byte* rows, byte* tables, nint stride, ushort* masks, float* errors)
    {
        uint* key = batch.Keys;
        ulong* offset = batch.Offsets;
        int words = batch.WordsPerSample, count = batch.Padded;
        if (words == 1)
        {
            for (int b = 0; b < count; b++)
            {
                T e = T.Where(masks + b, T.Broadcast(errors[b]));
                Bump(rows + key[b], e);
                Bump(tables, offset[b], e);
            }
            return;
        }
        for (int b = 0; b < count; b++)
        {
            T e = T.Where(masks + b, T.Broadcast(errors[b]));
            Bump(rows + key[b], e);
            byte* table = tables;
            for (int q = 0; q < words; q++, table += stride)
                Bump(table, *offset++, e);
        }
    }

    // The sums of two samples, side by side and half done.
    [MethodImpl(Inline)]
    private static Vector256<float> Pair<TMasks>(byte* rows, byte* tables, uint* key, ulong* offset, T w, ushort* masks) =>
        LaneSums.Halve(One<TMasks>(rows, tables, key, offset, w, masks), One<TMasks>(rows, tables, key + 1, offset + 1, w, masks + 1));

    [MethodImpl(Inline)]
    private static Vector256<float> Pair<TMasks>(byte* rows, byte* tables, nint stride, uint* key, ulong* offset, int words, T w, ushort* masks) =>
        LaneSums.Halve(Many<TMasks>(rows, tables, stride, key, offset, words, w, masks), Many<TMasks>(rows, tables, stride, key + 1, offset + words, words, w, masks + 1));

    [MethodImpl(Inline)]
    private static Vector256<float> One<TMasks>(byte* rows, byte* tables, uint* key, ulong* offset, T w, ushort* mask)
    {
        T z = T.Load(rows + *key);
        Accumulate(ref z, tables, offset);
        return Activate<TMasks>(z, w, mask);
    }

    [MethodImpl(Inline)]
    private static Vector256<float> Many<TMasks>(byte* rows, byte* tables, nint stride, uint* key, ulong* offset, int words, T w, ushort* mask)
    {
        T z = T.Load(rows + *key);
        for (int q = 0; q < words; q++, tables += stride)
            Accumulate(ref z, tables, offset + q);
        return Activate<TMasks>(z, w, mask);
    }

    [MethodImpl(Inline)]
    private static Vector256<float> Activate<TMasks>(T z, T w, ushort* mask)
    {
        if (typeof(TMasks) == typeof(KeepMasks))
            *mask = (ushort)T.Positive(z);
        return T.Fold(T.Multiply(T.Relu(z), w));
    }

    [MethodImpl(Inline)]
    private static void Accumulate(ref T z, byte* table, ulong* offsets)
    {
        // As four numbers of 16 bits: a load each is less work than shifting them out of the word.
        ushort* at = (ushort*)offsets;
        T.Accumulate(ref z, table + at[0]);
        T.Accumulate(ref z, table + at[1]);
        T.Accumulate(ref z, table + at[2]);
        T.Accumulate(ref z, table + at[3]);
    }

    [MethodImpl(Inline)]
    private static void Bump(byte* table, ulong offsets, T e)
    {
        Bump(table + (ushort)offsets, e);
        Bump(table + (ushort)(offsets >> 16), e);
        Bump(table + (ushort)(offsets >> 32), e);
        Bump(table + (offsets >> 48), e);
    }

    [MethodImpl(Inline)]
    private static void Bump(byte* row, T e)
    {
        T.Accumulate(ref e, row);
        T.Store(e, row);
    }
}
