using ScalingTools.Numerics;

namespace ScalingTools.FeatureLearning;

/// <summary>
/// The linear network of App. G, f = (w·Ax - its value at 0)/(γN), entries of w ~ N(0, 1) and of A ~ N(0, σ²) at the start, by plain gradient descent at the rate ηγ²N, so that
/// w(t+1) = w + ηγAg and A(t+1) = A + ηγ w gᵀ. At the start K = Λ^½(AᵀA/N + |w|²/N)Λ^½, about (1 + σ²)Λ, whatever γ.
/// </summary>
/// <remarks>
/// With S = AΛ^½, h = Sĝ and k = Λĝ: u(t+1) = u - (η/N) [Sᵀh + (|w|² + ηγ w·h) k]. The paper gives no factor 1/N and no rates; with these, γ means the same as
/// for the other students except that it enters them squared: w = w(0) + γ w_other. As printed, f = (1/γ)(w·Ax - …), it is the network of w_i ~ N(0, 1/N), A_ij ~ N(0, σ²/N) at the rate ηγ².
/// </remarks>
internal sealed unsafe class NetworkStudent : Student
{
    private readonly double _richness;
    private readonly int _width;
    private readonly DenseRows _s, _weights, _vectors;

    /// <summary>A network before training.</summary>
    public NetworkStudent(FeatureLearningOptions options, StudentFeatures features, int member, int draw) : base(features, options.LearningRate)
    {
        (_richness, _width) = (options.Richness, features.Width);
        (_s, _weights, _vectors) = (new DenseRows(_width, features.Dimension), new DenseRows(2, _width), new DenseRows(2, features.Dimension));
        for (int i = 0; i < _width; i++)
            DenseKernel.Add(_s.Row(i), Math.Sqrt(options.FeatureVariance), features.Rows.Row(member * _width + i), _s.Stride);
        DrawWeights(_weights.AsSpan(0), options, member, draw);
    }

    /// <inheritdoc/>
    public override double WeightNorm => DenseKernel.Dot(_weights.Start, _weights.Start, _weights.Stride) / _width;

    /// <summary>w(0) of a member: the sub-stream after those of all rows of A.</summary>
    public static void DrawWeights(Span<double> to, FeatureLearningOptions options, int member, int draw) =>
        GaussianFill.Fill(to, 0, options.Seed, draw, RandomPurpose.StudentFeatures, (long)to.Length * options.EnsembleSize + member);

    /// <inheritdoc/>
    public override void Step(double* g)
    {
        double* w = _weights.Start, h = _weights.Row(1), k = _vectors.Start, change = _vectors.Row(1);
        DenseKernel.Scale(k, 1, Features.Spectrum.Start, g, Length);
        new Span<double>(change, Length).Clear();
        double rate = LearningRate * _richness, size = DenseKernel.Dot(w, w, _weights.Stride);
        DenseKernel.MultiplyBothAndUpdate(_s, g, h, change, rate, w, k);
        double spike = size + rate * DenseKernel.Dot(w, h, _weights.Stride);
        DenseKernel.Add(w, rate, h, _weights.Stride);
        DenseKernel.Add(change, spike, k, Length);
        DenseKernel.Add(Error, -LearningRate / _width, change, Length);
    }

    /// <inheritdoc/>
    public override void ApplyKernel(double* g, double* to)
    {
        DenseKernel.Scale(to, WeightNorm, Features.Spectrum.Start, g, Length);
        DenseKernel.MultiplyBoth(_s, 0, _width, g, _weights.Row(1), 1.0 / _width, to);
    }

    /// <inheritdoc/>
    public override double KernelTrace()
    {
        double sum = 0;
        for (int i = 0; i < _width; i++)
            sum += DenseKernel.Dot(_s.Row(i), _s.Row(i), _s.Stride);
        return sum / _width + WeightNorm * Features.SpectrumTrace;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _s.Dispose();
        _weights.Dispose();
        _vectors.Dispose();
        base.Dispose();
    }
}
