namespace ScalingTools.Plotting;

/// <summary>How rows become a report.</summary>
public sealed record ReportOptions
{
    /// <summary>Above the page. Default: what the first figure shows.</summary>
    public string Title { get; init; } = "";
    /// <summary>What the experiment asks. Default: nothing.</summary>
    public string Question { get; init; } = "";
    /// <summary>Column of the figures' horizontal axis. Default (null): Time, or another resource of which there are several values.</summary>
    public string? X { get; init; }
    /// <summary>Column of the figures' vertical axis. Default (null): Loss, TestLoss, Strength, Accuracy, Error or Eigenvalue, whichever there is first.</summary>
    public string? Y { get; init; }
    /// <summary>Columns whose values, taken together, name the series. Default (null): those of which the same x has several values.</summary>
    public IReadOnlyList<string>? GroupBy { get; init; }
    /// <summary>The commands that made the rows. Default: none.</summary>
    public string Command { get; init; } = "";
    /// <summary>What else somebody needs who wants to do it again, such as versions and the date. Default: nothing.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Facts { get; init; } = [];
}
