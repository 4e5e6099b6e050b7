using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ScalingTools.RandomFeatures;

namespace ScalingTools.FeatureLearning;

/// <summary>Gradient flow for N, P → ∞ and any richness, to any time, of any model.</summary>
/// <remarks>
/// <para>
/// Source: arXiv:2409.17858, Eq. 51: dv/dt = -MΛv, dM/dt = γ [f (Λv)ᵀ + Λv fᵀ + 2 (f·Λv) I], f = w* - v. All modes of one eigenvalue move alike, v_k = w*_k h and
/// M_kl = m δ_kl + γ w*_k w*_l S; with the power P_b = Σ λ w*² of a node
/// </para>
/// <para>dh_b/dt = -m λ_b h_b - γ Σ_a S_ba P_a h_a,  dS_ba/dt = (1 - h_b) λ_a h_a + λ_b h_b (1 - h_a),  dm/dt = 2γ Σ_b P_b h_b (1 - h_b).</para>
/// <para>L = Σ_b P_b h_b², |w|²/N = ∫ 2 Σ_b P_b h_b (1 - h_b) dt = (m - 1)/γ. A linear network has γ² for γ, starts at m = 1 + σ², and |w|²/N = m - σ².</para>
/// <para>
/// The rates λ_b spread over many orders of magnitude, so steps are linearly implicit Euler in h, with S and m taken along, extrapolated from 1 … 6 substeps to order 6
/// (Hairer and Wanner, Solving Ordinary Differential Equations II, IV.9): a few hundred steps to t = 10^6.
/// </para>
/// </remarks>
internal sealed class PopulationFlow
{
    private const int Order = 6;
    private const double Tolerance = 1e-7, LargestGrowth = 5, SmallestShrink = 0.2, Safety = 0.8;

    private readonly double[] _lambda, _power;
    private readonly InfiniteStart _start;
    private readonly double _richness;
    private readonly int _size, _width;
    // State: h (width), m and the growth of |w|²/N (a vector), S (size rows of the width).
    private readonly double[][] _tableau;
    private readonly double[] _matrix, _change, _pull;
    private double[] _state;
    private double _step;

    /// <summary>At t = 0, for η = 1.</summary>
    public PopulationFlow(SpectrumBins bins, InfiniteStart start)
    {
        (_start, _richness, _size) = (start, start.Richness, bins.Length);
        int vector = Vector<double>.Count;
        _width = (_size + vector - 1) / vector * vector;
        (_lambda, _power) = (new double[_width], new double[_width]);
        bins.Eigenvalue.CopyTo(_lambda);
        bins.Power.CopyTo(_power);
        _state = new double[_width + vector + _size * _width];
        Array.Fill(_state, 1, 0, _size);
        _state[_width] = start.Kernel;
        _tableau = [.. Enumerable.Range(0, Order).Select(_ => new double[_state.Length])];
        (_matrix, _change, _pull) = (new double[_size * _width], new double[_width], new double[_width]);
        _step = 0.01 / (_lambda.Max() * (start.Kernel + _richness * bins.Power[0]));
    }

    /// <summary>η t.</summary>
    public double Time { get; private set; }

    /// <summary>Steps that were taken.</summary>
    public int Steps { get; private set; }

    /// <summary>h_b, the mode errors at the nodes.</summary>
    public ReadOnlySpan<double> Errors => _state.AsSpan(0, _size);

    /// <summary>L and |w|²/N.</summary>
    public MeanFieldMoment Moment()
    {
        double loss = Loss(_state);
        return new(loss, loss, _start.Norm(_state[_width + 1]));
    }

    /// <summary>Goes on to a time.</summary>
    /// <exception cref="ScalingException">NotConverged where steps become too small.</exception>
    public void Advance(double time, CancellationToken cancellation = default)
    {
        while (Time < time)
        {
            cancellation.ThrowIfCancellationRequested();
            bool last = _step >= time - Time;
            double step = last ? time - Time : _step, error = Extrapolate(step);
            if (error <= 1)
            {
                Time = last ? time : Time + step;
                Steps++;
                (_state, _tableau[^1]) = (_tableau[^1], _state);
            }
            else if (!(step > 1e-13 * Time) || step < 1e-300)
                throw new ScalingException(ScalingError.NotConverged, $"The flow cannot be followed beyond t = {Guard.Text(Time)}.", "Use a smaller Richness.", Time);
            double factor = double.IsFinite(error) ? Math.Clamp(Safety * Math.Pow(Math.Max(error, 1e-12), -1.0 / Order), SmallestShrink, LargestGrowth) : SmallestShrink;
            if (!last || factor < 1)
                _step = step * factor;
        }
    }

    // The Aitken–Neville tableau row by row: T_j,l = T_j,l-1 + (T_j,l-1 - T_j-1,l-1)/(n_j/n_j-l - 1), n_j = j+1; the error over the tolerance.
    private double Extrapolate(double step)
    {
        double[]? before = null;
        for (int j = 0; j < Order; j++)
        {
            double[] row = _tableau[j];
            _state.CopyTo(row, 0);
            for (int i = 0; i <= j; i++)
                Substep(row, step / (j + 1));
        }
        // columns in place, from the last row up
        for (int l = 1; l < Order; l++)
        {
            if (l == Order - 1)
                before = [.. _tableau[Order - 1].AsSpan(0, _width + 1)];
            for (int j = Order - 1; j >= l; j--)
                Combine(_tableau[j], _tableau[j - 1], 1 / ((j + 1.0) / (j + 1 - l) - 1));
        }
        double[] end = _tableau[Order - 1];
        double sum = 0;
        for (int b = 0; b < _size; b++)
            sum += Math.Abs(_power[b]) * (end[b] - before![b]) * (end[b] - before[b]);
        return Math.Max(Math.Sqrt(sum / Loss(end)), Math.Abs(end[_width] - before![_width]) / end[_width]) / Tolerance;
    }

    // (I + δB) Δh = -δBh with B = mΛ + γSP, then S and m with the new h
    private void Substep(double[] state, double delta)
    {
        Span<double> h = state.AsSpan(0, _width), s = state.AsSpan(_width + Vector<double>.Count);
        double scale = state[_width];
        for (int b = 0; b < _size; b++)
        {
            Span<double> row = _matrix.AsSpan(b * _width, _width), from = s.Slice(b * _width, _width);
            double sum = 0;
            for (int a = 0; a < _size; a++)
            {
                row[a] = delta * _richness * from[a] * _power[a];
                sum += row[a] * h[a];
            }
            row[b] += delta * scale * _lambda[b];
            _change[b] = -sum - delta * scale * _lambda[b] * h[b];
            row[b] += 1;
        }
        Solve();
        double growth = 0;
        for (int b = 0; b < _size; b++)
        {
            h[b] += _change[b];
            _pull[b] = delta * _lambda[b] * h[b];
            _change[b] = 1 - h[b];
            growth += 2 * delta * _power[b] * h[b] * _change[b];
        }
        state[_width] += _richness * growth;
        state[_width + 1] += growth;
        for (int b = 0; b < _size; b++)
            AddOuter(s.Slice(b * _width, _width), _change[b], _pull[b]);
    }

    // S_b· += (1 - h_b) δλh + δλ_b h_b (1 - h)
    [MethodImpl(Numerics.Kernel.Method)]
    private void AddOuter(Span<double> row, double learnt, double pull)
    {
        Vector<double> u = new(learnt), v = new(pull);
        for (int a = 0; a < _width; a += Vector<double>.Count)
            (new Vector<double>(row[a..]) + u * new Vector<double>(_pull, a) + v * new Vector<double>(_change, a)).CopyTo(row[a..]);
    }

    // Gaussian elimination; with powers as weights the matrix is symmetric and positive, so that pivots are safe.
    [MethodImpl(Numerics.Kernel.Method)]
    private void Solve()
    {
        int vector = Vector<double>.Count;
        ref double first = ref MemoryMarshal.GetArrayDataReference(_matrix);
        for (int k = 0; k < _size; k++)
        {
            ref double pivot = ref Unsafe.Add(ref first, k * _width);
            double inverse = 1 / Unsafe.Add(ref pivot, k);
            nuint from = (nuint)(k / vector * vector);
            for (int i = k + 1; i < _size; i++)
            {
                ref double row = ref Unsafe.Add(ref first, i * _width);
                double factor = Unsafe.Add(ref row, k) * inverse;
                if (factor == 0)
                    continue;
                Vector<double> minus = new(-factor);
                for (nuint j = from; j < (nuint)_width; j += (nuint)vector)
                    (Vector.LoadUnsafe(ref row, j) + minus * Vector.LoadUnsafe(ref pivot, j)).StoreUnsafe(ref row, j);
                _change[i] -= factor * _change[k];
            }
        }
        for (int k = _size - 1; k >= 0; k--)
        {
            ref double row = ref Unsafe.Add(ref first, k * _width);
            double sum = _change[k];
            for (int j = k + 1; j < _size; j++)
                sum -= Unsafe.Add(ref row, j) * _change[j];
            _change[k] = sum / Unsafe.Add(ref row, k);
        }
    }

    [MethodImpl(Numerics.Kernel.Method)]
    private static void Combine(double[] row, double[] above, double factor)
    {
        Vector<double> f = new(factor);
        int i = 0;
        for (; i + Vector<double>.Count <= row.Length; i += Vector<double>.Count)
        {
            Vector<double> value = new(row, i);
            (value + f * (value - new Vector<double>(above, i))).CopyTo(row, i);
        }
    }

    private double Loss(double[] state)
    {
        double loss = 0;
        for (int b = _size - 1; b >= 0; b--)
            loss += _power[b] * state[b] * state[b];
        return loss;
    }
}
