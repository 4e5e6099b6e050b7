using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace ScalingTools.Sweeps;

/// <summary>
/// A folder of runs that survives crashes, never does finished work again, and may be used by two processes at once: an append-only file for each result
/// (<see cref="RunFiles"/>), the plan (<see cref="PlanFile"/>), and an index for quick questions (<see cref="RunIndex"/>), which is made again from the files if it is damaged.
/// </summary>
public sealed class RunStore : IDisposable
{
    private readonly RunIndex _index;
    private readonly PlanFile _plan;

    /// <summary>The files.</summary>
    public RunFiles Files { get; }

    /// <summary>What had to be repaired when the store was opened; null for nothing.</summary>
    public string? Notice { get; }

    /// <summary>Whether the folder can only be read.</summary>
    public bool IsReadOnly { get; }

    private RunStore(RunFiles files, RunIndex index, bool readOnly, string? notice)
    {
        (Files, _index, IsReadOnly, Notice) = (files, index, readOnly, notice);
        _plan = new(files.Folder);
    }

    /// <summary>Opens the store in a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="create">Makes what is not there.</param>
    /// <exception cref="ScalingException">RunNotFound where there is no store, StoreVersion, PathNotWritable.</exception>
    public static RunStore Open(string folder, bool create = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        RunFiles files = new(folder);
        StoreMark.Check(files.Folder, create);
        string path = Path.Combine(files.Folder, "index.db");
        return Guarded(() =>
        {
            if (!StoreMark.CanWrite(files.Folder))
                return create ? throw new IOException("nothing can be made in it.") : new RunStore(files, RunIndex.Open(path, readOnly: true), readOnly: true, notice: null);
            using FileStream alone = StoreMark.Lock(files.Folder);
            bool made = !File.Exists(path);
            try
            {
                RunIndex index = RunIndex.Open(path, readOnly: false);
                RunStore store = new(files, index, readOnly: false, made && IndexRebuild.HasRuns(files) ? "The index was missing; it was made again from the files of the runs." : null);
                if (store.Notice is not null)
                    IndexRebuild.Fill(index, files);
                return store;
            }
            catch (SqliteException e) when (RunIndex.IsDamage(e))
            {
                string aside = IndexRebuild.SetAside(path);
                RunIndex index = RunIndex.Open(path, readOnly: false);
                int damaged = IndexRebuild.Fill(index, files);
                return new RunStore(files, index, readOnly: false, $"The index was damaged; it was made again from the files of the runs, and the old one is {aside}."
                    + (damaged > 0 ? $" {damaged} results are damaged, and their runs are to be done again." : ""));
            }
        }, files.Folder);
    }

    /// <summary>Plans runs; those that are in the store stay as they are.</summary>
    /// <returns>All of them, in the order given.</returns>
    public IReadOnlyList<ScalingRun> Add(string sweep, IEnumerable<RunConfiguration> runs)
    {
        RunConfiguration[] all = [.. runs];
        return Guarded(() =>
        {
            _index.InTransaction(() =>
            {
                _plan.Append(sweep, [.. all.Where(run => _index.Run(run.Hash) is null).Distinct()]);
                foreach (RunConfiguration run in all)
                    _index.Add(sweep, run);
            });
            return (IReadOnlyList<ScalingRun>)[.. all.Select(run => _index.Run(run.Hash)!)];
        }, Files.Folder);
    }

    /// <summary>The runs in the order in which they were planned.</summary>
    /// <param name="states">Only these; all if empty.</param>
    /// <param name="sweep">Only those that this sweep planned first.</param>
    public IReadOnlyList<ScalingRun> Runs(IReadOnlyCollection<RunState>? states = null, string? sweep = null) => Guarded(() => _index.Runs(states ?? [], sweep), Files.Folder);

    /// <summary>One run; null if it is not in the store.</summary>
    public ScalingRun? Run(string hash) => Guarded(() => _index.Run(hash), Files.Folder);

    /// <summary>The rows of a run: of its result, or what there was when it failed.</summary>
    public IEnumerable<StoredRow> Rows(ScalingRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        string path = run.State == RunState.Failed ? Files.Failure(run.Settings.Hash) : Files.Result(run.Settings.Hash);
        return run.State is RunState.Completed or RunState.Failed && File.Exists(path) ? RunReader.Rows(path) : [];
    }

    /// <summary>Finds the running runs whose worker is lost. They are Interrupted, or Completed if their result is there after all.</summary>
    /// <returns>How many were found.</returns>
    public int Recover()
    {
        long now = WorkerSign.Now();
        int found = 0;
        Guarded(() =>
        {
            foreach ((string hash, string executor, WorkerSign? worker) in _index.Running())
            {
                if (executor == SlurmJobs.Name || worker is not null && worker.Lives(Files, now))
                    continue;
                found++;
                if (!Adopt(hash))
                    _index.Set(hash, RunState.Interrupted);
            }
            return true;
        }, Files.Folder);
        return found;
    }

    /// <summary>Forgets runs and deletes their files. Running and queued ones are refused.</summary>
    /// <exception cref="ScalingException">InconsistentInput for a run that is at work.</exception>
    public void Remove(ScalingRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        string hash = run.Settings.Hash;
        if ((Run(hash) ?? throw NotFound(run.Configuration)).State is RunState.Running or RunState.Queued)
            throw new ScalingException(ScalingError.InconsistentInput, $"{run.Configuration} is at work.", "Stop it first: Stop-ScalingSweep, or Ctrl+C where it runs.", run);
        Guarded(() =>
        {
            _index.InTransaction(() =>
            {
                _plan.Remove(hash);
                Files.Delete(hash);
                _index.Delete(hash);
            });
            return true;
        }, Files.Folder);
    }

    internal bool Take(string hash, string worker, string executor, bool force) => Guarded(() => _index.Take(hash, worker, executor, force, WorkerSign.Now()), Files.Folder);

    internal void Set(string hash, RunState state, long? rows = null, RunFailure? failure = null) =>
        Guarded(() => { _index.Set(hash, state, state is RunState.Completed or RunState.Failed or RunState.Interrupted ? WorkerSign.Now() : null, rows, failure); return true; }, Files.Folder);

    internal void Queue(string hash, RunState state, string job, bool begun = false) => Guarded(() => { _index.Queue(hash, state, job, begun ? WorkerSign.Now() : null); return true; }, Files.Folder);

    internal void Queue(IEnumerable<(string Hash, string Job)> runs) => Guarded(() =>
    {
        _index.InTransaction(() =>
        {
            foreach ((string hash, string job) in runs)
                _index.Queue(hash, RunState.Queued, job, null);
        });
        return true;
    }, Files.Folder);

    /// <summary>Asks those who work on this store's runs to stop; they do within a few seconds, and what they finished is kept. Tasks of a cluster: <see cref="SlurmSweep.Stop"/>.</summary>
    /// <returns>How many were asked.</returns>
    public int AskToStop(string? sweep = null) => Guarded(() => _index.AskToStop(sweep), Files.Folder);

    internal bool Beat(WorkerSign worker) => Guarded(() => _index.Beat(worker), Files.Folder);

    internal void Leave(string worker) => Guarded(() => { _index.Leave(worker); return true; }, Files.Folder);

    // A result on the disk counts, whoever wrote it.
    internal bool Adopt(string hash)
    {
        foreach (string path in new[] { Files.Result(hash), Files.Failure(hash) }.Where(File.Exists))
        {
            try
            {
                RunReader.Summary found = RunReader.Check(path);
                _index.Set(hash, found.Failure is null ? RunState.Completed : RunState.Failed, new DateTimeOffset(found.Ended).ToUnixTimeMilliseconds(), found.Rows, found.Failure);
                return true;
            }
            catch (ScalingException e) when (e.Error == ScalingError.StoreDamaged)
            {
                // To be done again.
            }
        }
        return false;
    }

    internal static ScalingException NotFound(string what) =>
        new(ScalingError.RunNotFound, $"There is no run {what} in the store.", "Get-ScalingRun lists the runs of a store.", what);

    // What SQLite and the file system throw, as what it means for the store.
    private static T Guarded<T>(Func<T> work, string folder)
    {
        try
        {
            return work();
        }
        catch (SqliteException e) when (RunIndex.IsDamage(e))
        {
            throw new ScalingException(ScalingError.StoreDamaged, $"The index of the store {folder} is damaged: {e.Message}", "Open the store again: the index is made again from the files of the runs.", folder, e);
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw StoreMark.NotWritable(folder, e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _index.Dispose();
}
