using System.Runtime.CompilerServices;
using ScalingTools.Numerics;

namespace ScalingTools.Networks;

/// <summary>
/// From the weights of sixteen neurons to the rows that a batch looks up, and from the sums that it leaves in such rows back to gradients.
/// </summary>
/// <remarks>
/// A block of weights has the rows C_1 … C_{n_s}, W_0 … W_{n_b-1}, β, then the output weights. Gradients: with A_r = Σ_b x_{br} e_b 1[z_{bh} > 0]
/// for each of the input rows r (x = 1 for β), ∂L/∂W_r = w A_r and ∂L/∂w = Σ_b e_b max(z_b, 0) = Σ_r W_r A_r: no activation is needed.
/// </remarks>
internal static unsafe class BlockTables<T>
    where T : struct, ILanes<T>
{
    private const int RowBytes = InputLayout.RowBytes;

    /// <summary>rows[i, v] = β + C_i + Σ_{j&lt;s} v_j W_j, and table_g[v] = Σ_j v_j W_j over the bits of group g: each row is a shorter one plus one weight.</summary>
    /// <param name="layout">The cut of the input.</param>
    /// <param name="weights">The block. Shape (n_s + n_b + 1 + …, 16).</param>
    /// <param name="rows">Rows of keys. Shape (n_s 2^s, 16).</param>
    /// <param name="tables">Rows of groups.</param>
    [MethodImpl(Kernel.Method)]
    public static void Build(InputLayout layout, byte* weights, byte* rows, byte* tables)
    {
        byte* bits = weights + layout.SkillCount * RowBytes;
        T bias = T.Load(bits + layout.SkillBits * RowBytes);
        int perSkill = 1 << layout.KeyBits;
        for (int i = 0; i < layout.SkillCount; i++, rows += perSkill * RowBytes)
        {
            T.Store(AddFrom(bias, weights + i * RowBytes), rows);
            Double(rows, bits, layout.KeyBits);
        }
        bits += layout.KeyBits * RowBytes;
        for (int g = 0; g < layout.GroupSizes.Length; g++)
        {
            byte* table = tables + g / InputLayout.GroupsPerWord * layout.TableStride + layout.FirstRows[g] * RowBytes;
            T.Store(T.Broadcast(0), table);
            Double(table, bits, layout.GroupSizes[g]);
            bits += layout.GroupSizes[g] * RowBytes;
        }
    }

    /// <summary>The gradients of a block from the sums of <see cref="BlockKernel{T}.Backward"/>, which are set back to 0.</summary>
    /// <param name="layout">The cut of the input.</param>
    /// <param name="weights">The block's weights.</param>
    /// <param name="functionWeights">w as the function sees it. Shape (16).</param>
    /// <param name="rows">Sums for keys.</param>
    /// <param name="tables">Sums for groups.</param>
    /// <param name="gradients">∂L/∂C, ∂L/∂W, ∂L/∂β, ∂L/∂w. Shape (n_s + n_b + 2, 16).</param>
    [MethodImpl(Kernel.Method)]
    public static void Gradients(InputLayout layout, byte* weights, byte* functionWeights, byte* rows, byte* tables, byte* gradients)
    {
        int perSkill = 1 << layout.KeyBits, inputs = layout.SkillCount + layout.SkillBits + 1;
        T zero = T.Broadcast(0), all = zero;
        byte* bits = gradients + layout.SkillCount * RowBytes, bias = bits + layout.SkillBits * RowBytes;
        for (int i = 0; i < layout.SkillCount; i++)
        {
            byte* own = rows + (long)i * perSkill * RowBytes;
            T sum = zero;
            for (int v = 0; v < perSkill; v++)
            {
                T a = T.Load(own + v * RowBytes);
                sum = T.Add(sum, a);
                if (i > 0) // what does not depend on the skill is collected in the rows of the first
                {
                    T.Store(AddFrom(a, rows + v * RowBytes), rows + v * RowBytes);
                    T.Store(zero, own + v * RowBytes);
                }
            }
            T.Store(sum, gradients + i * RowBytes);
            all = T.Add(all, sum);
        }
        T.Store(all, bias);
        Halve(rows, bits, layout.KeyBits);
        bits += layout.KeyBits * RowBytes;
        for (int g = 0; g < layout.GroupSizes.Length; g++)
        {
            Halve(tables + g / InputLayout.GroupsPerWord * layout.TableStride + layout.FirstRows[g] * RowBytes, bits, layout.GroupSizes[g]);
            bits += layout.GroupSizes[g] * RowBytes;
        }

        // ∂L/∂w = Σ_r W_r A_r, and ∂L/∂W_r = w A_r in place of A_r
        T w = T.Load(functionWeights), output = zero;
        for (byte* a = gradients; a < gradients + inputs * RowBytes; a += RowBytes, weights += RowBytes)
        {
            T sum = T.Load(a);
            output = T.Add(output, T.Multiply(T.Load(weights), sum));
            T.Store(T.Multiply(w, sum), a);
        }
        T.Store(output, gradients + inputs * RowBytes);
    }

    // Row v + 2^j is row v plus W_j.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Double(byte* rows, byte* weights, int bits)
    {
        for (int j = 0; j < bits; j++)
        {
            int half = RowBytes << j;
            T w = T.Load(weights + j * RowBytes);
            for (byte* row = rows; row < rows + half; row += RowBytes)
                T.Store(AddFrom(w, row), row + half);
        }
    }

    // A_j is the sum of the rows with bit j; these are then added to those without it, and the next lower bit is looked at.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Halve(byte* rows, byte* sums, int bits)
    {
        T zero = T.Broadcast(0);
        for (int j = bits - 1; j >= 0; j--)
        {
            int half = RowBytes << j;
            T sum = zero;
            for (byte* row = rows; row < rows + half; row += RowBytes)
            {
                T a = T.Load(row + half);
                sum = T.Add(sum, a);
                T.Store(AddFrom(a, row), row);
                T.Store(zero, row + half);
            }
            T.Store(sum, sums + j * RowBytes);
        }
        T.Store(zero, rows);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T AddFrom(T a, byte* row)
    {
        T.Accumulate(ref a, row);
        return a;
    }
}
