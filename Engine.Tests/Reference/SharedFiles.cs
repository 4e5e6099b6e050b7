namespace ScalingTools.Tests.Reference;

/// <summary>Data files that are not in the repository: found in shared/data beside or above it, or in SCALINGTOOLS_SHARED.</summary>
internal static class SharedFiles
{
    /// <summary>The path of a file of shared/data; skips the test, saying why, where it is absent.</summary>
    public static string Data(string name)
    {
        string? shared = Environment.GetEnvironmentVariable("SCALINGTOOLS_SHARED");
        if (shared is not null && File.Exists(Path.Combine(shared, "data", name)))
            return Path.Combine(shared, "data", name);
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "shared", "data", name);
            if (File.Exists(path))
                return path;
        }
        Assert.Skip($"shared/data/{name} is not above {AppContext.BaseDirectory} nor in $SCALINGTOOLS_SHARED/data.");
        return "";
    }
}
