using System.Diagnostics;
using System.Text.Json;

namespace ScalingTools.Sweeps;

/// <summary>store.json: what makes a folder a store, and the version of its files.</summary>
internal static class StoreMark
{
    private const int Version = 1;
    private const string Name = "store.json";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Checks that the folder is a store that this version can read; makes one if asked to.</summary>
    public static void Check(string folder, bool create)
    {
        string path = Path.Combine(folder, Name);
        if (!File.Exists(path))
        {
            if (!create)
                throw new ScalingException(ScalingError.RunNotFound, $"There is no store of runs in {folder}.", "Invoke-ScalingSweep -Store makes one.", folder);
            Make(folder, path);
        }
        try
        {
            using JsonDocument mark = JsonDocument.Parse(File.ReadAllText(path));
            if (mark.RootElement.GetProperty("format").GetInt32() is var version && version > Version)
                throw new ScalingException(ScalingError.StoreVersion, $"The store {folder} is of a newer version of ScalingTools (format {version}; this is {Version}).",
                    "Update ScalingTools, or use another store.", folder);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new ScalingException(ScalingError.StoreDamaged, $"{path} does not say which version the store is.", $$"""If the folder is a store, write {"format":{{Version}}} into it.""", path, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(folder, e);
        }
    }

    /// <summary>Whether files can be made in the folder.</summary>
    public static bool CanWrite(string folder)
    {
        string probe = Path.Combine(folder, $".probe-{Guid.NewGuid():n}");
        try
        {
            using FileStream file = new(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Keeps other processes from opening the store until disposed.</summary>
    public static FileStream Lock(string folder)
    {
        for (Stopwatch waited = Stopwatch.StartNew(); ;)
        {
            try
            {
                return new(Path.Combine(folder, "store.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (waited.Elapsed < Patience)
            {
                Thread.Sleep(10);
            }
        }
    }

    public static ScalingException NotWritable(string folder, Exception why) => new(ScalingError.PathNotWritable, $"The store {folder} cannot be written to: {why.Message}",
        "Nothing that was finished is lost. Free space or choose a folder that can be written to, then Resume-ScalingSweep.", folder, why);

    private static void Make(string folder, string path)
    {
        try
        {
            Directory.CreateDirectory(folder);
            string beside = $"{path}.{Guid.NewGuid():n}";
            File.WriteAllText(beside, $$"""{"format":{{Version}}}""" + "\n");
            File.Move(beside, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(folder, e);
        }
    }
}
