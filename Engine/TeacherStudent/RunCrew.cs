using System.Runtime.ExceptionServices;

namespace ScalingTools.TeacherStudent;

/// <summary>Runs side by side, whose results come in order; with one thread, on that of the caller, which functions of scripts ask for.</summary>
internal static class RunCrew
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>The results of all runs, each as soon as it and those before it are done.</summary>
    /// <param name="count">How many.</param>
    /// <param name="threads">Threads that take one run after the other; 1 for the caller's.</param>
    /// <param name="run">Does run i; tells what part of it was done since the last time.</param>
    /// <param name="status">What is being done.</param>
    /// <param name="progress">Told how far all runs are, on the thread that takes the results.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static IEnumerable<T> Run<T>(int count, int threads, Func<int, Action<double>, CancellationToken, T> run, string status, IProgress<ScalingProgress>? progress,
        CancellationToken cancellation)
    {
        if (threads == 1)
        {
            double part = 0;
            for (int i = 0; i < count; i++)
                yield return run(i, more => progress?.Report(new ScalingProgress(Math.Min(1, (part += more) / count), status)), cancellation);
            progress?.Report(new ScalingProgress(1, status));
            yield break;
        }
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        TaskCompletionSource<T>[] results = [.. Enumerable.Range(0, count).Select(_ => new TaskCompletionSource<T>())];
        Lock gate = new();
        double done = 0;
        int next = -1;

        void Work()
        {
            for (int i; (i = Interlocked.Increment(ref next)) < count;)
                try
                {
                    stop.Token.ThrowIfCancellationRequested();
                    results[i].SetResult(run(i, part =>
                    {
                        lock (gate)
                            done += part;
                    }, stop.Token));
                }
                catch (Exception e) // thrown again by the caller
                {
                    results[i].SetException(e);
                }
        }

        Thread[] workers = [.. Enumerable.Range(0, Math.Min(threads, count)).Select(i => new Thread(Work) { IsBackground = true, Name = $"Run {i}" })];
        foreach (Thread worker in workers)
            worker.Start();
        try
        {
            foreach (TaskCompletionSource<T> result in results)
            {
                while (!((IAsyncResult)result.Task).AsyncWaitHandle.WaitOne(Pause))
                    progress?.Report(new ScalingProgress(Math.Min(1, Volatile.Read(ref done) / count), status));
                cancellation.ThrowIfCancellationRequested();
                if (result.Task.Exception is { } failure)
                    ExceptionDispatchInfo.Throw(failure.InnerException!);
                yield return result.Task.Result;
            }
            progress?.Report(new ScalingProgress(1, status));
        }
        finally
        {
            stop.Cancel();
            foreach (Thread worker in workers)
                worker.Join();
        }
    }
}
