namespace ScalingTools.Sweeps;

/// <summary>Where the runs of a sweep are done: in this process, in others. Each slot does one run at a time.</summary>
public interface IRunExecutor
{
    /// <summary>Its name on the rows.</summary>
    string Name { get; }

    /// <summary>Makes a slot; it is used by one thread.</summary>
    IRunSlot Open();
}

/// <summary>Does runs one after the other.</summary>
public interface IRunSlot : IDisposable
{
    /// <summary>Does a run.</summary>
    /// <param name="request">What to run, and how.</param>
    /// <param name="result">Takes its rows.</param>
    /// <param name="progress">Takes the part that is done, 0 to 1.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>Why it failed; null if it did not.</returns>
    /// <exception cref="OperationCanceledException">It was ended early.</exception>
    RunFailure? Execute(RunRequest request, IRowSink result, IProgress<double> progress, CancellationToken cancellation);
}

/// <summary>Takes the rows of a run.</summary>
public interface IRowSink
{
    /// <summary>Adds a row of one of the engine's types.</summary>
    /// <exception cref="ScalingException">ParameterOutOfRange for a row that is not flat.</exception>
    void Write(object row);

    /// <summary>Adds a row of any type.</summary>
    void Write(StoredRow row);
}

/// <summary>A run to be done.</summary>
/// <param name="configuration">What it is.</param>
/// <param name="checkpoints">Where its training may keep its state, and finds it again.</param>
/// <param name="threads">How many threads its training may use.</param>
public sealed class RunRequest(RunConfiguration configuration, string checkpoints, int threads)
{
    /// <summary>What it is.</summary>
    public RunConfiguration Configuration => configuration;

    /// <summary>The folder in which its training may keep its state, and finds it again.</summary>
    public string Checkpoints => checkpoints;

    /// <summary>How many threads its training may use; the rows do not depend on it.</summary>
    public int Threads => threads;
}
