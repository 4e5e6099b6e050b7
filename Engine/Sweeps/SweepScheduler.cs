using System.Collections.Concurrent;

namespace ScalingTools.Sweeps;

/// <summary>
/// Does runs of a store side by side. A run that fails is a row with its error, and the rest go on. Whatever ends it (cancellation, a consumer that stops, a full disk, kill -9),
/// what was finished is on the disk, and the rest can go on later.
/// </summary>
/// <remarks>The result of a run is forced to the disk before the index says Completed and before its row comes out.</remarks>
public static class SweepScheduler
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Does the runs that are not done and that nobody else is doing.</summary>
    /// <param name="store">Where they are planned and where their results go.</param>
    /// <param name="runs">The runs; finished ones come out as they are, at once.</param>
    /// <param name="executor">Who does them.</param>
    /// <param name="options">How many at a time.</param>
    /// <param name="progress">Takes the part of all work that is done.</param>
    /// <param name="cancellation">Stops all; what was at work is Interrupted.</param>
    /// <returns>A row for each run, in the order in which they end.</returns>
    /// <exception cref="ScalingException">PathNotWritable when results can no longer be kept.</exception>
    public static IEnumerable<ScalingRun> Run(RunStore store, IReadOnlyList<ScalingRun> runs, IRunExecutor executor, SweepOptions options, IProgress<ScalingProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(runs);
        ArgumentNullException.ThrowIfNull(executor);
        ArgumentNullException.ThrowIfNull(options);
        return runs.Count == 0 ? [] : Enumerate(store, runs, executor, options, progress, cancellation);
    }

    private static IEnumerable<ScalingRun> Enumerate(RunStore store, IReadOnlyList<ScalingRun> runs, IRunExecutor executor, SweepOptions options, IProgress<ScalingProgress>? progress,
        CancellationToken cancellation)
    {
        store.Recover();
        using SweepWork work = new(store, runs, executor, options, cancellation);
        work.Start();
        int ended = 0;
        while (ended < runs.Count)
        {
            if (work.Rows.TryTake(out ScalingRun? row, Pause))
            {
                ended++;
                yield return row;
            }
            else if (work.Idle && work.Rows.Count == 0)
                break;
            progress?.Report(work.Progress(ended));
        }
        work.Finish();
        cancellation.ThrowIfCancellationRequested();
    }
}

/// <summary>The threads of one sweep, and what they share.</summary>
internal sealed class SweepWork : IDisposable
{
    private readonly RunStore _store;
    private readonly IReadOnlyList<ScalingRun> _runs;
    private readonly IRunExecutor _executor;
    private readonly SweepOptions _options;
    private readonly CancellationTokenSource _stop;
    private readonly Thread[] _threads;
    private readonly Timer _heart;
    private readonly ConcurrentDictionary<int, double> _fractions = [];
    private readonly WorkerSign _worker = WorkerSign.Here();
    private readonly FileStream _life;
    private readonly long _memory;
    private readonly Lock _gate = new();
    private int _next = -1, _working;
    private Exception? _defect;

    /// <summary>Runs that have ended.</summary>
    public BlockingCollection<ScalingRun> Rows { get; } = [];

    /// <summary>Whether no thread is left.</summary>
    public bool Idle => Array.TrueForAll(_threads, thread => !thread.IsAlive);

    public SweepWork(RunStore store, IReadOnlyList<ScalingRun> runs, IRunExecutor executor, SweepOptions options, CancellationToken cancellation)
    {
        (_store, _runs, _executor, _options) = (store, runs, executor, options);
        _memory = options.Bytes;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _threads = [.. Enumerable.Range(0, options.Slots(runs.Count)).Select(i => new Thread(() => Work(i)) { IsBackground = true, Name = $"sweep {i}" })];
        try
        {
            _life = _worker.Lock(store.Files);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw StoreMark.NotWritable(store.Files.Folder, e);
        }
        _store.Beat(_worker);
        _heart = new(_ => Beat(), null, WorkerSign.Beat, WorkerSign.Beat);
    }

    public void Start()
    {
        foreach (Thread thread in _threads)
            thread.Start();
    }

    /// <summary>What is done: whole runs, and the parts of those at work.</summary>
    public ScalingProgress Progress(int ended) => new((ended + _fractions.Values.Sum()) / _runs.Count, $"{ended} of {_runs.Count} runs");

    /// <summary>Waits for the threads; throws what ended the sweep early.</summary>
    public void Finish()
    {
        foreach (Thread thread in _threads)
            thread.Join();
        if (_defect is { } defect)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(defect);
    }

    private void Work(int slot)
    {
        try
        {
            using IRunSlot at = _executor.Open();
            while (!_stop.IsCancellationRequested && Interlocked.Increment(ref _next) is var i && i < _runs.Count)
                Do(at, slot, _runs[i]);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Stopped; what it worked at is Interrupted.
        }
        catch (Exception e)
        {
            // The store is gone, or a slot cannot be made: nothing further can succeed.
            Interlocked.CompareExchange(ref _defect, e, null);
            _stop.Cancel();
        }
    }

    private void Do(IRunSlot at, int slot, ScalingRun run)
    {
        RunConfiguration configuration = run.Settings;
        if (!_store.Take(configuration.Hash, _worker.Id, _executor.Name, _options.Force))
        {
            // Done, or someone else is at it.
            Rows.Add(_store.Run(configuration.Hash) ?? throw RunStore.NotFound(run.Configuration));
            return;
        }
        bool ended = false;
        bool working = false;
        try
        {
            WaitForMemory();
            working = true;
            _store.Files.DeleteUnfinished(configuration.Hash);
            _store.Files.DeleteFailure(configuration.Hash);
            using RunWriter result = _store.Files.Begin(configuration);
            RunFailure? failure = Execute(at, slot, configuration, result);
            if (failure is null)
            {
                result.Complete(replace: true);
                _store.Files.DeleteCheckpoints(configuration.Hash);
            }
            else
                result.Fail(failure);
            _store.Set(configuration.Hash, failure is null ? RunState.Completed : RunState.Failed, result.Rows, failure);
            ended = true;
            Rows.Add(_store.Run(configuration.Hash)!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw StoreMark.NotWritable(_store.Files.Folder, e);
        }
        finally
        {
            if (working)
                Interlocked.Decrement(ref _working);
            _fractions.TryRemove(slot, out _);
            if (!ended)
                Interrupt(configuration.Hash);
        }
    }

    private RunFailure? Execute(IRunSlot at, int slot, RunConfiguration configuration, RunWriter result)
    {
        try
        {
            return at.Execute(new(configuration, _store.Files.Checkpoints(configuration.Hash), _options.ThreadsPerRun(_threads.Length)), result, new Part(this, slot), _stop.Token);
        }
        catch (Exception e) when (e is not (OperationCanceledException or IOException or UnauthorizedAccessException))
        {
            // What a training says when it is stopped is not its failure.
            return _stop.IsCancellationRequested ? throw new OperationCanceledException("The sweep was stopped.", e, _stop.Token) : RunFailure.Of(e);
        }
    }

    // A store that is gone cannot be told; then Resume finds out by the missing lock.
    private void Interrupt(string hash)
    {
        try
        {
            _store.Set(hash, RunState.Interrupted);
        }
        catch (ScalingException)
        {
        }
    }

    // One run may always work: otherwise none would ever make room.
    private void WaitForMemory()
    {
        while (true)
        {
            lock (_gate)
                if (_working == 0 || Environment.WorkingSet <= _memory)
                {
                    Interlocked.Increment(ref _working);
                    return;
                }
            _stop.Token.ThrowIfCancellationRequested();
            Thread.Sleep(20);
        }
    }

    private void Beat()
    {
        try
        {
            if (_store.Beat(_worker with { Heartbeat = WorkerSign.Now() }))
                _stop.Cancel();
        }
        catch (Exception e) when (e is ScalingException or ObjectDisposedException)
        {
            // The next one may succeed.
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        foreach (Thread thread in _threads.Where(thread => thread.ThreadState.HasFlag(System.Threading.ThreadState.Unstarted) is false))
            thread.Join();
        using (ManualResetEvent quiet = new(false))
            if (_heart.Dispose(quiet))
                quiet.WaitOne();
        try
        {
            _store.Leave(_worker.Id);
        }
        catch (ScalingException)
        {
            // The store is gone, or its disk is full.
        }
        _life.Dispose();
        Rows.Dispose();
        _stop.Dispose();
    }

    private sealed class Part(SweepWork work, int slot) : IProgress<double>
    {
        public void Report(double value) => work._fractions[slot] = Math.Clamp(value, 0, 1);
    }
}
