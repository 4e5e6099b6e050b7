namespace ScalingTools.Measurement;

/// <summary>A column that a measurement reads, and whether its logarithm is taken.</summary>
internal readonly record struct MeasurementColumn(string Name, bool Positive = true);
