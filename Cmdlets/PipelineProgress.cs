using System.Diagnostics;
using System.Management.Automation;

namespace ScalingTools.Cmdlets;

/// <summary>
/// The engine's progress as one PowerShell progress record: at most four updates a second, with the time that is left.
/// The engine may report from any thread; PowerShell hears of it on its own.
/// </summary>
internal sealed class PipelineProgress(Cmdlet cmdlet, string activity, CancellationTokenSource stopping) : IProgress<ScalingProgress>
{
    private const int Id = 1;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly int pipelineThread = Environment.CurrentManagedThreadId;
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly Lock gate = new();
    private ScalingProgress latest;
    private TimeSpan nextUpdate = Pause;
    private bool shown;

    /// <inheritdoc/>
    public void Report(ScalingProgress value)
    {
        lock (gate)
            latest = value;
        if (Environment.CurrentManagedThreadId == pipelineThread)
            Show();
    }

    /// <summary>Shows the latest report if the last update is long enough ago; to be called on the pipeline thread.</summary>
    public void Show()
    {
        if (clock.Elapsed < nextUpdate)
            return;
        nextUpdate = clock.Elapsed + Pause;
        ScalingProgress now;
        lock (gate)
            now = latest;
        double fraction = Math.Clamp(now.Fraction, 0, 1);
        shown = true;
        Write(new ProgressRecord(Id, activity, string.IsNullOrEmpty(now.Status) ? "Running" : now.Status)
        {
            PercentComplete = (int)(100 * fraction),
            // At a constant pace, elapsed : remaining = fraction : 1 - fraction.
            SecondsRemaining = fraction > 0 ? (int)Math.Min(int.MaxValue, clock.Elapsed.TotalSeconds * (1 - fraction) / fraction) : -1,
        });
    }

    /// <summary>Takes the record off the screen, if it ever came on.</summary>
    public void Complete()
    {
        Restart();
        if (!shown)
            return;
        shown = false;
        Write(new ProgressRecord(Id, activity, "Done") { RecordType = ProgressRecordType.Completed });
    }

    // The next pipeline item begins at zero again.
    private void Restart()
    {
        clock.Restart();
        nextUpdate = Pause;
        lock (gate)
            latest = default;
    }

    // Inside an engine loop a stopped pipeline must look like a cancelled token, not like a failure of the loop.
    private void Write(ProgressRecord record)
    {
        try
        {
            cmdlet.WriteProgress(record);
        }
        catch (PipelineStoppedException)
        {
            stopping.Cancel();
        }
    }
}
