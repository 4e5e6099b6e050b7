using ScalingTools.Networks.Autodiff;
using ScalingTools.Numerics;

namespace ScalingTools.Tests.Networks.Autodiff;

/// <summary>Derivatives of what is recorded on parameters, against differences.</summary>
public abstract unsafe class GradientChecks : IDisposable
{
    private protected readonly Graph _graph = new();
    private protected readonly ParameterSet _set = new();

    public void Dispose()
    {
        _graph.Dispose();
        _set.Dispose();
        GC.SuppressFinalize(this);
    }

    // Varying tensors of such shapes, with numbers at least 0.1 from 0, where a rectifier has its kink.
    private protected Tensor[] Leaves(params int[][] shapes)
    {
        foreach ((int i, int[] shape) in shapes.Index())
            _set.Add($"x{i}", shape);
        RandomStream stream = new(3);
        for (long i = 0; i < _set.Size; i++)
        {
            double x = stream.NextGaussian();
            _set.Values[i] = (float)(x + (x > 0 ? 0.1 : -0.1));
        }
        return [.. shapes.Select((_, i) => _graph.Parameter(_set, $"x{i}"))];
    }

    // Backwards, against (8 (L(h) - L(-h)) - (L(2h) - L(-2h))) / 12h.
    private protected void CheckGradients(LossOperation loss, float h = 1f / 32)
    {
        _graph.Record(loss);
        _graph.Complete();
        using AlignedMemory gradients = new(_set.Size * sizeof(float));
        _graph.PlaceGradients(gradients.Floats);
        _graph.Forward();
        _graph.Backward(add: false);
        double largest = 0;
        foreach (ParameterSet.Parameter parameter in _set.Parameters)
            for (long i = parameter.Offset; i < parameter.Offset + parameter.Length; i++)
            {
                float x = _set.Values[i];
                double slope = (8 * (At(h) - At(-h)) - (At(2 * h) - At(-2 * h))) / (12 * h);
                _set.Values[i] = x;
                double error = Math.Abs(slope - gradients.Floats[i]);
                Assert.True(error < 5e-5 * (1 + Math.Abs(slope)), $"{parameter.Name}[{i - parameter.Offset}]: {gradients.Floats[i]} for {slope}");
                largest = Math.Max(largest, Math.Abs(slope));

                double At(float by)
                {
                    _set.Values[i] = x + by;
                    _graph.Forward();
                    return loss.Value;
                }
            }
        Assert.True(largest > 0.1);

        // A second pass adds the same again; the first wrote over what was there.
        _graph.Forward();
        float[] once = [.. gradients.AsFloats()];
        _graph.Backward(add: true);
        for (int i = 0; i < once.Length; i++)
            Assert.Equal(2 * once[i], gradients.Floats[i], 2e-6f * (1 + Math.Abs(once[i])));
    }
}
