using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ScalingTools.RandomFeatures;

namespace ScalingTools.FeatureLearning;

/// <summary>Discrete steps for N, B, P → ∞, exact, one state instead of a history.</summary>
/// <remarks>
/// <para>
/// Source: arXiv:2409.17858, Eq. 43–44. There A_0ᵀA_0/N = I, so w = A_0 ω and A = A_0 Ξ stay in the span of A_0: v = w* - Ξᵀω, ω(t+1) = ω + η ΞΛv,
/// Ξ(t+1) = Ξ + ηγ ω (Λv)ᵀ. All modes of one eigenvalue move alike, v_k = w*_k h, ω_k = w*_k o, Ξ_kl = δ_kl + w*_k w*_l Y, and with the power P_b = Σ λ w*² of a node
/// </para>
/// <para>h_b = 1 - σ o_b - φ ζ_b - Σ_a Y_ab o_a P_a/λ_a,  o_b(t+1) = o_b + η (σ λ_b h_b + Σ_a Y_ba P_a h_a),  Y_ba(t+1) = Y_ba + ηγ o_b λ_a h_a.</para>
/// <para>
/// φ and ζ are those of a linear network (Eq. 84), which starts at a w_0 of its own, across A_0: w = φ w_0 + γ A_0 ω and A = A_0 Ξ + γ w_0 ζᵀ, with γ² for γ and σδ_kl for δ_kl
/// in the above, and ζ_b(t+1) = ζ_b + ηφ λ_b h_b, φ(t+1) = φ + ηγ² Σ_b P_b ζ_b h_b from φ = 1; elsewhere φ = 0, ζ = 0 and σ = 1.
/// </para>
/// <para>L = Σ_b P_b h_b², |w|²/N = Σ_b (P_b/λ_b) o_b², of a network φ² + γ² Σ_b (P_b/λ_b) o_b². Work is O(nodes²) a step, O(nodes) for γ = 0, where o may have momentum.</para>
/// </remarks>
internal sealed class PopulationSteps
{
    private readonly InfiniteStart _start;
    private readonly double[] _lambda, _power, _norm, _error, _learnt, _layer, _velocity, _push, _seen; // _learnt is o, _layer ζ
    private readonly double[] _features; // Y, rows of the padded width
    private readonly double _rate, _richness, _momentum, _sigma;
    private readonly int _width;
    private double _initial; // φ

    /// <summary>At t = 0.</summary>
    public PopulationSteps(SpectrumBins bins, double learningRate, InfiniteStart start, double momentum = 0)
    {
        (_start, _rate, _richness, _momentum, _initial) = (start, learningRate, start.Richness, momentum, Math.Sqrt(start.WeightNorm));
        int vector = Vector<double>.Count;
        _width = (bins.Length + vector - 1) / vector * vector;
        _sigma = Math.Sqrt(start.FeatureVariance);
        double[] New() => new double[_width];
        (_lambda, _power, _norm, _error, _learnt, _layer, _velocity, _push, _seen) = (New(), New(), New(), New(), New(), New(), New(), New(), New());
        bins.Eigenvalue.CopyTo(_lambda);
        bins.Power.CopyTo(_power);
        for (int b = 0; b < bins.Length; b++)
            _norm[b] = _power[b] / _lambda[b];
        _features = _richness > 0 ? new double[_width * _width] : [];
        Array.Fill(_error, 1, 0, bins.Length);
    }

    /// <summary>h_b, the mode errors at the nodes, padded with zeros.</summary>
    public ReadOnlySpan<double> Errors => _error;

    /// <summary>L and |w|²/N.</summary>
    public MeanFieldMoment Moment()
    {
        double loss = 0, norm = 0;
        for (int b = _width - 1; b >= 0; b--)
        {
            loss += _power[b] * _error[b] * _error[b];
            norm += _norm[b] * _learnt[b] * _learnt[b];
        }
        return new(loss, loss, _start.WeightNorm > 0 ? _initial * _initial + _richness * norm : norm);
    }

    /// <summary>One step.</summary>
    public void Step()
    {
        if (_richness > 0)
            StepRichly();
        else
            for (int b = 0; b < _width && _lambda[b] > 0; b++)
            {
                _velocity[b] = _momentum * _velocity[b] + _lambda[b] * _error[b];
                _layer[b] += _initial * _rate * _velocity[b];
                _learnt[b] += _sigma * _rate * _velocity[b];
                _error[b] = 1 - _sigma * _learnt[b] - _initial * _layer[b];
            }
    }

    // One pass over Y: its row gives o_b(t+1), is moved, and is added to what the new h need.
    [MethodImpl(Numerics.Kernel.Method)]
    private void StepRichly()
    {
        int vector = Vector<double>.Count;
        for (int b = 0; b < _width; b++)
        {
            _push[b] = _lambda[b] * _error[b];
            _velocity[b] = _power[b] * _error[b];
        }
        Array.Clear(_seen);
        ref double push = ref MemoryMarshal.GetArrayDataReference(_push), pulled = ref MemoryMarshal.GetArrayDataReference(_velocity), seen = ref MemoryMarshal.GetArrayDataReference(_seen);
        for (int b = 0; b < _width && _lambda[b] > 0; b++)
        {
            ref double row = ref _features[b * _width];
            Vector<double> dot = default;
            for (nuint a = 0; a < (nuint)_width; a += (nuint)vector)
                dot += Vector.LoadUnsafe(ref row, a) * Vector.LoadUnsafe(ref pulled, a);
            Vector<double> move = new(_rate * _richness * _learnt[b]);
            _learnt[b] += _rate * (_sigma * _push[b] + Vector.Sum(dot));
            Vector<double> weight = new(_norm[b] * _learnt[b]);
            for (nuint a = 0; a < (nuint)_width; a += (nuint)vector)
            {
                Vector<double> moved = Vector.LoadUnsafe(ref row, a) + move * Vector.LoadUnsafe(ref push, a);
                moved.StoreUnsafe(ref row, a);
                (Vector.LoadUnsafe(ref seen, a) + weight * moved).StoreUnsafe(ref seen, a);
            }
        }
        double growth = 0;
        for (int b = _width - 1; b >= 0; b--)
        {
            growth += _velocity[b] * _layer[b];
            _layer[b] += _rate * _initial * _push[b];
        }
        _initial += _rate * _richness * growth;
        for (int b = 0; b < _width && _lambda[b] > 0; b++)
            _error[b] = 1 - _sigma * _learnt[b] - _initial * _layer[b] - _seen[b];
    }
}
