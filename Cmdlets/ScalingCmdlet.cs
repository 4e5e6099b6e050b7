using System.ComponentModel;
using System.Management.Automation;

namespace ScalingTools.Cmdlets;

/// <summary>
/// The base of every cmdlet: cancellation, streaming of rows, progress and errors. A leaf declares its parameters
/// and overrides <see cref="Begin"/>, <see cref="Process"/> or <see cref="End"/>; it never catches an engine error itself.
/// </summary>
/// <remarks>
/// A failure in <see cref="Begin"/> ends the command. A failure while a pipeline item is processed is written as an error
/// for that item, and the next item is taken; without pipeline input there is no next item, so it ends the command.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class ScalingCmdlet : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private PipelineProgress? progress;
    private bool disposed;

    /// <summary>Cancelled by Ctrl+C and when the command is over, however it ended.</summary>
    protected CancellationToken Cancellation { get; }

    /// <summary>Where the engine reports how far it is; shown by PowerShell at most four times a second.</summary>
    protected IProgress<ScalingProgress> Progress => progress ??= new PipelineProgress(this, MyInvocation.MyCommand.Name, stopping);

    /// <summary>A cmdlet that has not been stopped.</summary>
    protected ScalingCmdlet() => Cancellation = stopping.Token;

    /// <summary>What arrived from the pipeline: the target of an error that has no other.</summary>
    protected virtual object? PipelineItem => null;

    /// <summary>Runs once before the first pipeline item.</summary>
    protected virtual void Begin() { }

    /// <summary>Runs for each pipeline item, or once when there is no pipeline input.</summary>
    protected virtual void Process() { }

    /// <summary>Runs once after the last pipeline item.</summary>
    protected virtual void End() { }

    /// <inheritdoc/>
    protected sealed override void BeginProcessing() => Guarded(Begin, item: null, more: false);

    /// <inheritdoc/>
    protected sealed override void ProcessRecord() =>
        Guarded(Process, PipelineItem, more: MyInvocation.ExpectingInput);

    /// <inheritdoc/>
    protected sealed override void EndProcessing() => Guarded(End, item: null, more: false);

    /// <inheritdoc/>
    protected sealed override void StopProcessing() => Cancel(andDispose: false);

    /// <summary>Writes each row the moment the engine has it.</summary>
    protected void WriteRows<TRow>(IEnumerable<TRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        foreach (TRow row in rows)
        {
            WriteObject(row);
            progress?.Show();
        }
        progress?.Complete();
    }

    /// <summary>Writes the rows of several runs; the errors of runs that failed follow the last row, each with its row as the target.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="failure">The error that a row stands for; null for a row of a run that goes well.</param>
    protected void WriteRuns<TRow>(IEnumerable<TRow> rows, Func<TRow, ScalingException?> failure)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(failure);
        List<(TRow Row, ScalingException Failure)> failed = [];
        WriteRows(rows.Select(row =>
        {
            if (failure(row) is { } problem)
                failed.Add((row, problem));
            return row;
        }));
        foreach ((TRow row, ScalingException problem) in failed)
            Attempt(row, () => throw problem);
    }

    /// <summary>Does one of several independent pieces of work: a failure is written as an error for the item, and the next piece can follow.</summary>
    protected void Attempt(object? item, Action work) => Guarded(work, item, more: true);

    /// <summary>The exponents given; rows of a task whose frequencies are not a power law have none.</summary>
    /// <exception cref="ScalingException">AlphaNotPositive where there is none.</exception>
    protected static double[] Alphas(double[]? alpha) => alpha is [_, ..] ? alpha : throw new ScalingException(ScalingError.AlphaNotPositive,
        "Alpha is empty: these skill frequencies are not a power law.", "The laws are those of frequencies k^-(alpha+1): give such an Alpha.");

    /// <summary>Tells <c>-Verbose</c> what was decided, with numbers as they would be typed.</summary>
    protected void Explain(FormattableString decision) => WriteVerbose(FormattableString.Invariant(decision));

    /// <summary>Stops what still runs and frees the token; PowerShell calls it at the end, also after a terminating error.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc cref="Dispose()"/>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
            Cancel(andDispose: true);
    }

    // Ctrl+C cancels from another thread, and the pipeline that it ends disposes at once: were the source disposed before it has told
    // everyone, some would never hear of it.
    private void Cancel(bool andDispose)
    {
        lock (stopping)
        {
            if (disposed)
                return;
            stopping.Cancel();
            if (!andDispose)
                return;
            stopping.Dispose();
            disposed = true;
        }
    }

    private void Guarded(Action work, object? item, bool more)
    {
        try
        {
            work();
        }
        catch (Exception e) when (e is OperationCanceledException && Cancellation.IsCancellationRequested)
        {
            // Ctrl+C: the finished rows are out, and PowerShell knows that it stopped us.
        }
        catch (Exception e) when (!BelongsToPowerShell(e))
        {
            progress?.Complete();
            ErrorRecord error = ErrorRecords.From(e, item);
            if (more)
                WriteError(error);
            else
                ThrowTerminatingError(error);
        }
    }

    // Exceptions that come through WriteObject and WriteError: a stopped pipeline, -ErrorAction Stop, Select-Object -First.
    private static bool BelongsToPowerShell(Exception e) => e is RuntimeException or FlowControlException;
}
