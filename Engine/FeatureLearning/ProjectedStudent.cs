using ScalingTools.Numerics;

namespace ScalingTools.FeatureLearning;

/// <summary>
/// f = (1/N) w·Aψ (Eq. 3–5): w(t+1) = w + ηSĝ, S(t+1) = S + ηγ w kᵀ with S = AΛ^½ and k = RᵀRĝ/N. Followed is
/// u(t+1) = u - (1/N) [ηSᵀSĝ + ηγ (w(t)·w(t+1)) k].
/// </summary>
internal sealed unsafe class ProjectedStudent : RandomFeatureStudent
{
    private readonly double _richness;
    private readonly DenseRows _s, _vectors;

    /// <summary>A student whose features move within the span of what they were at the start.</summary>
    public ProjectedStudent(FeatureLearningOptions options, StudentFeatures features, int member) : base(options, features, member)
    {
        _richness = options.Richness;
        (_s, _vectors) = (new DenseRows(Width, features.Dimension), new DenseRows(3, Math.Max(Width, features.Dimension)));
        for (int i = 0; i < Width; i++)
            features.Rows.AsSpan(First + i).CopyTo(_s.AsSpan(i));
    }

    /// <inheritdoc/>
    public override void Step(double* g)
    {
        double* k = _vectors.Start, change = _vectors.Row(1), q = _vectors.Row(2); // q = Sĝ
        ApplyKernel(g, k);
        new Span<double>(change, Length).Clear();
        double rate = LearningRate * _richness, before = DenseKernel.Dot(Weights, Weights, PaddedWidth);
        DenseKernel.MultiplyBothAndUpdate(_s, g, q, change, rate, Weights, k);
        double overlap = before + LearningRate * DenseKernel.Dot(Weights, q, PaddedWidth);
        DenseKernel.Add(Weights, LearningRate, q, PaddedWidth);
        DenseKernel.Combine(change, rate * overlap, k, LearningRate, Length);
        DenseKernel.Add(Error, -1.0 / Width, change, Length);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _s.Dispose();
        _vectors.Dispose();
        base.Dispose();
    }
}
