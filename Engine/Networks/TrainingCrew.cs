using System.Collections.Concurrent;

namespace ScalingTools.Networks;

/// <summary>Worker threads that take one run after the other.</summary>
/// <typeparam name="TRow">What measurements are written as.</typeparam>
internal sealed class TrainingCrew<TRow> : IDisposable
{
    private readonly TrainingPlan _plan;
    private readonly Func<NetworkRows, MeasuredStep, TRow[]> _toRows;
    private readonly BlockingCollection<TRow[]>[] _rows;
    private readonly long[] _done, _resumed;
    private readonly double[] _cost;
    private readonly Thread[] _workers;
    private readonly CancellationTokenSource _stop;
    private Exception? _failure;
    private int _next = -1, _finished;

    public TrainingCrew(TrainingPlan plan, Func<NetworkRows, MeasuredStep, TRow[]> rows, CancellationToken cancellation)
    {
        (_plan, _toRows) = (plan, rows);
        int runs = plan.Runs.Count, workers = plan.RunsAtOnce;
        _rows = [.. Enumerable.Range(0, runs).Select(_ => new BlockingCollection<TRow[]>())];
        (_done, _resumed) = (new long[runs], new long[runs]);
        _cost = [.. plan.Runs.Select(TrainingEstimates.RelativeCost)];
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _workers = [.. Enumerable.Range(0, workers).Select(i => new Thread(Work) { IsBackground = true, Name = $"Run {i}" })];
        foreach (Thread worker in _workers)
            worker.Start();
    }

    /// <summary>The rows of each run, complete when the run has ended.</summary>
    public IReadOnlyList<BlockingCollection<TRow[]>> Rows => _rows;

    /// <summary>How much of the work is done that there was when we began; what checkpoints brought back is not counted.</summary>
    public ScalingProgress Progress()
    {
        double done = 0, all = 0;
        for (int i = 0; i < _done.Length; i++)
        {
            long from = Volatile.Read(ref _resumed[i]);
            done += _cost[i] * (Volatile.Read(ref _done[i]) - from);
            all += _cost[i] * (_plan.Runs[i].Steps - from);
        }
        int finished = Volatile.Read(ref _finished);
        return new ScalingProgress(all > 0 ? done / all : 1, $"{finished} of {_rows.Length} runs done, {Math.Min(_workers.Length, _rows.Length - finished)} training");
    }

    /// <summary>The first failure of a run, if there was one.</summary>
    public void ThrowIfFailed()
    {
        if (_failure is not null)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(_failure);
    }

    /// <summary>Stops what still runs and waits for it.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        foreach (Thread worker in _workers)
            worker.Join();
        foreach (BlockingCollection<TRow[]> rows in _rows)
            rows.Dispose();
        _stop.Dispose();
    }

    private void Work()
    {
        for (int i; (i = Interlocked.Increment(ref _next)) < _rows.Length;)
        {
            int run = i;
            try
            {
                _stop.Token.ThrowIfCancellationRequested();
                NetworkRun network = new(_plan, _plan.Runs[run]);
                NetworkRows rows = new(_plan, _plan.Runs[run], network.Id);
                network.Execute(_plan.ThreadsPerRun, step => _rows[run].Add(_toRows(rows, step)), (step, from) =>
                {
                    Volatile.Write(ref _resumed[run], from);
                    Volatile.Write(ref _done[run], step);
                }, _stop.Token);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                // Nobody takes rows any more.
            }
            catch (Exception e) // of this run only; told when the others are done
            {
                Interlocked.CompareExchange(ref _failure, e, null);
            }
            Interlocked.Increment(ref _finished);
            _rows[run].CompleteAdding();
        }
    }
}
