using ScalingTools.Numerics;

namespace ScalingTools.FeatureLearning;

/// <summary>
/// N → ∞, where A_0ᵀA_0/N = 1: exact steps of the kernel K = Λ^½ (AᵀA/N) Λ^½, of a = y - u and of κ = γ|w|²/N (discrete form of Eq. 51, for any ĝ; k = Λĝ):
/// u(t+1) = u - η [Kĝ + (κ + ηγ a·ĝ) k], K(t+1) = K + ηγ (k aᵀ + a kᵀ) + η²γκ k kᵀ, |w|²/N grows by 2η a·ĝ + η² ĝ·Kĝ.
/// </summary>
/// <remarks>A linear network has the same equations with γ² for γ and |w|²/N for κ, which starts at 1, and K starts at σ²Λ. Derived from Eq. 17 with AᵀA/N, Aᵀw/N and |w|²/N as what is followed.</remarks>
internal sealed unsafe class InfiniteStudent : Student
{
    private readonly InfiniteStart _start;
    private readonly double _momentum;
    private readonly DenseRows? _kernel; // none where it stays σ²Λ
    private readonly DenseRows _vectors;
    private double _growth; // |w|²/N, of a network in units of γ²

    /// <summary>A student of infinite width.</summary>
    public InfiniteStudent(FeatureLearningOptions options, StudentFeatures features) : base(features, options.LearningRate)
    {
        (_start, _momentum) = (InfiniteStart.Of(options), options.Momentum);
        _vectors = new DenseRows(5, features.Dimension);
        if (_start.Richness == 0)
            return;
        _kernel = new DenseRows(features.Dimension, features.Dimension);
        for (int k = 0; k < features.Dimension; k++)
            _kernel.Row(k)[k] = _start.FeatureVariance * features.Spectrum.Start[k];
    }

    /// <inheritdoc/>
    public override double WeightNorm => _start.Norm(_growth);

    /// <inheritdoc/>
    public override void Step(double* g)
    {
        double* a = _vectors.Start, k = _vectors.Row(1), change = _vectors.Row(2), seen = _vectors.Row(3), velocity = _vectors.Row(4); // seen = Kĝ
        int n = Length, dimension = Features.Dimension;
        double eta = LearningRate, gamma = _start.Richness, kappa = _start.WeightNorm + gamma * _growth;
        new Span<double>(Features.Target, n).CopyTo(new Span<double>(a, n));
        DenseKernel.Add(a, -1, Error, n);
        DenseKernel.Scale(k, 1, Features.Spectrum.Start, g, n);
        if (_kernel is null)
            DenseKernel.Scale(seen, _start.FeatureVariance, Features.Spectrum.Start, g, n);
        else
            DenseKernel.Multiply(_kernel, 0, dimension, g, seen);
        double overlap = DenseKernel.Dot(a, g, n), square = DenseKernel.Dot(g, seen, n);
        if (_momentum > 0)
        {
            // The read-out moves by m = μm + ηg of its direction: u by Λm, |w|²/N by 2 w·m + |m|².
            DenseKernel.Combine(velocity, eta, g, _momentum, n);
            DenseKernel.Scale(k, 1, Features.Spectrum.Start, velocity, n);
            _growth += 2 * DenseKernel.Dot(a, velocity, n) + DenseKernel.Dot(velocity, k, n);
            DenseKernel.Add(Error, -_start.Kernel, k, n);
            return;
        }
        new Span<double>(seen, n).CopyTo(new Span<double>(change, n));
        DenseKernel.Add(change, kappa + eta * gamma * overlap, k, n);
        if (_kernel is not null)
            for (int i = 0; i < dimension; i++)
            {
                DenseKernel.Add(_kernel.Row(i), eta * gamma * k[i], a, n);
                DenseKernel.Add(_kernel.Row(i), eta * gamma * (a[i] + eta * kappa * k[i]), k, n);
            }
        _growth += 2 * eta * overlap + eta * eta * square;
        DenseKernel.Add(Error, -eta, change, n);
    }

    /// <inheritdoc/>
    public override void ApplyKernel(double* g, double* to) => DenseKernel.Scale(to, _start.Kernel, Features.Spectrum.Start, g, Length);

    /// <inheritdoc/>
    public override double KernelTrace() => _start.Kernel * Features.SpectrumTrace;

    /// <inheritdoc/>
    public override double[] KernelEigenvalues() => Array.ConvertAll(Features.Spectrum.AsSpan(0).ToArray(), eigenvalue => _start.Kernel * eigenvalue);

    /// <inheritdoc/>
    public override void Dispose()
    {
        _kernel?.Dispose();
        _vectors.Dispose();
        base.Dispose();
    }
}
