using ScalingTools.FeatureLearning;
using ScalingTools.Multilinear;
using ScalingTools.Numerics;

namespace ScalingTools.Experiments;

/// <summary>How one law of random features or feature learning is simulated and predicted at the same x.</summary>
internal abstract class FeatureLawExperiment(FeatureTheoryTestOptions options)
{
    protected FeatureTheoryTestOptions Options { get; } = options;

    protected FeatureLearningOptions Student { get; } = options.Student;

    /// <summary>Draws that were simulated: one where nothing is random.</summary>
    public int Draws { get; protected set; }

    /// <summary>x, ascending.</summary>
    public abstract IReadOnlyList<double> X { get; }

    /// <summary>The mean-field loss at each x.</summary>
    public abstract double[] Theory(CancellationToken cancellation);

    /// <summary>Trains all draws.</summary>
    public abstract void Simulate(IProgress<ScalingProgress>? progress, CancellationToken cancellation);

    /// <summary>The simulated loss at each x, the mean over all draws but one; null: over all.</summary>
    public abstract double[] Mean(int? without);

    /// <summary>The law's exponent in the limit.</summary>
    public double? Exponent()
    {
        if (Student.Task is not { Capacity: { } alpha, Source: { } beta })
            return null;
        ScalingRegime regime = ScalingRegimes.Of(new ScalingRegimeOptions { Capacity = alpha, Source = beta, Richness = Student.Richness });
        return Options.Law switch
        {
            ScalingLawKind.Time => regime.TimeExponent,
            ScalingLawKind.Data => regime.DataExponent,
            ScalingLawKind.Parameters => regime.WidthExponent,
            _ => regime.ComputeExponent,
        };
    }

    /// <summary>XCount values, evenly spaced in log x.</summary>
    /// <exception cref="ScalingException">InconsistentInput for less than half a decade.</exception>
    protected double[] Grid(double from, double to)
    {
        (from, to) = (Options.XMin ?? from, Options.XMax ?? to);
        if (!(to >= from * Math.Sqrt(10)))
            throw new ScalingException(ScalingError.InconsistentInput, $"x = {Guard.Text(from)} to {Guard.Text(to)} is less than half a decade.",
                "An exponent needs a longer range: give XMin and XMax further apart, more modes, or a longer Time.", to);
        return LogSpace.Values(Guard.Positive(from, nameof(Options.XMin)), to, Options.XCount);
    }

    /// <summary>The mean of the losses of draws at one time, all draws but one.</summary>
    protected static double Mean(IReadOnlyList<TrainingCurve> draws, int time, int? without)
    {
        double sum = 0;
        for (int i = 0; i < draws.Count; i++)
            if (i != without)
                sum += draws[i].TestLoss[time];
        return sum / (draws.Count - (without is null ? 0 : 1));
    }
}
