using ScalingTools.Numerics;
using ScalingTools.SparseParity;

namespace ScalingTools.Networks;

/// <summary>Strength and loss of every skill of a network, on test samples that are drawn once for each skill.</summary>
/// <remarks>
/// R_k = mean of g_k f over n samples of skill k, its standard error s/√n with s the standard deviation of g_k f, and L_k = mean ½(f - S g_k)².
/// For logits f is p_1 - p_0 = tanh(d/2), d their difference, with the sign of an odd parity for which p_1 stands, and L_k the mean cross-entropy.
/// Source: Nam et al. 2024, Eq. 137.
/// </remarks>
internal sealed class StrengthMeasurement : IDisposable
{
    private readonly TrainingSettings _settings;
    private readonly StrengthMethod _method;
    private readonly int _samples, _threads;
    private readonly InputLayout _layout;
    private readonly PackedBatch _test; // skill after skill, each in the order of its keys
    private readonly AlignedMemory _function;

    /// <summary>Draws the test samples.</summary>
    /// <param name="settings">Task, loss and seed.</param>
    /// <param name="method">How strengths are measured.</param>
    /// <param name="samples">n ≥ 2, of each skill.</param>
    /// <param name="threads">Threads for exact strengths; sampling uses the trainer's.</param>
    public StrengthMeasurement(TrainingSettings settings, StrengthMethod method, int samples, int threads = 1)
    {
        (_settings, _method, _samples, _threads) = (settings, method, samples, threads);
        int count = checked(settings.SkillCount * samples);
        _layout = new InputLayout(settings.SkillCount, settings.SkillBits, count);
        _test = new PackedBatch(_layout, count);
        _function = new AlignedMemory((long)_test.Padded * sizeof(float));
        for (int k = 1; k <= settings.SkillCount; k++)
        {
            SparseParityBatch drawn = settings.Task.Draw(samples, new RandomStream(settings.Seed, 0, RandomPurpose.TestSamples, k), k);
            int[] order = [.. Enumerable.Range(0, samples).OrderBy(b => _layout.Key(k, drawn.Bits(b)))];
            for (int b = 0; b < samples; b++)
            {
                ReadOnlySpan<ulong> bits = drawn.Bits(order[b]);
                _test.Set(_layout, (k - 1) * samples + b, k, bits, settings.Task.BasisFunction(k, k, bits));
            }
        }
    }

    /// <summary>Bytes held.</summary>
    public long Bytes => _test.Bytes + _function.Length;

    /// <summary>The state of every skill, at index k-1; null where the network is no longer finite.</summary>
    public SkillState[]? Measure(ParityTrainer trainer, CancellationToken cancellation = default)
    {
        trainer.Evaluate(_test, _layout, _function);
        SkillState[] states = [.. Enumerable.Range(0, _settings.SkillCount).Select(OfSkill)];
        if (!states.All(state => double.IsFinite(state.Strength) && double.IsFinite(state.Loss)))
            return null;
        if (_method == StrengthMethod.Exact)
        {
            TwoLayerWeights network = trainer.Weights()!;
            // -∞ in a hidden layer does not show in the function.
            if (!network.Hidden.Concat(network.HiddenBias).Concat(network.Output).All(float.IsFinite))
                return null;
            double[] exact = ExactStrength.Strengths(network, _settings.Task, [.. Enumerable.Range(1, states.Length)], _threads, cancellation);
            for (int k = 0; k < states.Length; k++)
                states[k] = states[k] with { Strength = exact[k], StandardError = null };
        }
        return states;
    }

    private unsafe SkillState OfSkill(int k)
    {
        bool logits = _settings.Loss == NetworkLoss.CrossEntropy;
        double scale = _settings.Task.TargetScale, mean = 0, sum = 0, squares = 0, loss = 0, first = 0;
        ReadOnlySpan<float> function = _function.AsFloats().Slice(k * _samples, _samples), sign = new(_test.Targets + (long)k * _samples, _samples);
        if (_method == StrengthMethod.Centered)
        {
            foreach (float f in function)
                mean += logits ? Math.Tanh(f / 2) : f;
            mean /= _samples;
        }
        for (int b = 0; b < function.Length; b++)
        {
            double f = function[b], g = sign[b];
            if (logits)
            {
                loss += Math.Max(g * f, 0) + Elementary.Log1p(Math.Exp(-Math.Abs(f))); // ln(1 + e^{gf}): even parity, g = 1, is label 0
                (f, g) = (Math.Tanh(f / 2), -g);
            }
            else
                loss += (f - scale * g) * (f - scale * g) / 2;
            double term = g * (f - mean);
            // Sums of the distance from the first: a skill that is learnt varies by a millionth of itself.
            first = b == 0 ? term : first;
            sum += term - first;
            squares += (term - first) * (term - first);
        }
        double distance = sum / _samples, variance = Math.Max(0, squares - sum * distance) / (_samples - 1);
        return new SkillState(first + distance, Math.Sqrt(variance / _samples), loss / _samples);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _test.Dispose();
        _function.Dispose();
    }
}
