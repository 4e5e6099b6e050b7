namespace ScalingTools.Sweeps;

/// <summary>Someone who works on runs of a store, and when he was last heard of.</summary>
/// <param name="Id">Unique among all workers there ever were.</param>
/// <param name="Host">His machine.</param>
/// <param name="Heartbeat">When he last said that he lives, ms since 1970.</param>
internal sealed record WorkerSign(string Id, string Host, long Heartbeat)
{
    /// <summary>How often a worker says that he lives.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(2);

    /// <summary>After how long a silence a worker of another machine counts as lost.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromMinutes(2);

    /// <summary>A new worker of this machine.</summary>
    public static WorkerSign Here() => new(Guid.NewGuid().ToString("n"), Environment.MachineName, Now());

    /// <summary>ms since 1970.</summary>
    public static long Now() => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    /// <summary>The file that a worker keeps locked as long as he lives: the system unlocks it however he ends.</summary>
    public FileStream Lock(RunFiles files)
    {
        string path = LockPath(files);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return new(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
    }

    /// <summary>Whether the worker can still be at work: on this machine, whether his file is locked; elsewhere, whether he was heard of lately.</summary>
    public bool Lives(RunFiles files, long now)
    {
        if (Host != Environment.MachineName)
            return now - Heartbeat < Silence.TotalMilliseconds;
        try
        {
            using FileStream open = new(LockPath(files), FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            return false;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    private string LockPath(RunFiles files) => Path.Combine(files.Folder, "workers", Id + ".lock");
}
