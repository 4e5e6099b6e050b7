namespace ScalingTools.Backends;

/// <summary>Numbers that a model of a backend keeps.</summary>
internal enum BackendState
{
    /// <summary>θ.</summary>
    Parameters,
    /// <summary>m, the momentum or Adam's first moment.</summary>
    First,
    /// <summary>v, Adam's second moment.</summary>
    Second,
    /// <summary>θ_0, of a model that is taken relative to its start.</summary>
    Start,
}
