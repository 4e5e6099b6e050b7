using System.Management.Automation;
using System.Management.Automation.Host;
using ScalingTools.Measurement;
using ScalingTools.Plotting;

namespace ScalingTools.Cmdlets;

/// <summary>Draws records in the terminal: log axes where they belong, a series for each group, predictions dashed.</summary>
/// <remarks>
/// <para>
/// The records are rows of this module or any objects with numeric properties. Series are told apart by the properties of which one x has several values, or by -GroupBy; several seeds become their mean. An axis is
/// logarithmic where the data span more than 1.5 decades; values that are not positive are then left out, counted in a warning.
/// </para>
/// <para>
/// Lines of text come out, as wide as the window, drawn in braille dots. They are coloured unless $PSStyle.OutputRendering is PlainText or the environment has NO_COLOR.
/// </para>
/// </remarks>
/// <example>
/// The loss of the multilinear model for three values of α.
/// <code>Invoke-MultilinearTraining -Alpha 0.3, 0.6, 0.9 -Time log:1:1e6:60 | Show-ScalingPlot Time Loss</code>
/// </example>
/// <example>
/// With fitted laws, and a slope to compare with.
/// <code>Invoke-MultilinearTraining -Alpha 0.6 -Time log:1e2:1e8:30 | Show-ScalingPlot -Fit -ReferenceSlope -0.375</code>
/// </example>
/// <example>
/// Any table.
/// <code>1..50 | ForEach-Object { [pscustomobject]@{ Width = $_; Error = 3 / $_ } } | Show-ScalingPlot Width Error -Mark Points</code>
/// </example>
/// <seealso cref="ExportScalingPlotCommand"/>
[Cmdlet(VerbsCommon.Show, "ScalingPlot")]
[OutputType(typeof(string))]
public sealed class ShowScalingPlotCommand : PlotCmdlet
{
    /// <summary>The property of the horizontal axis.</summary>
    /// <value>Time, Step, Tokens, Samples, Parameters, SampleCount, Width, Compute, Frequency or Mode, whichever there is first</value>
    [Parameter(Position = 0), ArgumentCompleter(typeof(NumericPropertyCompleter))]
    public override string? X { get; set; }

    /// <summary>The properties of the vertical axis.</summary>
    /// <value>Loss, TestLoss, Strength, Accuracy, Error or Eigenvalue, whichever there is first</value>
    [Parameter(Position = 1), ArgumentCompleter(typeof(NumericPropertyCompleter))]
    public override string[]? Y { get; set; } = [];

    /// <summary>Columns.</summary>
    /// <value>those of the window, 80 where there is none</value>
    [Parameter]
    public int? Width { get; set; }

    /// <summary>Lines.</summary>
    /// <value>those of the window less two, at most 30; 24 where there is none</value>
    [Parameter]
    public int? Height { get; set; }

    /// <inheritdoc/>
    protected override void Use(IReadOnlyList<MeasurementRecord> records)
    {
        Figure figure = Build(records);
        (int width, int height) = Window();
        foreach (string line in TerminalFigure.Render(figure, Width ?? width, Height ?? height, IsColored()))
            WriteObject(line);
        WarnExcluded();
    }

    // Hosts without a window throw, or say that it has no size.
    private (int, int) Window()
    {
        try
        {
            if (Host.UI?.RawUI?.WindowSize is { } size && size.Width >= 30 && size.Height >= 10)
                return (size.Width - 1, Math.Min(30, size.Height - 2));
        }
        catch (Exception e) when (e is HostException or PSNotImplementedException or IOException)
        {
            // As if there were none.
        }
        return (80, 24);
    }

    private bool IsColored() =>
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && !(SessionState.PSVariable.GetValue("PSStyle") is { } style && $"{PSObject.AsPSObject(style).Properties["OutputRendering"]?.Value}" == "PlainText");
}
