using ScalingTools.Numerics;

namespace ScalingTools.FeatureLearning;

/// <summary>One student in training by steps, in the coordinates of <see cref="StudentFeatures"/>. It keeps its error u up to date, so that a step passes through each matrix once or twice.</summary>
internal abstract unsafe class Student : IDisposable
{
    private readonly DenseRows _error;

    /// <summary>A student that knows nothing: u = y.</summary>
    protected Student(StudentFeatures features, double learningRate)
    {
        (Features, LearningRate, _error) = (features, learningRate, new DenseRows(1, features.Dimension));
        Length = _error.Stride;
        new Span<double>(features.Target, Length).CopyTo(new Span<double>(Error, Length));
    }

    /// <summary>u = Λ^½ (w* - Aᵀw/N). Shape (D), padded.</summary>
    public double* Error => _error.Start;

    /// <summary>D, padded.</summary>
    public int Length { get; }

    /// <summary>(1/N) |w|².</summary>
    public abstract double WeightNorm { get; }

    /// <summary>R and y.</summary>
    protected StudentFeatures Features { get; }

    /// <summary>η.</summary>
    protected double LearningRate { get; }

    /// <summary>One step along ĝ.</summary>
    public abstract void Step(double* g);

    /// <summary>to = K ĝ, with the kernel K of the start: u changes at the rate -ηKĝ. Shapes (D).</summary>
    public abstract void ApplyKernel(double* g, double* to);

    /// <summary>Σ of the eigenvalues of K.</summary>
    public abstract double KernelTrace();

    /// <summary>The eigenvalues of K, those that may differ from 0; null where they would take too long.</summary>
    public virtual double[]? KernelEigenvalues() => null;

    /// <summary>The student that options ask for.</summary>
    /// <param name="options">Checked options of GradientDescent.</param>
    /// <param name="features">Of this draw; rotated unless the model is a linear network.</param>
    /// <param name="member">Which one of the ensemble.</param>
    /// <param name="draw">Which draw.</param>
    public static Student Create(FeatureLearningOptions options, StudentFeatures features, int member, int draw) =>
        options.Width is null ? new InfiniteStudent(options, features)
        : options.Model == StudentModel.LinearNetwork ? new NetworkStudent(options, features, member, draw)
        : options.Richness == 0 ? new LazyStudent(options, features, member)
        : options.Model == StudentModel.ProjectedFeatures ? new ProjectedStudent(options, features, member) : new RotatedStudent(options, features, member);

    /// <inheritdoc/>
    public virtual void Dispose() => _error.Dispose();
}
