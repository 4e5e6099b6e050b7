namespace ScalingTools.Networks.Autodiff;

/// <summary>Σ_b Σ_o c (f_bo - y_bo)². Shapes: f and y (rows, outputs).</summary>
/// <remarks>∂/∂f_bo = 2c (f_bo - y_bo).</remarks>
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
        for (int i = 0; i < Count * _f.Columns; i++)
        {
            double d = (double)_f.Values[i] - y.Values[i];
            sum += d * d;
        }
        Value = factor * sum;
    }

    /// <inheritdoc/>
    public override void Backward()
    {
        bool add = _f.AddsGradient();
        float twice = (float)(2 * factor) * Scale;
        for (int i = 0; i < _f.Length; i++)
            _f.Gradient[i] = (add ? _f.Gradient[i] : 0) + (i < Count * _f.Columns ? twice * (_f.Values[i] - y.Values[i]) : 0);
    }
}
