using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ScalingTools.Numerics;

namespace ScalingTools.Networks.Autodiff;

/// <summary>y_{bl} = E_{token(b,l)} + P_l: the rows of tokens, and those of their positions if there are any. Shapes: tokens (b, l), E (vocabulary, n), P (l, n), y (b·l, n).</summary>
/// <remarks>∂L/∂E_v = Σ ∂L/∂y over the places that have the token v, ∂L/∂P_l = Σ_b ∂L/∂y_{bl}, in the order of the places.</remarks>
internal sealed unsafe class Embedding(Indices tokens, Tensor table, Tensor? positions, int length)
    : Operation(new Tensor([tokens.Count, table.Columns], true), positions is null ? [table] : [table, positions])
{
    /// <inheritdoc/>
    public override void Forward() => Gather(tokens.Values, tokens.Count, length, table.Values, positions is null ? null : positions.Values, Output.Values, table.Columns);

    /// <inheritdoc/>
    public override void Backward()
    {
        foreach (Tensor input in Inputs)
            if (!input.AddsGradient())
                new Span<float>(input.Gradient, input.Length).Clear();
        Scatter(tokens.Values, tokens.Count, length, table.Gradient, positions is null ? null : positions.Gradient, Output.Gradient, table.Columns);
    }

    [MethodImpl(Kernel.Method)]
    private static void Gather(int* tokens, int count, int length, float* table, float* positions, float* y, int n)
    {
        for (int i = 0, at = 0; i < count; i++, y += n)
        {
            float* row = table + (long)tokens[i] * n, position = positions + (long)at * n;
            for (int j = 0; j < n; j += 8)
                LoadPart.Store(positions == null ? LoadPart.Load(row + j, n - j) : LoadPart.Load(row + j, n - j) + LoadPart.Load(position + j, n - j), y + j, n - j);
            at = at + 1 == length ? 0 : at + 1;
        }
    }

    [MethodImpl(Kernel.Method)]
    private static void Scatter(int* tokens, int count, int length, float* table, float* positions, float* gradient, int n)
    {
        for (int i = 0, at = 0; i < count; i++, gradient += n)
        {
            float* row = table + (long)tokens[i] * n, position = positions + (long)at * n;
            for (int j = 0; j < n; j += 8)
            {
                Vector256<float> g = LoadPart.Load(gradient + j, n - j);
                LoadPart.Store(LoadPart.Load(row + j, n - j) + g, row + j, n - j);
                if (positions != null)
                    LoadPart.Store(LoadPart.Load(position + j, n - j) + g, position + j, n - j);
            }
            at = at + 1 == length ? 0 : at + 1;
        }
    }
}
