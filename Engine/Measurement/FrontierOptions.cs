namespace ScalingTools.Measurement;

/// <summary>How a compute-optimal frontier is measured.</summary>
public sealed record FrontierOptions
{
    /// <summary>Column of compute C; default Compute.</summary>
    public string ComputeColumn { get; init; } = "Compute";

    /// <summary>Column of the loss L; default Loss.</summary>
    public string LossColumn { get; init; } = "Loss";

    /// <summary>Column of the model size N; default Parameters.</summary>
    public string ParametersColumn { get; init; } = "Parameters";

    /// <summary>Column of the training time T; default Time. Where no record has it, the time columns of the rows stay empty.</summary>
    public string TimeColumn { get; init; } = "Time";

    /// <summary>Column of the run; default Run. Runs of one size are averaged; records without it are one run per size.</summary>
    public string RunColumn { get; init; } = "Run";

    /// <summary>Columns whose values, taken together, name the group; default none.</summary>
    public IReadOnlyList<string> GroupBy { get; init; } = [];

    /// <summary>Compute budgets, evenly spaced in log C over the range of the data; default 24.</summary>
    public int BudgetCount { get; init; } = 24;

    /// <summary>Sizes within this many decades of the best one go into the parabola (three at least); default 1.</summary>
    public double ParabolaDecades { get; init; } = 1;

    /// <summary>Coverage of the exponents' intervals, between 0 and 1; default 0.95.</summary>
    public double ConfidenceLevel { get; init; } = 0.95;

    /// <summary>The columns that are read, that of the theory's exponent included; records may lack some.</summary>
    public IReadOnlyList<string> Columns() =>
        [ComputeColumn, LossColumn, ParametersColumn, TimeColumn, RunColumn, .. GroupBy, Observations.TheoryColumn(ComputeColumn), Observations.AnyTheoryColumn];

    /// <summary>Checks ranges.</summary>
    /// <exception cref="ScalingException">ParameterOutOfRange.</exception>
    public FrontierOptions Validate()
    {
        if (BudgetCount < 2)
            throw Guard.OutOfRange(nameof(BudgetCount), BudgetCount, "at least 2");
        Guard.Positive(ParabolaDecades);
        if (!(ConfidenceLevel > 0 && ConfidenceLevel < 1))
            throw Guard.OutOfRange(nameof(ConfidenceLevel), ConfidenceLevel, "between 0 and 1, such as 0.95");
        return this;
    }
}
