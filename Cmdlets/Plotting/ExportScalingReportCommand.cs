using System.Management.Automation;
using ScalingTools.Plotting;

namespace ScalingTools.Cmdlets;

/// <summary>Writes an experiment as one HTML page: the question, figures, theory beside measurement, parameters, and how to do it again.</summary>
/// <remarks>
/// <para>
/// Rows of any kinds can be piped in, each kind gets a section. Simulations are drawn against the first resource they have, with the theory that goes with them dashed. What Measure- and Test- cmdlets write, and any rows with
/// Quantity, Predicted and Measured, become a table of theory beside measurement: error bar, deviation in percent and, where there is a standard error, in standard deviations (σ). At the end stand the commands, the versions, the
/// seeds and the date.
/// </para>
/// <para>
/// The page is one file that loads nothing and runs no script, for dark and light screens, phones and paper; a browser prints it as PDF. Of a table with more than 40 rows it shows the first ten: Export-ScalingWorkbook and
/// Export-Csv keep all. The file is written beside its place and then moved there, so that an old one stays whole if anything fails.
/// </para>
/// </remarks>
/// <example>
/// The time law: curves, fits and theory on one page.
/// <code>$runs = Invoke-MultilinearTraining -Alpha 0.3, 0.6 -Time log:10:1e6:60
/// $fits = $runs | Measure-ScalingExponent -X Time -Y Loss -GroupBy Alpha -XMin 1e4
/// $theory = Get-ScalingLaw Time -Alpha 0.3, 0.6 -At log:1e2:1e6:13
/// $runs + $fits + $theory | Export-ScalingReport time-law.html -Title 'The time law' -Question 'Does the loss fall as T^-(α/(α+1))?' -PassThru</code>
/// </example>
/// <example>
/// All four laws, tested.
/// <code>Test-ScalingTheory -Alpha 0.6 | Export-ScalingReport laws.html -Title 'Four laws' -PassThru</code>
/// </example>
/// <seealso cref="ExportScalingPlotCommand"/>
/// <seealso cref="ExportScalingWorkbookCommand"/>
[Cmdlet(VerbsData.Export, "ScalingReport", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportScalingReportCommand : CollectingCmdlet
{
    private string path = "";

    /// <summary>The file, .html.</summary>
    [Parameter(Mandatory = true, Position = 0), Alias("FilePath")]
    public string Path { get; set; } = "";

    /// <summary>What to write above the page.</summary>
    /// <value>what the first figure shows</value>
    [Parameter]
    public string? Title { get; set; }

    /// <summary>What the experiment asks, or what it found.</summary>
    [Parameter]
    public string? Question { get; set; }

    /// <summary>The property of the figures' horizontal axis.</summary>
    /// <value>Time, or another resource of which there are several values</value>
    [Parameter, ArgumentCompleter(typeof(NumericPropertyCompleter))]
    public string? X { get; set; }

    /// <summary>The property of the figures' vertical axis.</summary>
    /// <value>Loss, TestLoss, Strength, Accuracy, Error or Eigenvalue, whichever there is first</value>
    [Parameter, ArgumentCompleter(typeof(NumericPropertyCompleter))]
    public string? Y { get; set; }

    /// <summary>Properties whose values, taken together, name the series of the figures; rows without them are not drawn.</summary>
    /// <value>those of which one x has several values</value>
    [Parameter, ArgumentCompleter(typeof(AnyPropertyCompleter))]
    public string[]? GroupBy { get; set; }

    /// <summary>The commands that made the rows.</summary>
    /// <value>the statement in which this cmdlet stands, and those that made its variables</value>
    [Parameter]
    public string? Command { get; set; }

    /// <inheritdoc/>
    protected override void Begin()
    {
        path = GetUnresolvedProviderPathFromPSPath(Path);
        ReportPage.Check(path, NoClobber, Force);
    }

    /// <inheritdoc/>
    protected override void End()
    {
        string command = Commands(Command, out string script);
        ReportPage page = new(Rows, new() { Title = Title ?? "", Question = Question ?? "", X = X, Y = Y, GroupBy = GroupBy, Command = command, Facts = Facts(script) });
        Explain($"{Rows.Count} rows, {page.FigureCount} figures.");
        if (ShouldProcess(path, "Write report"))
        {
            page.Write(path, NoClobber, Force);
            if (PassThru)
                WriteObject(new FileInfo(path));
        }
        foreach (string warning in page.Warnings)
            WriteWarning(warning);
    }
}
