namespace ScalingTools.Networks.Autodiff;

/// <summary>y_b = x_{b,l-1}: the last place of every sequence. Shapes: x (b·l, n), y (b, n).</summary>
/// <remarks>∂L/∂x is ∂L/∂y at the last place and 0 elsewhere.</remarks>
internal sealed unsafe class LastRow(Tensor x, int length) : Operation(new Tensor([x.Rows / length, x.Columns], x.Varies), x)
{
    /// <inheritdoc/>
    public override void Forward()
    {
        for (int b = 0; b < Output.Rows; b++)
            At(x.Values, b).CopyTo(Row(Output.Values, b));
    }

    /// <inheritdoc/>
    public override void Backward()
    {
        if (!x.AddsGradient())
            new Span<float>(x.Gradient, x.Length).Clear();
        for (int b = 0; b < Output.Rows; b++)
        {
            Span<float> to = At(x.Gradient, b), from = Row(Output.Gradient, b);
            for (int j = 0; j < to.Length; j++)
                to[j] += from[j];
        }
    }

    private Span<float> At(float* start, int b) => Row(start, b * length + length - 1);

    private Span<float> Row(float* start, int row) => new(start + (long)row * x.Columns, x.Columns);
}
