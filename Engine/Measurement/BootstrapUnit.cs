namespace ScalingTools.Measurement;

/// <summary>What a bootstrap replicate draws with replacement.</summary>
public enum BootstrapUnit
{
    /// <summary>No bootstrap: the error bars come from the covariance of the fit.</summary>
    None,
    /// <summary>Whole runs, each with all its observations; needs three runs or more.</summary>
    Runs,
    /// <summary>Log residuals, centred and scaled by √(n/(n-k)), put back on the fitted curve.</summary>
    Residuals,
    /// <summary>Observations; for two-resource fits without a run column, where each observation is a run.</summary>
    Observations,
}
