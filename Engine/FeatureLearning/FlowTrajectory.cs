using ScalingTools.Numerics;

namespace ScalingTools.FeatureLearning;

/// <summary>Training by gradient flow; η multiplies time.</summary>
internal sealed unsafe class FlowTrajectory : StudentTrajectory
{
    private const double Tolerance = 1e-8;

    private readonly double _rate;
    private readonly StudentFlow _flow;
    private readonly DormandPrince _solution;

    /// <summary>A student before training. The flow becomes this instance's.</summary>
    public FlowTrajectory(FeatureLearningOptions options, StudentFlow flow) => (_rate, _flow, _solution) = (options.LearningRate, flow, new DormandPrince(flow.State, flow.Rates, Tolerance));

    /// <inheritdoc/>
    public override double* Error => _flow.Error(_flow.State.Start);

    /// <inheritdoc/>
    public override double WeightNorm => _flow.WeightNorm;

    /// <inheritdoc/>
    public override void AdvanceTo(double time, CancellationToken cancellation) => _solution.AdvanceTo(_rate * time, cancellation);

    /// <inheritdoc/>
    public override void Dispose()
    {
        _solution.Dispose();
        _flow.Dispose();
        base.Dispose();
    }
}
