namespace ScalingTools.FeatureLearning;

/// <summary>Ends a run whose loss is no number or a million times what it was at the start.</summary>
internal sealed class DivergenceGuard(FeatureLearningOptions options, double initialLoss)
{
    private readonly double _largest = 1e6 * initialLoss;

    /// <summary>Looks at the loss after a step.</summary>
    /// <exception cref="ScalingException">Diverged.</exception>
    public void Check(double loss, long step)
    {
        if (!(loss <= _largest)) // NaN too
            throw new ScalingException(ScalingError.Diverged, $"Training diverged by step {step} at LearningRate {Guard.Text(options.LearningRate)}.",
                options.Richness > 0 ? "Features that move make the kernel larger: choose a smaller LearningRate or Richness." : "Choose a smaller LearningRate or a larger BatchSize.",
                options.LearningRate);
    }
}
