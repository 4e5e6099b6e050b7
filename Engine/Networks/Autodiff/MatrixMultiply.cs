using ScalingTools.Numerics;

namespace ScalingTools.Networks.Autodiff;

/// <summary>C = A B for every pair of matrices: C_{…ij} = Σ_k A_{…ik} B_{…kj}. A single B is multiplied by all rows of A at once.</summary>
/// <remarks>∂L/∂A = (∂L/∂C) Bᵀ and ∂L/∂B = Aᵀ (∂L/∂C), summed over the matrices where B is one.</remarks>
internal sealed unsafe class MatrixMultiply : Operation
{
    private readonly MatrixProduct _product;
    private readonly Tensor _a, _b, _c;
    private readonly int _outer = 1, _inner = 1; // two leading dimensions

    /// <summary>A product.</summary>
    /// <param name="product">What multiplies.</param>
    /// <param name="a">Shape (…, m, k), at most two dimensions before the matrices'.</param>
    /// <param name="b">Shape (…, k, n) or (k, n).</param>
    /// <param name="c">Shape (…, m, n), its columns side by side.</param>
    public MatrixMultiply(MatrixProduct product, Tensor a, Tensor b, Tensor c) : base(c, a, b)
    {
        int leading = a.Shape.Length - 2;
        if (a.Columns != b.Shape[^2] || b.Shape.Length > 2 && !a.Shape.AsSpan(..^2).SequenceEqual(b.Shape.AsSpan(..^2)) || !c.Shape.SequenceEqual([.. a.Shape[..^1], b.Columns]))
            throw new ArgumentException($"({string.Join(", ", a.Shape)}) times ({string.Join(", ", b.Shape)}) is not ({string.Join(", ", c.Shape)})");
        _product = product;
        // Rows of all leading dimensions are rows of one matrix.
        (_a, _b, _c) = b.Shape.Length == 2 && leading > 0 ? (a.Reshaped(a.Rows, a.Columns), b, c.Reshaped(c.Rows, c.Columns)) : (a, b, c);
        if (_b.Shape.Length > 2)
            (_outer, _inner) = leading == 2 ? (a.Shape[0], a.Shape[1]) : (1, a.Shape[0]);
    }

    /// <inheritdoc/>
    public override void Forward()
    {
        for (int i = 0; i < _outer; i++)
            for (int j = 0; j < _inner; j++)
                _product.Multiply(Matrix(_a, _a.Values, i, j), Matrix(_b, _b.Values, i, j), Matrix(_c, _c.Values, i, j));
    }

    /// <inheritdoc/>
    public override void Backward()
    {
        if (_a.Varies)
        {
            bool add = _a.AddsGradient();
            for (int i = 0; i < _outer; i++)
                for (int j = 0; j < _inner; j++)
                    Multiply(Matrix(_c, _c.Gradient, i, j), Matrix(_b, _b.Values, i, j).Transposed, Matrix(_a, _a.Gradient, i, j), add);
        }
        if (_b.Varies)
        {
            bool add = _b.AddsGradient();
            for (int i = 0; i < _outer; i++)
                for (int j = 0; j < _inner; j++)
                    Multiply(Matrix(_a, _a.Values, i, j).Transposed, Matrix(_c, _c.Gradient, i, j), Matrix(_b, _b.Gradient, i, j), add);
        }
    }

    // A result that lies column by column is the transposed product.
    private void Multiply(SingleMatrix a, SingleMatrix b, SingleMatrix c, bool add)
    {
        if (c.ColumnStep == 1)
            _product.Multiply(a, b, c, add);
        else
            _product.Multiply(b.Transposed, a.Transposed, c.Transposed, add);
    }

    private static SingleMatrix Matrix(Tensor of, float* start, int i, int j)
    {
        int[] steps = of.Steps;
        long at = steps.Length == 4 ? (long)i * steps[0] + (long)j * steps[1] : steps.Length == 3 ? (long)j * steps[0] : 0;
        return new((nint)(start + at), of.Shape[^2], of.Shape[^1], steps[^2], steps[^1]);
    }
}
