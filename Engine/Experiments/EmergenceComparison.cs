using ScalingTools.Measurement;
using ScalingTools.Multilinear;

namespace ScalingTools.Experiments;

/// <summary>Measured emergence of one skill beside the prediction of an extended model: when, how far apart, and how far the curves lie apart.</summary>
/// <remarks>
/// Onsets are where R/S reaches the threshold, geometric means over the runs; differences are in log10 of the resource. Errors are of R/S, measured less
/// predicted; every observation counts once, so an x that was measured often counts often, and a grid with many x after the transition has a smaller mean.
/// </remarks>
public sealed record EmergenceComparison
{
    /// <summary>The group; empty when nothing was grouped.</summary>
    public required string Group { get; init; }
    /// <summary>Time, Data or Parameters.</summary>
    public required EmergenceResource Resource { get; init; }
    /// <summary>c, D_c or N_c.</summary>
    public required double Constant { get; init; }
    /// <summary>Its standard error; null where it was not calibrated.</summary>
    public double? ConstantError { get; init; }
    /// <summary>S; null unless the resource is Time.</summary>
    public double? TargetScale { get; init; }
    /// <summary>R_k(0); null unless the resource is Time.</summary>
    public double? InitialStrength { get; init; }
    /// <summary>η; null unless the resource is Time.</summary>
    public double? LearningRate { get; init; }
    /// <summary>k, from 1.</summary>
    public required long Skill { get; init; }
    /// <summary>P_s(k); null where it was not told, which Parameters allows.</summary>
    public double? Frequency { get; init; }
    /// <summary>θ, the threshold of R/S.</summary>
    public required double Threshold { get; init; }
    /// <summary>What counts as the measured crossing.</summary>
    public required CrossingRule Crossing { get; init; }
    /// <summary>The resource at which the skill was measured to emerge; null where no run crosses.</summary>
    public double? MeasuredOnset { get; init; }
    /// <summary>MeasuredOnset divided by ten to the power of MeasuredDeviation.</summary>
    public double? MeasuredLow { get; init; }
    /// <summary>MeasuredOnset times ten to the power of MeasuredDeviation.</summary>
    public double? MeasuredHigh { get; init; }
    /// <summary>Standard deviation of log10 of the onset over the runs that cross; null below two.</summary>
    public double? MeasuredDeviation { get; init; }
    /// <summary>The resource at which the model has the skill emerge; null where it starts at the threshold, or never reaches it.</summary>
    public double? PredictedOnset { get; init; }
    /// <summary>PredictedOnset where the constant is one standard error off to the early side; null without an error.</summary>
    public double? PredictedLow { get; init; }
    /// <summary>PredictedOnset where the constant is one standard error off to the late side; null without an error.</summary>
    public double? PredictedHigh { get; init; }
    /// <summary>log10(MeasuredOnset/PredictedOnset); positive where the skill emerges later than predicted.</summary>
    public double? DifferenceDecades { get; init; }
    /// <summary>DifferenceDecades/MeasuredDeviation, in standard deviations over runs (not standard errors of their mean); null for one run.</summary>
    public double? StandardDeviations { get; init; }
    /// <summary>Root mean square of the errors over all x and runs; contains the scatter between runs.</summary>
    public required double RootMeanSquareError { get; init; }
    /// <summary>Root mean square over x of the mean error over runs: how far the mean curve is from the prediction.</summary>
    public required double MeanCurveError { get; init; }
    /// <summary>Mean of the errors; positive where the skill was learnt earlier than predicted.</summary>
    public required double MeanError { get; init; }
    /// <summary>The error largest in size, with its sign.</summary>
    public required double LargestError { get; init; }
    /// <summary>Runs.</summary>
    public required int Runs { get; init; }
    /// <summary>Runs with a crossing inside the data.</summary>
    public required int RunsCrossed { get; init; }
    /// <summary>Observations that the errors are over.</summary>
    public required int Count { get; init; }
    /// <summary>Observations left out because of a value that is not a number; counted per group, over its skills.</summary>
    public required int Excluded { get; init; }
    /// <summary>Whether the skill was measured to emerge.</summary>
    public required EmergenceOutcome Outcome { get; init; }
    /// <summary>What to change, and what the model says where one onset is missing; empty where all is well.</summary>
    public required string Advice { get; init; }
}
