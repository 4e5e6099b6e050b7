using ScalingTools.Networks.Autodiff;

namespace ScalingTools.Tests.Networks.Autodiff;

/// <summary>Σ w_i y_i with fixed w: a loss whose derivative shows that of whatever y is made by.</summary>
internal sealed unsafe class WeightedSum(Tensor y) : LossOperation(y)
{
    private readonly Tensor _y = y;

    private static float Weight(int i) => MathF.Sin(1 + 2.3f * i);

    public override void Forward()
    {
        Value = 0;
        for (int i = 0; i < _y.Length; i++)
            Value += (double)Weight(i) * _y.Values[i];
    }

    public override void Backward()
    {
        bool add = _y.AddsGradient();
        for (int i = 0; i < _y.Length; i++)
            _y.Gradient[i] = (add ? _y.Gradient[i] : 0) + Scale * Weight(i);
    }
}
