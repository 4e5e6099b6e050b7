namespace ScalingTools.Multilinear;

/// <summary>How a calibration ended.</summary>
public enum EmergenceCalibrationOutcome
{
    /// <summary>The least squares have a minimum inside the range the data can speak about.</summary>
    Converged,
    /// <summary>The best constant lies at the end of that range: the skill emerges before or after everything that was measured.</summary>
    AtBoundary,
    /// <summary>The prediction does not change with the constant at any measurement, so that no error can be given.</summary>
    NotIdentified,
}
