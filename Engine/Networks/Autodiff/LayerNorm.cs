using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ScalingTools.Numerics;

namespace ScalingTools.Networks.Autodiff;

/// <summary>
/// y_i = γ_i x̂_i + β_i with x̂ = (x - mean x)/√(var x + ε) over a row, var with 1/n, ε = 10^-5 (Ba, Kiros and Hinton, arXiv:1607.06450). Shapes: x (rows, n), γ and β (n).
/// </summary>
/// <remarks>With g = γ ∂L/∂y: ∂L/∂x = (g - mean g - x̂ mean(g x̂))/√(var x + ε); ∂L/∂γ = Σ_rows x̂ ∂L/∂y, ∂L/∂β = Σ_rows ∂L/∂y.</remarks>
internal sealed unsafe class LayerNorm : Operation
{
    private const float Epsilon = 1e-5f;

    private readonly Tensor _x, _scale, _shift, _normal, _inverse;

    /// <summary>A normalisation.</summary>
    /// <param name="graph">Where it is recorded.</param>
    /// <param name="x">Shape (rows, n).</param>
    /// <param name="scale">γ. Shape (n).</param>
    /// <param name="shift">β. Shape (n).</param>
    public LayerNorm(Graph graph, Tensor x, Tensor scale, Tensor shift) : base(new Tensor(x.Shape, true), x, scale, shift)
    {
        (_x, _scale, _shift) = (x, scale, shift);
        _normal = graph.Input(x.Shape);
        _inverse = graph.Input(x.Rows);
    }

    /// <inheritdoc/>
    public override void Forward() => Forward(_x.Values, _scale.Values, _shift.Values, _normal.Values, _inverse.Values, Output.Values, _x.Rows, _x.Columns);

    /// <inheritdoc/>
    public override void Backward()
    {
        bool addScale = _scale.AddsGradient(), addShift = _shift.AddsGradient();
        if (!addScale)
            new Span<float>(_scale.Gradient, _x.Columns).Clear();
        if (!addShift)
            new Span<float>(_shift.Gradient, _x.Columns).Clear();
        bool add = _x.Varies && _x.AddsGradient();
        Backward(Output.Gradient, _scale.Values, _normal.Values, _inverse.Values, _scale.Gradient, _shift.Gradient, _x.Varies ? _x.Gradient : null, add, _x.Rows, _x.Columns);
    }

    [MethodImpl(Kernel.Method)]
    private static void Forward(float* x, float* scale, float* shift, float* normal, float* inverse, float* y, int rows, int n)
    {
        for (int i = 0; i < rows; i++, x += n, y += n, normal += n)
        {
            Vector256<float> sum = default, squares = default;
            for (int j = 0; j < n; j += 8)
                sum += LoadPart.Load(x + j, n - j);
            float mean = Vector256.Sum(sum) / n;
            Vector256<float> m = Vector256.Create(mean);
            int whole = n / 8 * 8;
            for (int j = 0; j < whole; j += 8)
            {
                Vector256<float> d = Vector256.Load(x + j) - m;
                squares = Vector256.FusedMultiplyAdd(d, d, squares);
            }
            float rest = 0;
            for (int j = whole; j < n; j++)
                rest += (x[j] - mean) * (x[j] - mean);
            float over = 1 / MathF.Sqrt((Vector256.Sum(squares) + rest) / n + Epsilon);
            inverse[i] = over;
            Vector256<float> r = Vector256.Create(over);
            for (int j = 0; j < n; j += 8)
            {
                Vector256<float> hat = (LoadPart.Load(x + j, n - j) - m) * r;
                LoadPart.Store(hat, normal + j, n - j);
                LoadPart.Store(Vector256.FusedMultiplyAdd(hat, LoadPart.Load(scale + j, n - j), LoadPart.Load(shift + j, n - j)), y + j, n - j);
            }
        }
    }

    [MethodImpl(Kernel.Method)]
    private static void Backward(float* gradient, float* scale, float* normal, float* inverse, float* toScale, float* toShift, float* to, bool add, int rows, int n)
    {
        for (int i = 0; i < rows; i++, gradient += n, normal += n)
        {
            Vector256<float> sum = default, along = default;
            for (int j = 0; j < n; j += 8)
            {
                Vector256<float> dy = LoadPart.Load(gradient + j, n - j), hat = LoadPart.Load(normal + j, n - j), g = dy * LoadPart.Load(scale + j, n - j);
                LoadPart.Store(Vector256.FusedMultiplyAdd(dy, hat, LoadPart.Load(toScale + j, n - j)), toScale + j, n - j);
                LoadPart.Store(dy + LoadPart.Load(toShift + j, n - j), toShift + j, n - j);
                sum += g;
                along = Vector256.FusedMultiplyAdd(g, hat, along);
            }
            if (to == null)
                continue;
            float r = inverse[i];
            Vector256<float> mean = Vector256.Create(Vector256.Sum(sum) / n), slope = Vector256.Create(Vector256.Sum(along) / n), over = Vector256.Create(r);
            for (int j = 0; j < n; j += 8)
            {
                Vector256<float> g = LoadPart.Load(gradient + j, n - j) * LoadPart.Load(scale + j, n - j);
                Vector256<float> d = (g - mean - LoadPart.Load(normal + j, n - j) * slope) * over;
                LoadPart.Store(add ? d + LoadPart.Load(to + j, n - j) : d, to + j, n - j);
            }
            to += n;
        }
    }
}
