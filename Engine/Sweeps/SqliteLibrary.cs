using System.Reflection;
using System.Runtime.InteropServices;

namespace ScalingTools.Sweeps;

/// <summary>
/// Finds SQLite's native library wherever this assembly was loaded from: .NET looks where a program's deps.json says, but a module in pwsh has none, and there
/// PowerShell looks for a name without Unix's "lib".
/// </summary>
internal static class SqliteLibrary
{
    private static readonly Lazy<bool> Ready = new(() =>
    {
        Assembly provider = Assembly.Load("SQLitePCLRaw.provider.e_sqlite3");
        try
        {
            NativeLibrary.SetDllImportResolver(provider, Resolve);
        }
        catch (InvalidOperationException)
        {
            // Someone in this process has already made SQLite work.
        }
        SQLitePCL.Batteries_V2.Init();
        return true;
    });

    /// <summary>Makes SQLite usable; to be called before the first connection.</summary>
    public static void Load() => _ = Ready.Value;

    private static nint Resolve(string name, Assembly provider, DllImportSearchPath? search)
    {
        string folder = Path.GetDirectoryName(typeof(SqliteLibrary).Assembly.Location)!;
        foreach (string rid in Identifiers())
            if (NativeLibrary.TryLoad(Path.Combine(folder, "runtimes", rid, "native", FileName(name)), out nint library))
                return library;
        return NativeLibrary.TryLoad(name, provider, search, out nint elsewhere) ? elsewhere : 0;
    }

    // linux-musl first on Alpine, where the other one does not load
    private static IEnumerable<string> Identifiers()
    {
        string processor = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
        return OperatingSystem.IsWindows() ? [$"win-{processor}"] : OperatingSystem.IsMacOS() ? [$"osx-{processor}"]
            : RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal) ? [$"linux-musl-{processor}", $"linux-{processor}"]
            : [$"linux-{processor}", $"linux-musl-{processor}"];
    }

    private static string FileName(string name) => OperatingSystem.IsWindows() ? name + ".dll" : OperatingSystem.IsMacOS() ? $"lib{name}.dylib" : $"lib{name}.so";
}
