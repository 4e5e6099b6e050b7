using ScalingTools.Numerics;

namespace ScalingTools.FeatureLearning;

/// <summary>Training by steps; t counts them.</summary>
internal sealed unsafe class StepTrajectory : StudentTrajectory
{
    private readonly Student _student;
    private readonly StudentGradient _gradient;
    private readonly DivergenceGuard _guard;
    private long _step;

    /// <summary>A student before its first step. The student becomes this instance's, the gradient stays the caller's.</summary>
    /// <exception cref="ScalingException">UnstableLearningRate.</exception>
    public StepTrajectory(FeatureLearningOptions options, Student student, StudentGradient gradient)
    {
        (_student, _gradient) = (student, gradient);
        _guard = new DivergenceGuard(options, DenseKernel.Dot(student.Error, student.Error, student.Length));
        StudentStability.Check(student, gradient, options);
    }

    /// <inheritdoc/>
    public override double* Error => _student.Error;

    /// <inheritdoc/>
    public override double WeightNorm => _student.WeightNorm;

    /// <inheritdoc/>
    public override void AdvanceTo(double time, CancellationToken cancellation)
    {
        for (; _step < time; _step++)
        {
            cancellation.ThrowIfCancellationRequested();
            _student.Step(_gradient.At(Error, _step));
            _guard.Check(DenseKernel.Dot(Error, Error, _student.Length), _step + 1);
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _student.Dispose();
        base.Dispose();
    }
}
