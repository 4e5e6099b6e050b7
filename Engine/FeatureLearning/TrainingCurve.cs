namespace ScalingTools.FeatureLearning;

/// <summary>What one draw measures at each time.</summary>
/// <param name="TestLoss">|u|² of the mean over the ensemble. Shape (times).</param>
/// <param name="TrainLoss">The same on the samples trained on.</param>
/// <param name="WeightNorm">(1/N) |w|², the mean over the ensemble.</param>
/// <param name="ModeErrors">v_k/w*_k of the mean over the ensemble. Shape (times, modes).</param>
internal sealed record TrainingCurve(double[] TestLoss, double[] TrainLoss, double[] WeightNorm, double[][] ModeErrors);
