namespace ScalingTools.Networks.Autodiff;

/// <summary>Σ_b c (f_b - y_b)². Shapes: f (rows, 1), y (rows).</summary>
/// <remarks>∂/∂f_b = 2c (f_b - y_b).</remarks>
/// <param name="f">The prediction.</param>
/// <param name="y">What it should be.</param>
/// <param name="factor">c, ½ or 1.</param>
internal sealed unsafe class SquaredError(Tensor f, Tensor y, double factor) : LossOperation(f)
{
    private readonly Tensor _f = f;

    /// <inheritdoc/>
    public override void Forward()
    {
        double sum = 0;
        for (int b = 0; b < Count; b++)
        {
            double d = (double)_f.Values[b] - y.Values[b];
            sum += d * d;
        }
        Value = factor * sum;
    }

    /// <inheritdoc/>
    public override void Backward()
    {
        bool add = _f.AddsGradient();
        float twice = (float)(2 * factor) * Scale;
        for (int b = 0; b < _f.Length; b++)
            _f.Gradient[b] = (add ? _f.Gradient[b] : 0) + (b < Count ? twice * (_f.Values[b] - y.Values[b]) : 0);
    }
}
