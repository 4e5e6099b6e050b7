using MathNet.Numerics.Statistics;
using ScalingTools.Multilinear;

namespace ScalingTools.Experiments;

/// <summary>The constant that a group is compared with, and its standard error.</summary>
internal static class EmergenceConstant
{
    /// <summary>The constant given; else that of the calibrations; else the paper's.</summary>
    /// <param name="options">Constant, calibrations and resource.</param>
    /// <param name="group">The group's name.</param>
    /// <exception cref="ScalingException">InconsistentInput: no calibration is of the resource; NotIdentifiable: none converged.</exception>
    public static (double Constant, double? Error) Of(EmergenceComparisonOptions options, string group)
    {
        if (options.Calibrations.Count == 0)
            return (options.Constant ?? EmergencePrediction.DefaultConstant(options.Resource), null);
        EmergenceCalibration[] fitting = [.. options.Calibrations.Where(c => c.Resource == options.Resource)];
        if (fitting.Length == 0)
            throw new ScalingException(ScalingError.InconsistentInput, $"The calibration is of {options.Calibrations[0].Resource}, not of {options.Resource}.",
                $"Calibrate on a run whose {options.Resource} grows, or compare along {options.Calibrations[0].Resource}.", options.Calibrations[0]);
        EmergenceCalibration[] found = [.. fitting.Where(c => c.Outcome == EmergenceCalibrationOutcome.Converged)];
        if (found.Length == 0)
            throw new ScalingException(ScalingError.NotIdentifiable, $"The calibration found no constant: its outcome is {fitting[0].Outcome}.",
                "Calibrate on strengths along the transition, neither all 0 nor all 1.", fitting[0]);
        EmergenceCalibration[] own = [.. found.Where(c => group.Length > 0 && c.Group == group)];
        double[] constants = [.. (own.Length > 0 ? own : found).Select(c => c.Constant)];
        return constants.Length == 1
            ? (constants[0], (own.Length > 0 ? own : found)[0].StandardError)
            : (constants.Average(), constants.StandardDeviation() / Math.Sqrt(constants.Length));
    }
}
