namespace ScalingTools.Plotting;

/// <summary>How rows become a workbook.</summary>
public sealed record WorkbookOptions
{
    /// <summary>Sheet of rows that are not of this library. Default: Data.</summary>
    public string WorksheetName { get; init; } = "Data";
    /// <summary>Column of the charts' horizontal axis. Default (null): Time, or another resource of which there are several values.</summary>
    public string? X { get; init; }
    /// <summary>Column of the charts' vertical axis. Default (null): Loss, TestLoss, Strength, Accuracy, Error or Eigenvalue, whichever there is first.</summary>
    public string? Y { get; init; }
    /// <summary>Title of the charts. Default: what they show.</summary>
    public string Title { get; init; } = "";
    /// <summary>Whether rows go below those of sheets with the same columns. Default: no.</summary>
    public bool Append { get; init; }
    /// <summary>Whether sheets of the same names are replaced and others kept. Default: no.</summary>
    public bool Replace { get; init; }
    /// <summary>What the sheet About says besides, such as the command line. Default: nothing.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Facts { get; init; } = [];
    /// <summary>Rows that a sheet can have, its header included; Excel has 1,048,576. Smaller in tests.</summary>
    internal int MostRows { get; init; } = 1_048_576;
}
