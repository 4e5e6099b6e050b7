namespace ScalingTools.Plotting;

/// <summary>What a sheet of a workbook is for; which rows go there is decided by their type (<see cref="WorkbookKinds"/>).</summary>
public enum WorkbookSheetKind
{
    /// <summary>One row a run: its settings, and the last value of what it measured.</summary>
    Runs,
    /// <summary>Simulations, a row for each measurement.</summary>
    Curves,
    /// <summary>What was measured on curves: exponents, onsets, frontiers, theory beside measurement.</summary>
    Fits,
    /// <summary>Predictions.</summary>
    Theory,
    /// <summary>Anything else.</summary>
    Data,
}
