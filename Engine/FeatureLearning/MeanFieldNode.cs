using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ScalingTools.FeatureLearning;

/// <summary>
/// The modes of one eigenvalue λ: their response H = (I + λK)^-1 and the covariance V of their errors v, summed over the modes.
/// </summary>
/// <remarks>
/// v = x - λ K v with a source x of covariance X = Σ w*² 11ᵀ + Count (noise of the features + λ noise of the samples). Row by row:
/// H(t, ·) = e_t - λ Σ_{s&lt;t} K(t, s) H(s, ·), U(t, s) = E x(t) v(s) = Σ_a X(t, a) H(s, a), V(t, s) = U(t, s) - λ Σ_{r&lt;t} K(t, r) V(r, s).
/// </remarks>
internal sealed class MeanFieldNode
{
    private readonly double _eigenvalue, _count, _signal;
    private readonly CausalMatrix _response, _covariance;
    private readonly CausalMatrix? _cross;

    /// <summary>A node of a <see cref="RandomFeatures.SpectrumBins"/>.</summary>
    public MeanFieldNode(double eigenvalue, double count, double power, int times, bool ensemble)
    {
        (_eigenvalue, _count, _signal) = (eigenvalue, count, power / eigenvalue);
        (_response, _covariance) = (new(times), new(times));
        _cross = ensemble ? new(times) : null;
    }

    /// <summary>How many numbers a node keeps.</summary>
    public static long Size(long times, bool ensemble) => CausalMatrix.Size(times) * (ensemble ? 3 : 2);

    /// <summary>Row t of H and of V.</summary>
    /// <param name="t">The time.</param>
    /// <param name="kernel">K(t, ·), zero from t on. Shape (padded).</param>
    /// <param name="featureNoise">E n(t) n(s) of the features, s ≤ t, zero beyond. Shape (padded).</param>
    /// <param name="sampleNoise">The same of the samples, over λ.</param>
    /// <param name="crossNoise">The same between two students.</param>
    /// <param name="scratch">Five vectors. Shape (5, padded).</param>
    public void Advance(int t, ReadOnlySpan<double> kernel, ReadOnlySpan<double> featureNoise, ReadOnlySpan<double> sampleNoise, ReadOnlySpan<double> crossNoise, Span<double> scratch)
    {
        int length = scratch.Length / 5;
        Span<double> source = scratch[..length], sum = scratch.Slice(length, length), dots = scratch.Slice(2 * length, length);
        for (int s = 0; s <= t; s++)
            source[s] = _signal + _count * (featureNoise[s] + _eigenvalue * sampleNoise[s]);
        source[(t + 1)..].Clear();
        _response.Sweep(t, kernel, source, sum, dots);
        Span<double> response = _response.Row(t);
        for (int s = 0; s < t; s++)
            response[s] = -_eigenvalue * sum[s];
        response[t] = 1;
        Correlate(_covariance, t, kernel, source, dots, scratch);
        if (_cross is null)
            return;
        for (int s = 0; s <= t; s++)
            source[s] = _signal + _count * _eigenvalue * crossNoise[s];
        _response.Product(t, source, dots);
        Correlate(_cross, t, kernel, source, dots, scratch);
    }

    /// <summary>Adds row t to sums over nodes.</summary>
    /// <param name="t">The time.</param>
    /// <param name="sums">To be added to.</param>
    public void AddTo(int t, MeanFieldSums sums)
    {
        double lambda = _eigenvalue;
        Add(_response.Row(t), _count * lambda, sums.Response);
        Add(_response.Row(t), _count * lambda * lambda, sums.SquareResponse);
        Add(_covariance.Row(t), lambda, sums.Covariance);
        Add(_covariance.Row(t), lambda * lambda, sums.SquareCovariance);
        if (_cross is not null)
            Add(_cross.Row(t), lambda, sums.Cross);
    }

    // dots: U(t, s) for s < t
    private void Correlate(CausalMatrix covariance, int t, ReadOnlySpan<double> kernel, ReadOnlySpan<double> source, ReadOnlySpan<double> dots, Span<double> scratch)
    {
        int length = scratch.Length / 5;
        Span<double> product = scratch.Slice(3 * length, length), other = scratch.Slice(4 * length, length);
        covariance.SymmetricProduct(t, kernel, product, other);
        Span<double> row = covariance.Row(t);
        ReadOnlySpan<double> response = _response.Row(t);
        double own = 0, memory = 0;
        for (int s = 0; s < t; s++)
        {
            row[s] = dots[s] - _eigenvalue * product[s];
            own += source[s] * response[s];
            memory += kernel[s] * row[s];
        }
        row[t] = own + source[t] - _eigenvalue * memory;
    }

    // rows are padded to whole vectors
    [MethodImpl(Numerics.Kernel.Method)]
    private static void Add(ReadOnlySpan<double> row, double weight, Span<double> sum)
    {
        Vector256<double> factor = Vector256.Create(weight);
        ref double from = ref MemoryMarshal.GetReference(row), to = ref MemoryMarshal.GetReference(sum[..row.Length]);
        for (nuint i = 0; i < (nuint)row.Length; i += (nuint)Vector256<double>.Count)
            Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref from, i), factor, Vector256.LoadUnsafe(ref to, i)).StoreUnsafe(ref to, i);
    }
}
