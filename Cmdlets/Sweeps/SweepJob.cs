using System.Management.Automation;
using ScalingTools.Sweeps;

namespace ScalingTools.Cmdlets.Sweeps;

/// <summary>A sweep in the background: its rows and its progress are the job's, Stop-Job stops it, and what was finished is kept.</summary>
internal sealed class SweepJob : Job
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ManualResetEventSlim _over = new(false);
    private readonly RunStore _store;

    /// <summary>A job that runs a sweep and then closes its store.</summary>
    public SweepJob(string command, RunStore store, Func<CancellationToken, IEnumerable<ScalingRun>> sweep, int runs) : base(command.Trim())
    {
        _store = store;
        PSJobTypeName = "ScalingSweep";
        SetJobState(JobState.Running);
        new Thread(() => Work(sweep, runs)) { IsBackground = true, Name = "sweep job" }.Start();
    }

    /// <inheritdoc/>
    public override bool HasMoreData => Output.Count > 0 || Error.Count > 0;

    /// <inheritdoc/>
    public override string Location => _store.Files.Folder;

    /// <inheritdoc/>
    public override string StatusMessage => "";

    /// <inheritdoc/>
    public override void StopJob()
    {
        _stop.Cancel();
        _over.Wait();
    }

    private void Work(Func<CancellationToken, IEnumerable<ScalingRun>> sweep, int runs)
    {
        JobState end = JobState.Completed;
        try
        {
            int done = 0;
            foreach (ScalingRun run in sweep(_stop.Token))
            {
                Output.Add(RunRow.Of(run));
                Progress.Add(new(0, "Sweep", $"{++done} of {runs} runs") { PercentComplete = 100 * done / runs });
            }
            if (_stop.IsCancellationRequested)
                end = JobState.Stopped;
        }
        catch (OperationCanceledException)
        {
            end = JobState.Stopped;
        }
        catch (Exception e)
        {
            Error.Add(ErrorRecords.From(e, null));
            end = JobState.Failed;
        }
        finally
        {
            _store.Dispose();
            SetJobState(end);
            _over.Set();
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            StopJob();
            _stop.Dispose();
        }
        base.Dispose(disposing);
    }
}
