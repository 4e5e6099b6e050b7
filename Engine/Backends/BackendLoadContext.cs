using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace ScalingTools.Backends;

/// <summary>A load context of a backend's own: its dependencies come from its folder and are seen by nobody else; the engine is the one that runs.</summary>
/// <param name="path">The backend's assembly.</param>
internal sealed class BackendLoadContext(string path) : AssemblyLoadContext("ScalingTools.Torch")
{
    private readonly string _folder = Path.GetDirectoryName(Path.GetFullPath(path))!;

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        Assembly engine = typeof(BackendLoadContext).Assembly;
        if (assemblyName.Name == engine.GetName().Name)
            return engine;
        string file = Path.Combine(_folder, assemblyName.Name + ".dll");
        return File.Exists(file) ? LoadFromAssemblyPath(file) : null;
    }

    /// <summary>Native libraries lie beside the assembly or in runtimes/platform/native; those of the system are found by their name.</summary>
    protected override nint LoadUnmanagedDll(string unmanagedDllName)
    {
        string platform = (OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux") + "-" + RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
        string file = OperatingSystem.IsWindows() ? unmanagedDllName + ".dll" : OperatingSystem.IsMacOS() ? $"lib{unmanagedDllName}.dylib" : $"lib{unmanagedDllName}.so";
        foreach (string folder in new[] { Path.Combine(_folder, "runtimes", platform, "native"), _folder })
            if (File.Exists(Path.Combine(folder, file)))
                return LoadUnmanagedDllFromPath(Path.Combine(folder, file));
        return 0;
    }
}
