namespace ScalingTools.Networks;

/// <summary>
/// A few threads that do the same job side by side and meet at barriers. Waiting spins, since a step of a network lasts less than a
/// thread takes to wake up.
/// </summary>
internal sealed class WorkerTeam : IDisposable
{
    private const int SpinsBeforeYield = 2000;

    private readonly Thread[] _others;
    private readonly SemaphoreSlim[] _start;
    private readonly CountdownEvent _done;
    private Action<int>? _job;
    private Exception? _failure;
    private int _waiting, _generation;
    private volatile bool _ended;

    /// <summary>A team of so many, the caller included.</summary>
    public WorkerTeam(int size)
    {
        Size = size;
        _done = new CountdownEvent(Math.Max(1, size - 1));
        _start = [.. Enumerable.Range(1, size - 1).Select(_ => new SemaphoreSlim(0))];
        _others = [.. Enumerable.Range(1, size - 1).Select(member => new Thread(() => Work(member)) { IsBackground = true, Name = $"Training {member}" })];
        foreach (Thread thread in _others)
            thread.Start();
    }

    /// <summary>How many there are.</summary>
    public int Size { get; }

    /// <summary>Every member does the job, the caller as member 0; returns when all have done it.</summary>
    /// <param name="job">Told which member it is. May call <see cref="Meet"/>, all members equally often, and must not throw between.</param>
    public void Run(Action<int> job)
    {
        if (Size == 1)
        {
            job(0);
            return;
        }
        _job = job;
        _failure = null;
        _done.Reset();
        foreach (SemaphoreSlim start in _start)
            start.Release();
        try
        {
            job(0);
        }
        finally
        {
            _done.Wait();
        }
        if (_failure is { } failure)
            throw new AggregateException(failure);
    }

    /// <summary>Waits until all members are here.</summary>
    public void Meet()
    {
        if (Size == 1)
            return;
        int generation = Volatile.Read(ref _generation);
        if (Interlocked.Increment(ref _waiting) == Size)
        {
            _waiting = 0;
            Volatile.Write(ref _generation, generation + 1);
            return;
        }
        for (int spins = 0; Volatile.Read(ref _generation) == generation; spins++)
            if (spins < SpinsBeforeYield)
                Thread.SpinWait(8);
            else
                Thread.Yield();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ended = true;
        foreach (SemaphoreSlim start in _start)
            start.Release();
        foreach (Thread thread in _others)
            thread.Join();
        foreach (SemaphoreSlim start in _start)
            start.Dispose();
        _done.Dispose();
    }

    private void Work(int member)
    {
        while (true)
        {
            _start[member - 1].Wait();
            if (_ended)
                return;
            try
            {
                _job!(member);
            }
            catch (Exception e) // reported to the caller by Run
            {
                _failure = e;
            }
            _done.Signal();
        }
    }
}
