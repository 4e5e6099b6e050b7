using ScalingTools.Numerics;

namespace ScalingTools.FeatureLearning;

/// <summary>Training by steps; t counts them.</summary>
internal sealed unsafe class StepTrajectory : StudentTrajectory
{
    private const double LargestGrowth = 1e6; // of the loss

    private readonly FeatureLearningOptions _options;
    private readonly Student _student;
    private readonly StudentGradient _gradient;
    private readonly double _largestLoss;
    private long _step;

    /// <summary>A student before its first step. The student becomes this instance's, the gradient stays the caller's.</summary>
    /// <exception cref="ScalingException">UnstableLearningRate.</exception>
    public StepTrajectory(FeatureLearningOptions options, Student student, StudentGradient gradient)
    {
        (_options, _student, _gradient) = (options, student, gradient);
        _largestLoss = LargestGrowth * DenseKernel.Dot(student.Error, student.Error, student.Length);
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
            if (!(DenseKernel.Dot(Error, Error, _student.Length) <= _largestLoss)) // NaN too
                throw new ScalingException(ScalingError.Diverged, $"Training diverged by step {_step + 1} at LearningRate {Guard.Text(_options.LearningRate)}.",
                    _options.Richness > 0 ? "Features that move make the kernel larger: choose a smaller LearningRate or Richness." : "Choose a smaller LearningRate or a larger BatchSize.",
                    _options.LearningRate);
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _student.Dispose();
        base.Dispose();
    }
}
