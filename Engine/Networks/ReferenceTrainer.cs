using ScalingTools.SparseParity;

namespace ScalingTools.Networks;

/// <summary>
/// The readable trainer: dense sums in double precision, one sample after the other. It is what <see cref="TwoLayerTrainer"/> is checked
/// against, and stays.
/// </summary>
/// <remarks>
/// With e_b = ∂L/∂f_b and M_{bh} = 1[z_{bh} > 0]: ∂L/∂w_h = Σ_b e_b max(z_{bh}, 0), ∂L/∂c = Σ_b e_b, ∂L/∂β_h = w_h Σ_b e_b M_{bh},
/// ∂L/∂W_{hr} = w_h Σ_b e_b M_{bh} x_{br}. Two outputs are logits, each with an e of its own.
/// </remarks>
internal sealed class ReferenceTrainer
{
    private readonly TrainingSettings _settings;
    private readonly int _inputs, _width, _outputs;
    private readonly double[] _first, _second; // m and v
    private long _step;

    public ReferenceTrainer(TrainingSettings settings, TwoLayerWeights start)
    {
        _settings = settings;
        (_inputs, _width, _outputs) = (start.SkillCount + start.SkillBits, start.Width, start.OutputCount);
        Parameters = Flatten(start);
        _first = new double[Parameters.Length];
        _second = new double[Parameters.Length];
    }

    /// <summary>θ: W (H, n_s + n_b), β (H), w (O, H), c (O).</summary>
    public double[] Parameters { get; }

    /// <summary>The parameters of a network in this order.</summary>
    public static double[] Flatten(TwoLayerWeights network) =>
        [.. network.Hidden.Concat(network.HiddenBias).Concat(network.Output).Concat(network.OutputBias).Select(x => (double)x)];

    /// <summary>One step on a batch; returns the loss before it.</summary>
    public double Step(SparseParityBatch batch)
    {
        (double loss, double[] gradient) = Gradient(batch);
        double rate = _settings.RateAt(_step++), mu = _settings.Momentum;
        for (int i = 0; i < gradient.Length; i++)
        {
            bool apart = _settings.Optimizer == NetworkOptimizer.AdamW;
            double g = gradient[i] + (apart ? 0 : _settings.WeightDecay * Parameters[i]);
            if (_settings.Optimizer != NetworkOptimizer.Sgd)
            {
                Parameters[i] *= apart ? 1 - rate * _settings.WeightDecay : 1;
                _first[i] = ParameterUpdate.Beta1 * _first[i] + (1 - ParameterUpdate.Beta1) * g;
                _second[i] = ParameterUpdate.Beta2 * _second[i] + (1 - ParameterUpdate.Beta2) * g * g;
                double m = _first[i] / (1 - Math.Pow(ParameterUpdate.Beta1, _step)), v = _second[i] / (1 - Math.Pow(ParameterUpdate.Beta2, _step));
                Parameters[i] -= rate * m / (Math.Sqrt(v) + ParameterUpdate.Epsilon);
            }
            else
                Parameters[i] -= rate * (_first[i] = mu * _first[i] + g);
        }
        return loss;
    }

    /// <summary>The loss of a batch and its gradient, in the order of <see cref="Parameters"/>.</summary>
    public (double Loss, double[] Gradient) Gradient(SparseParityBatch batch)
    {
        int bias = _width * _inputs, output = bias + _width, outputBias = output + _outputs * _width;
        double[] gradient = new double[Parameters.Length], z = new double[_width], f = new double[_outputs], e = new double[_outputs], x = new double[_inputs];
        double loss = 0;
        for (int b = 0; b < batch.Count; b++)
        {
            Input(batch, b, x);
            for (int h = 0; h < _width; h++)
            {
                z[h] = Parameters[bias + h];
                for (int r = 0; r < _inputs; r++)
                    z[h] += Parameters[h * _inputs + r] * x[r];
            }
            for (int o = 0; o < _outputs; o++)
            {
                f[o] = Parameters[outputBias + o];
                for (int h = 0; h < _width; h++)
                    f[o] += Parameters[output + o * _width + h] * Math.Max(z[h], 0);
            }
            loss += Errors(f, batch.Labels[b], e) / batch.Count;
            for (int o = 0; o < _outputs; o++)
            {
                double error = e[o] / batch.Count;
                gradient[outputBias + o] += error;
                for (int h = 0; h < _width; h++)
                    if (z[h] > 0)
                    {
                        gradient[output + o * _width + h] += error * z[h];
                        double back = error * Parameters[output + o * _width + h];
                        gradient[bias + h] += back;
                        for (int r = 0; r < _inputs; r++)
                            gradient[h * _inputs + r] += back * x[r];
                    }
            }
        }
        return (loss, gradient);
    }

    // (one-hot skill, bits)
    private void Input(SparseParityBatch batch, int b, double[] x)
    {
        Array.Clear(x);
        x[batch.Skills[b] - 1] = 1;
        ReadOnlySpan<ulong> bits = batch.Bits(b);
        for (int j = 0; j < _settings.SkillBits; j++)
            x[_settings.SkillCount + j] = (bits[j >> 6] >> (j & 63)) & 1;
    }

    // The loss of one sample and ∂/∂f_o of it.
    private double Errors(double[] f, double y, double[] e)
    {
        if (_settings.Loss == NetworkLoss.CrossEntropy)
        {
            double largest = Math.Max(f[0], f[1]), logSum = largest + Math.Log(Math.Exp(f[0] - largest) + Math.Exp(f[1] - largest));
            for (int o = 0; o < 2; o++)
                e[o] = Math.Exp(f[o] - logSum) - (y == o ? 1 : 0);
            return logSum - f[(int)y];
        }
        double factor = _settings.Loss == NetworkLoss.HalfSquaredError ? 0.5 : 1;
        e[0] = 2 * factor * (f[0] - y);
        return factor * (f[0] - y) * (f[0] - y);
    }
}
