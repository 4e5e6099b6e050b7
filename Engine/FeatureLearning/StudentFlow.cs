using ScalingTools.Numerics;

namespace ScalingTools.FeatureLearning;

/// <summary>One student under gradient flow at η = 1, in the coordinates of <see cref="StudentFeatures"/>: a state and its rates of change.</summary>
internal abstract unsafe class StudentFlow : IDisposable
{
    private readonly DenseRows _error;

    /// <summary>A flow at its start.</summary>
    /// <param name="features">R and y.</param>
    /// <param name="gradient">The whole population, or samples that stay the same.</param>
    /// <param name="state">What moves.</param>
    protected StudentFlow(StudentFeatures features, StudentGradient gradient, DenseRows state)
    {
        (Features, Gradient, State, _error) = (features, gradient, state, new DenseRows(1, features.Dimension));
        Length = _error.Stride;
    }

    /// <summary>What moves.</summary>
    public DenseRows State { get; }

    /// <summary>(1/N) |w|².</summary>
    public abstract double WeightNorm { get; }

    /// <summary>R and y.</summary>
    protected StudentFeatures Features { get; }

    /// <summary>What is seen of an error.</summary>
    protected StudentGradient Gradient { get; }

    /// <summary>D, padded.</summary>
    protected int Length { get; }

    /// <summary>u of a state. Shape (D); valid until the next call.</summary>
    public double* Error(double* state)
    {
        new Span<double>(Features.Target, Length).CopyTo(new Span<double>(_error.Start, Length));
        SubtractOutput(state, _error.Start);
        return _error.Start;
    }

    /// <summary>The rates of change of a state, in its layout.</summary>
    public abstract void Rates(double* state, double* rates);

    /// <summary>The flow that options ask for.</summary>
    public static StudentFlow Create(FeatureLearningOptions options, StudentFeatures features, StudentGradient gradient, int member, int draw) =>
        options.Width is null ? new InfiniteFlow(options, features, gradient)
        : options.Model == StudentModel.LinearNetwork ? new NetworkFlow(options, features, gradient, member, draw)
        : new RotatedFlow(options, features, gradient, member);

    /// <inheritdoc/>
    public virtual void Dispose()
    {
        State.Dispose();
        _error.Dispose();
    }

    /// <summary>u -= Λ^½ of what the student knows.</summary>
    protected abstract void SubtractOutput(double* state, double* u);
}
