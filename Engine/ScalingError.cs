namespace ScalingTools;

/// <summary>
/// What went wrong, as a stable identifier. Each member is also the PowerShell error id of the same name
/// (<c>Cmdlets/ErrorRecords.cs</c>), so members are never renamed or reused.
/// </summary>
public enum ScalingError
{
    /// <summary>The power-law exponent α of the skill frequencies is not a positive finite number.</summary>
    AlphaNotPositive,
    /// <summary>A number is outside the range its parameter allows.</summary>
    ParameterOutOfRange,
    /// <summary>Disjoint subsets need n_s·m ≤ n_b skill bits, random ones m ≤ n_b and enough distinct subsets.</summary>
    NotEnoughSkillBits,
    /// <summary>A skill index is not in 1 … n_s.</summary>
    SkillNotFound,
    /// <summary>The initial strength R_k(0) is not in (0, S), so the closed form does not hold.</summary>
    InitialStrengthOutOfRange,
    /// <summary>A time is negative or not a number.</summary>
    NegativeTime,
    /// <summary>The model has more basis functions than the task has skills (N > n_s).</summary>
    TooManyParameters,
    /// <summary>A data set of D = 0 points was asked for.</summary>
    NoSamples,
    /// <summary>The simulation would need more memory or steps than it can have; the advice says which method scales.</summary>
    TooLarge,
    /// <summary>A simulation with discrete steps diverged; the learning rate is too large.</summary>
    Diverged,
    /// <summary>No record arrived.</summary>
    EmptyPipeline,
    /// <summary>A record lacks the property that was named.</summary>
    PropertyNotFound,
    /// <summary>A value that must be a number is not one.</summary>
    NotNumeric,
    /// <summary>A value is NaN or infinite.</summary>
    NotFinite,
    /// <summary>A value that must be positive (for a logarithm) is zero or negative.</summary>
    NotPositive,
    /// <summary>Fewer usable points than the fit has parameters, or than the window needs.</summary>
    TooFewPoints,
    /// <summary>The records do not fit together: lengths differ, or a combination of options is contradictory.</summary>
    InconsistentInput,
    /// <summary>A file cannot be written.</summary>
    PathNotWritable,
    /// <summary>The data do not determine every parameter of the fit.</summary>
    NotIdentifiable,
    /// <summary>A minimiser stopped before the minimum.</summary>
    NotConverged,
    /// <summary>A checkpoint is of another configuration, of another version, or damaged.</summary>
    CheckpointMismatch,
    /// <summary>The eigenvalues k^-α of a kernel have no finite sum: α ≤ 1.</summary>
    NotTraceClass,
    /// <summary>The learning rate is beyond the largest at which training is stable, which the advice names.</summary>
    UnstableLearningRate,
    /// <summary>A function that was passed in threw, returned no finite number, or grows too fast for what it is used for.</summary>
    FunctionFailed,
    /// <summary>The theory has no law for these options: an assumption of its theorem, which the message names, does not hold.</summary>
    LawNotApplicable,
    /// <summary>A sweep names a command that does not exist or makes no rows.</summary>
    CommandNotFound,
    /// <summary>A sweep names a parameter that none of its commands has, or a value that the parameter does not take.</summary>
    ParameterNotFound,
    /// <summary>There is no store of runs in the folder, or no such run in the store.</summary>
    RunNotFound,
    /// <summary>A store of runs is of a newer version of ScalingTools.</summary>
    StoreVersion,
    /// <summary>A file of a store of runs is damaged.</summary>
    StoreDamaged,
    /// <summary>A process that worked for a sweep ended before its run did.</summary>
    WorkerLost,
    /// <summary>Slurm's commands are not on this machine.</summary>
    SlurmNotFound,
    /// <summary>Slurm refused what was asked of it, or did not answer.</summary>
    SlurmFailed,
    /// <summary>A file cannot be read.</summary>
    FileNotReadable,
    /// <summary>What is in a file is not of the format it should have; the message names the file and the offset.</summary>
    FileFormat,
    /// <summary>The build has no Plotly.js, with which HTML figures are drawn.</summary>
    PlotlyNotFound,
    /// <summary>A file's name ends in nothing that can be written.</summary>
    UnknownExtension,
    /// <summary>The PowerShell module ImportExcel, which writes workbooks, is not installed.</summary>
    ImportExcelNotFound,
    /// <summary>The backend that was asked for is not installed, or its libraries cannot be loaded.</summary>
    BackendNotFound,
    /// <summary>The backend is of another version than ScalingTools, or its library is too old.</summary>
    BackendVersion,
    /// <summary>The backend has no such device: a GPU was asked for where there is none.</summary>
    DeviceNotFound,
    /// <summary>A device has not enough memory for a batch.</summary>
    OutOfDeviceMemory,
    /// <summary>An unexpected failure inside the engine: a defect worth reporting.</summary>
    InternalError,
}
