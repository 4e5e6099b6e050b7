using ScalingTools.Numerics;

namespace ScalingTools.FeatureLearning;

/// <summary>
/// f = (1/N) w·B A_0 ψ with B(0) = 1 (Eq. 17): w(t+1) = w + ηBh, B(t+1) = B + (ηγ/N) w hᵀ, h = Rĝ. Followed are p = Bᵀw, which becomes
/// p + ηBᵀBh + (ηγ/N) (w(t)·w(t+1)) h, and u = y - Rᵀp/N.
/// </summary>
internal sealed unsafe class RotatedStudent : RandomFeatureStudent
{
    private readonly double _richness;
    private readonly DenseRows _b, _vectors;

    /// <summary>A student whose features move among themselves.</summary>
    public RotatedStudent(FeatureLearningOptions options, StudentFeatures features, int member) : base(options, features, member)
    {
        _richness = options.Richness;
        (_b, _vectors) = (new DenseRows(Width, Width), new DenseRows(2, Width));
        for (int i = 0; i < Width; i++)
            _b.Row(i)[i] = 1;
    }

    /// <summary>B. Shape (N, N).</summary>
    public DenseRows Mixing => _b;

    /// <inheritdoc/>
    public override void Step(double* g)
    {
        double* h = Seen, change = _vectors.Start, q = _vectors.Row(1); // q = Bh
        int n = PaddedWidth;
        DenseKernel.Multiply(Features.Rows, First, Width, g, h);
        new Span<double>(change, n).Clear();
        double rate = LearningRate * _richness / Width, before = DenseKernel.Dot(Weights, Weights, n);
        DenseKernel.MultiplyBothAndUpdate(_b, h, q, change, rate, Weights, h);
        double overlap = before + LearningRate * DenseKernel.Dot(Weights, q, n);
        DenseKernel.Add(Weights, LearningRate, q, n);
        DenseKernel.Combine(change, rate * overlap, h, LearningRate, n);
        DenseKernel.AddTransposed(Features.Rows, First, Width, -1.0 / Width, change, Error);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _b.Dispose();
        _vectors.Dispose();
        base.Dispose();
    }
}
