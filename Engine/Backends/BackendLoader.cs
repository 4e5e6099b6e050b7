using System.Collections.Concurrent;
using System.Reflection;

namespace ScalingTools.Backends;

/// <summary>Loads a backend from its folder, once for each folder.</summary>
internal static class BackendLoader
{
    private const string InstallLine = "Install-PSResource ScalingTools.Torch", BuildLine = "./build.ps1 -Torch";

    private static readonly ConcurrentDictionary<string, Lazy<ITrainingBackend>> Loaded = new();

    /// <summary>The backend of a folder.</summary>
    /// <param name="folder">The folder; null for none.</param>
    /// <exception cref="ScalingException">BackendNotFound where there is none, or where libtorch cannot be loaded; BackendVersion where it is one for another version of ScalingTools.</exception>
    public static ITrainingBackend Load(string? folder)
    {
        if (folder is null)
            throw new ScalingException(ScalingError.BackendNotFound, "The Torch backend is not installed.", $"Install it: {InstallLine}. From the sources: {BuildLine}.", nameof(TrainingBackend.Torch));
        try
        {
            return Loaded.GetOrAdd(folder, path => new(() => Make(path))).Value;
        }
        catch (ScalingException)
        {
            Loaded.TryRemove(folder, out _); // it may have been mended when it is asked for again
            throw;
        }
    }

    private static ITrainingBackend Make(string folder)
    {
        string path = Path.Combine(folder, BackendFolder.AssemblyFile);
        try
        {
            Version ours = typeof(BackendLoader).Assembly.GetName().Version!, theirs = AssemblyName.GetAssemblyName(path).Version!;
            if (ours != theirs)
                throw new ScalingException(ScalingError.BackendVersion, $"The Torch backend in {folder} is of version {theirs.ToString(3)}, ScalingTools of {ours.ToString(3)}.",
                    $"Install the same version: {InstallLine} -Version {ours.ToString(3)}. From the sources: {BuildLine}.", folder);
            Assembly assembly = new BackendLoadContext(path).LoadFromAssemblyPath(Path.GetFullPath(path));
            Type entry = assembly.GetTypes().Single(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(ITrainingBackend)));
            return (ITrainingBackend)Activator.CreateInstance(entry, nonPublic: true)!;
        }
        catch (Exception e) when (e is not ScalingException)
        {
            Exception cause = e is TargetInvocationException { InnerException: { } inner } ? inner : e;
            if (cause is ScalingException known)
                throw known;
            throw new ScalingException(ScalingError.BackendNotFound, $"The Torch backend in {folder} cannot be loaded: {Reason(cause)}.",
                $"Install what is missing, or the backend again: {InstallLine} -Reinstall. From the sources: {BuildLine}.", folder, e);
        }
    }

    // What the system says of a native library is the last line, after general advice.
    private static string Reason(Exception cause) => cause.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault()?.TrimEnd('.') ?? cause.GetType().Name;
}
