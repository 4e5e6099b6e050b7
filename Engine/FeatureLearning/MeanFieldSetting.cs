namespace ScalingTools.FeatureLearning;

/// <summary>What the mean-field equations of discrete steps need besides the spectrum. null means infinite.</summary>
internal sealed record MeanFieldSetting
{
    /// <summary>T: times 0 … T are solved.</summary>
    public required int Steps { get; init; }
    /// <summary>η.</summary>
    public required double LearningRate { get; init; }
    /// <summary>γ.</summary>
    public double Richness { get; init; }
    /// <summary>μ; for γ = 0 alone.</summary>
    public double Momentum { get; init; }
    /// <summary>N.</summary>
    public int? Width { get; init; }
    /// <summary>P; null for fresh samples.</summary>
    public long? SampleCount { get; init; }
    /// <summary>B.</summary>
    public int? BatchSize { get; init; }
    /// <summary>Whether two students of an ensemble are correlated too.</summary>
    public bool Ensemble { get; init; }
    /// <summary>Threads; 0 for one for each processor.</summary>
    public int Threads { get; init; }

    /// <summary>Θ(t, s): what a unit of gradient at time s has moved a weight by at time t, η(1-μ^{t-s})/(1-μ), and η for s &lt; t without momentum.</summary>
    public double Response(int lag) => lag <= 0 ? 0 : Momentum == 0 ? LearningRate : LearningRate * (1 - Math.Pow(Momentum, lag)) / (1 - Momentum);
}
