namespace ScalingTools.Sweeps;

/// <summary>
/// The files of a store. They are the truth; the index only makes them quick to search. Results lie in 256 folders by the first two digits of their hash.
/// </summary>
public sealed class RunFiles
{
    private const string Part = ".part";

    /// <summary>The store.</summary>
    public string Folder { get; }

    /// <summary>The files of a store; nothing is made yet.</summary>
    public RunFiles(string folder) => Folder = Path.GetFullPath(folder);

    /// <summary>Begins a result.</summary>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    public RunWriter Begin(RunConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        Directory.CreateDirectory(Path.GetDirectoryName(Result(configuration.Hash))!);
        return new(this, configuration);
    }

    /// <summary>Where the result of a run lies when it is whole.</summary>
    public string Result(string hash) => Path.Combine(Folder, "runs", Prefix(hash), hash + ".jsonl");

    /// <summary>Where the rows of a failed run lie, and why it failed.</summary>
    public string Failure(string hash) => Path.Combine(Folder, "runs", Prefix(hash), hash + ".failed.jsonl");

    /// <summary>Where a training keeps its checkpoints.</summary>
    public string Checkpoints(string hash) => Path.Combine(Folder, "checkpoints", hash[..16]);

    /// <summary>Every result and failure in the folder.</summary>
    internal IEnumerable<string> All()
    {
        string runs = Path.Combine(Folder, "runs");
        return Directory.Exists(runs) ? Directory.EnumerateFiles(runs, "*.jsonl", SearchOption.AllDirectories).Order(StringComparer.Ordinal) : [];
    }

    /// <summary>A name that nobody reads, for what is being written.</summary>
    internal string Unfinished(string hash) => Path.Combine(Folder, "runs", Prefix(hash), $"{hash}.{Guid.NewGuid():n}{Part}");

    /// <summary>Deletes what lost attempts left; to be called by who has the run.</summary>
    internal void DeleteUnfinished(string hash)
    {
        string folder = Path.Combine(Folder, "runs", Prefix(hash));
        if (Directory.Exists(folder))
            foreach (string path in Directory.EnumerateFiles(folder, $"{hash}.*{Part}"))
                TryDelete(path);
    }

    internal void DeleteOutcome(string hash)
    {
        TryDelete(Result(hash));
        DeleteFailure(hash);
    }

    internal void DeleteFailure(string hash) => TryDelete(Failure(hash));

    /// <summary>Deletes all that there is of a run.</summary>
    internal void Delete(string hash)
    {
        DeleteOutcome(hash);
        DeleteUnfinished(hash);
        DeleteCheckpoints(hash);
    }

    internal void DeleteCheckpoints(string hash)
    {
        if (Directory.Exists(Checkpoints(hash)))
            Directory.Delete(Checkpoints(hash), recursive: true);
    }

    // true: the file has the name now. false: another attempt was first, with the same rows.
    internal static bool Publish(string path, string name, bool replace)
    {
        try
        {
            File.Move(path, name, replace);
        }
        catch (FileNotFoundException)
        {
            // Another attempt took this one for lost.
            return false;
        }
        catch (IOException) when (!replace && File.Exists(name))
        {
            return false;
        }
        DurableFolder.Flush(Path.GetDirectoryName(name)!);
        return true;
    }

    internal static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It has no name that anyone reads.
        }
    }

    private static string Prefix(string hash) => hash[..2];
}
