using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ScalingTools.Numerics;

namespace ScalingTools.Networks;

/// <summary>One step of the optimiser on a row of parameters, as PyTorch makes it.</summary>
/// <remarks>
/// g ← g + λθ. Sgd: θ ← θ - η g; with momentum μ the buffer is m ← μm + g and θ ← θ - ηm. Adam at its t-th step: m ← β_1 m + (1-β_1) g,
/// v ← β_2 v + (1-β_2) g², θ ← θ - η/(1-β_1^t) · m / (√v/√(1-β_2^t) + ε). AdamW leaves g alone and begins with θ ← (1 - ηλ) θ.
/// Sources: Kingma and Ba 2015; Loshchilov and Hutter 2019, arXiv:1711.05101; PyTorch's SGD, Adam and AdamW.
/// </remarks>
internal readonly unsafe struct ParameterUpdate
{
    public const double Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8;

    private readonly bool _adam;
    private readonly float _decay, _loss, _momentum, _rate, _secondScale;

    /// <summary>The step from t to t + 1 of a two-layer network.</summary>
    public ParameterUpdate(TrainingSettings settings, long step) : this(settings.Optimizer, settings.RateAt(step), settings.Momentum, settings.WeightDecay, step) { }

    /// <summary>The step from t to t + 1.</summary>
    /// <param name="optimizer">Whose.</param>
    /// <param name="rate">η_t.</param>
    /// <param name="momentum">μ of Sgd.</param>
    /// <param name="weightDecay">λ.</param>
    /// <param name="step">t, from 0.</param>
    public ParameterUpdate(NetworkOptimizer optimizer, double rate, double momentum, double weightDecay, long step)
    {
        _adam = optimizer != NetworkOptimizer.Sgd;
        (_decay, _loss) = optimizer == NetworkOptimizer.AdamW ? (0f, (float)(rate * weightDecay)) : ((float)weightDecay, 0f);
        _momentum = (float)momentum;
        if (_adam)
        {
            _rate = (float)(rate / (1 - Math.Pow(Beta1, step + 1)));
            _secondScale = (float)(1 / Math.Sqrt(1 - Math.Pow(Beta2, step + 1)));
        }
        else
            _rate = (float)rate;
    }

    /// <summary>How many numbers besides each parameter the optimiser remembers: 0, 1 or 2.</summary>
    public static int Moments(TrainingSettings settings) => settings.Optimizer != NetworkOptimizer.Sgd ? 2 : settings.Momentum != 0 ? 1 : 0;

    /// <summary>θ, m and v after the step; where the lost digits are kept, steps far below the last digit of θ add up (Kahan's summation).</summary>
    /// <param name="parameters">θ. Shape (count).</param>
    /// <param name="gradients">g. Shape (count).</param>
    /// <param name="first">m, where there is one. Shape (count).</param>
    /// <param name="second">v, where there is one. Shape (count).</param>
    /// <param name="count">A multiple of eight.</param>
    /// <param name="lost">What rounding took from θ so far, θ - (θ that was meant); null if it may be lost. Shape (count).</param>
    [MethodImpl(Kernel.Method)]
    public void Apply(float* parameters, float* gradients, float* first, float* second, int count, float* lost = null)
    {
        Vector256<float> decay = Vector256.Create(_decay), rate = Vector256.Create(_rate), momentum = Vector256.Create(_momentum);
        for (int i = 0; i < count; i += 8)
        {
            Vector256<float> p = Vector256.Load(parameters + i), g = Vector256.Load(gradients + i);
            if (_decay != 0)
                g += decay * p;
            // 1 - ηλ would lose the digits of a small ηλ.
            if (_loss != 0)
                p -= p * _loss;
            if (_adam)
                g = AdamDirection(g, first + i, second + i, _secondScale);
            else if (_momentum != 0)
            {
                g += momentum * Vector256.Load(first + i);
                g.Store(first + i);
            }
            Vector256<float> next;
            if (lost == null)
                next = p - rate * g;
            else
            {
                Vector256<float> meant = rate * g + Vector256.Load(lost + i);
                next = p - meant;
                (next - p + meant).Store(lost + i);
            }
            next.Store(parameters + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> AdamDirection(Vector256<float> g, float* first, float* second, float secondScale)
    {
        Vector256<float> m = Vector256.Load(first) * (float)Beta1 + g * (float)(1 - Beta1);
        Vector256<float> v = Vector256.Load(second) * (float)Beta2 + g * g * (float)(1 - Beta2);
        m.Store(first);
        v.Store(second);
        return m / (Vector256.Sqrt(v) * secondScale + Vector256.Create((float)Epsilon));
    }
}
