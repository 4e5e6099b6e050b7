namespace ScalingTools.FeatureLearning;

/// <summary>What the mean-field equations say of one time.</summary>
/// <param name="TestLoss">C_0(t, t) of the mean of the students.</param>
/// <param name="TrainLoss">C_1(t, t); C_0(t, t) for fresh samples.</param>
/// <param name="WeightNorm">C_w(t, t) = |w|²/N of one student.</param>
internal readonly record struct MeanFieldMoment(double TestLoss, double TrainLoss, double WeightNorm);
