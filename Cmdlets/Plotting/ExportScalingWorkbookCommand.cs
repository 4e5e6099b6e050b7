using System.Management.Automation;
using ScalingTools.Plotting;

namespace ScalingTools.Cmdlets;

/// <summary>Writes rows of any kinds to one Excel workbook: runs, curves, fits and theory on sheets of their own, native charts with log axes, and what made them.</summary>
/// <remarks>
/// <para>
/// The type of a row decides its sheet: simulations go to Curves, with a row for each run in Runs; what Measure- and Test- cmdlets write to Fits; predictions to Theory; anything else to the sheet -WorksheetName. Rows of a
/// second type get a sheet with the type's name behind. Charts shows each sheet of curves with its theory dashed, and About says the command, the versions, the parameters and the seeds.
/// </para>
/// <para>
/// The module ImportExcel has to be installed. An old file is written over, unless -Append or -Replace keeps it; the new one is written beside its place first, so that an old one stays whole if anything fails.
/// </para>
/// <para>
/// -Append writes rows below those with the same columns, or on a new sheet, and adds a chart for them. -Replace exchanges the rows of the sheets with the same columns. All other sheets stay as they are, and so do charts that
/// were drawn by hand; a chart of this cmdlet loses what showed the old rows, and shows the new ones beside what else is in it.
/// </para>
/// </remarks>
/// <example>
/// An experiment as one workbook.
/// <code>$runs = Invoke-MultilinearTraining -Alpha 0.3, 0.6 -Time log:10:1e6:60
/// $fits = $runs | Measure-ScalingExponent -X Time -Y Loss -GroupBy Alpha
/// $theory = Get-ScalingLaw Time -Alpha 0.3, 0.6 -At log:1e2:1e6:13
/// $runs + $fits + $theory | Export-ScalingWorkbook losses.xlsx -PassThru</code>
/// </example>
/// <example>
/// Only what would be done.
/// <code>Invoke-MultilinearTraining -Alpha 0.6 -Time log:10:1e6:60 | Export-ScalingWorkbook losses.xlsx -WhatIf</code>
/// </example>
/// <seealso cref="ExportScalingPlotCommand"/>
/// <seealso cref="ExportScalingReportCommand"/>
[Cmdlet(VerbsData.Export, "ScalingWorkbook", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportScalingWorkbookCommand : CollectingCmdlet
{
    private const string Library = "EPPlus.dll";
    private string path = "";

    /// <summary>The file, .xlsx.</summary>
    [Parameter(Mandatory = true, Position = 0), Alias("FilePath")]
    public string Path { get; set; } = "";

    /// <summary>The sheet of rows that are not of this module.</summary>
    /// <value>Data</value>
    [Parameter]
    public string WorksheetName { get; set; } = "Data";

    /// <summary>The property of the charts' horizontal axis.</summary>
    /// <value>Time, or another resource of which there are several values</value>
    [Parameter]
    public string? X { get; set; }

    /// <summary>The property of the charts' vertical axis.</summary>
    /// <value>Loss, TestLoss, Strength, Accuracy, Error or Eigenvalue, whichever there is first</value>
    [Parameter]
    public string? Y { get; set; }

    /// <summary>What to write above the charts.</summary>
    /// <value>what they show</value>
    [Parameter]
    public string? Title { get; set; }

    /// <summary>The commands that made the rows, for the sheet About.</summary>
    /// <value>the statement in which this cmdlet stands, and those that made its variables</value>
    [Parameter]
    public string? Command { get; set; }

    /// <summary>Keeps the file's sheets and writes rows below those with the same columns.</summary>
    [Parameter]
    public SwitchParameter Append { get; set; }

    /// <summary>Keeps the file's sheets and charts, and replaces the rows of those sheets that these rows go to, and what showed them in the sheet Charts.</summary>
    [Parameter]
    public SwitchParameter Replace { get; set; }

    /// <inheritdoc/>
    protected override void Begin()
    {
        path = GetUnresolvedProviderPathFromPSPath(Path);
        WorkbookFile.Check(path, NoClobber, Force);
    }

    /// <inheritdoc/>
    protected override void End()
    {
        (string folder, string version) = ImportExcel();
        string command = Commands(Command, out string script);
        WorkbookPlan plan = new(Rows, new()
        {
            WorksheetName = WorksheetName, X = X, Y = Y, Title = Title ?? "", Append = Append, Replace = Replace, Facts = [new("Command", command), .. Facts(script), new("ImportExcel", version)],
        });
        if (!ShouldProcess(path, Append ? "Append to workbook" : Replace ? "Replace sheets of workbook" : "Write workbook"))
            return;
        WorkbookFile.Write(path, beside =>
        {
            if ((Append || Replace) && new FileInfo(path) is { Exists: true, Length: > 0 })
            {
                WorkbookFile.CheckWhole(path);
                File.Copy(path, beside);
            }
            Run(plan, beside, System.IO.Path.Combine(folder, Library));
        }, NoClobber, Force);
        foreach (string warning in plan.Warnings)
            WriteWarning(warning);
        foreach (WorkbookSheet sheet in plan.Sheets)
            Explain($"{sheet.Name}: {sheet.RowCount} rows from row {sheet.FirstRow}.");
        if (PassThru)
            WriteObject(new FileInfo(path));
    }

    private (string Folder, string Version) ImportExcel()
    {
        PSObject module = InvokeCommand.InvokeScript("Get-Module ImportExcel -ListAvailable").MaxBy(found => found.Properties["Version"].Value as Version)
            ?? throw new ScalingException(ScalingError.ImportExcelNotFound, "The module ImportExcel, which writes workbooks, is not installed.", "Get it with: Install-Module ImportExcel");
        string folder = $"{module.Properties["ModuleBase"].Value}";
        if (!File.Exists(System.IO.Path.Combine(folder, Library)))
            throw new ScalingException(ScalingError.ImportExcelNotFound, $"The module ImportExcel in '{folder}' has no {Library}.", "Get it again with: Install-Module ImportExcel -Force", folder);
        return (folder, $"{module.Properties["Version"].Value}");
    }

    private void Run(WorkbookPlan plan, string file, string assembly)
    {
        using StreamReader reader = new(typeof(ExportScalingWorkbookCommand).Assembly.GetManifestResourceStream("WorkbookWriter.ps1")!);
        try
        {
            InvokeCommand.InvokeScript(true, ScriptBlock.Create(reader.ReadToEnd()), null, plan, file, assembly);
        }
        catch (RuntimeException e) when (e is not PipelineStoppedException)
        {
            Exception cause = e;
            while (cause.InnerException is { } inner && cause is not ScalingException)
                cause = inner;
            throw cause is ScalingException or IOException or UnauthorizedAccessException ? cause
                : new ScalingException(ScalingError.InternalError, $"'{path}' could not be written: {cause.Message.TrimEnd('.')}.", "Please report this with the command that caused it; what was there is unchanged.", path, e);
        }
    }
}
