namespace ScalingTools.Numerics;

/// <summary>Threads that do a piece of work together, again and again: for loops of a few microseconds, for which the thread pool is too slow. They spin a little before they sleep.</summary>
internal sealed class WorkCrew : IDisposable
{
    private const int Spins = 2000;

    private readonly Thread[] _threads;
    private readonly SemaphoreSlim[] _wake;
    private readonly int[] _asleep;
    private Action<int>? _work;
    private Exception? _failure;
    private int _round, _left;
    private bool _over;

    /// <summary>A crew; the caller is one of them.</summary>
    /// <param name="threads">How many, at least 1.</param>
    public WorkCrew(int threads)
    {
        Size = Math.Max(1, threads);
        _wake = [.. Enumerable.Range(0, Size - 1).Select(_ => new SemaphoreSlim(0))];
        _asleep = new int[Size - 1];
        _threads = [.. Enumerable.Range(0, Size - 1).Select(i => new Thread(() => Serve(i)) { IsBackground = true, Name = $"crew {i + 1}" })];
        foreach (Thread thread in _threads)
            thread.Start();
    }

    /// <summary>Threads, with the caller.</summary>
    public int Size { get; }

    /// <summary>Calls work(0) … work(Size - 1), each on a thread of its own, and returns when all have.</summary>
    public void Run(Action<int> work)
    {
        if (Size == 1)
        {
            work(0);
            return;
        }
        (_work, _failure) = (work, null);
        Volatile.Write(ref _left, Size - 1);
        Interlocked.Increment(ref _round);
        for (int i = 0; i < _wake.Length; i++)
            if (Interlocked.Exchange(ref _asleep[i], 0) != 0)
                _wake[i].Release();
        try
        {
            work(0);
        }
        finally
        {
            SpinWait wait = new();
            while (Volatile.Read(ref _left) > 0)
                wait.SpinOnce(sleep1Threshold: -1);
        }
        if (Interlocked.Exchange(ref _failure, null) is { } failure)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
    }

    private void Serve(int i)
    {
        int seen = 0;
        while (true)
        {
            for (int spin = 0; Volatile.Read(ref _round) == seen; spin++)
            {
                if (spin < Spins)
                {
                    Thread.SpinWait(10);
                    continue;
                }
                // Says that it will sleep, and looks once more: whoever begins a round later wakes it.
                Interlocked.Exchange(ref _asleep[i], 1);
                if (Volatile.Read(ref _round) != seen && Interlocked.Exchange(ref _asleep[i], 0) != 0)
                    break;
                _wake[i].Wait();
                spin = 0;
            }
            seen++;
            if (_over)
                return;
            try
            {
                _work!(i + 1);
            }
            catch (Exception e) // thrown where the round was begun
            {
                Interlocked.CompareExchange(ref _failure, e, null);
            }
            Interlocked.Decrement(ref _left);
        }
    }

    /// <summary>Sends the threads home.</summary>
    public void Dispose()
    {
        if (_over)
            return;
        _over = true;
        Interlocked.Increment(ref _round);
        foreach (SemaphoreSlim wake in _wake)
            wake.Release();
        foreach (Thread thread in _threads)
            thread.Join();
        foreach (SemaphoreSlim wake in _wake)
            wake.Dispose();
    }
}
