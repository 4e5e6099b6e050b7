namespace ScalingTools.Backends;

/// <summary>Where the assemblies of the companion module ScalingTools.Torch are.</summary>
internal static class BackendFolder
{
    /// <summary>The environment variable that names the folder; no other is then looked at.</summary>
    public const string Variable = "SCALINGTOOLS_TORCH";

    /// <summary>The assembly that is looked for.</summary>
    public const string AssemblyFile = "ScalingTools.Engine.Torch.dll";

    private const string Module = "ScalingTools.Torch";

    /// <summary>The folder of this process; null where there is none.</summary>
    public static string? Find() => Find(Environment.GetEnvironmentVariable(Variable), AppContext.BaseDirectory, EngineFolder(), Environment.GetEnvironmentVariable("PSModulePath"));

    /// <summary>
    /// The first folder with the assembly: the one that is named; else torch/ beside the application or the engine, where a build puts it; else the newest version of the module beside ours, or on the module path.
    /// </summary>
    /// <param name="named">The folder that the environment names; null for none.</param>
    /// <param name="application">The folder of the application.</param>
    /// <param name="engine">The folder of the engine, in a module ScalingTools/version/Module/bin.</param>
    /// <param name="modulePath">Folders of modules, as PowerShell writes them.</param>
    public static string? Find(string? named, string application, string engine, string? modulePath)
    {
        if (!string.IsNullOrWhiteSpace(named))
            return Has(named) ? named : null;
        IEnumerable<string> beside = [Path.Combine(application, "torch"), Path.Combine(engine, "torch")];
        IEnumerable<string> modules = [Path.Combine(engine, "..", "..", "..", ".."), .. (modulePath ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)];
        return beside.Concat(modules.SelectMany(Versions)).Where(Has).Select(Path.GetFullPath).FirstOrDefault();
    }

    // Modules/ScalingTools.Torch/0.1.0/bin, newest first
    private static IEnumerable<string> Versions(string modules)
    {
        string folder = Path.Combine(modules, Module);
        if (!Directory.Exists(folder))
            return [];
        return Directory.EnumerateDirectories(folder).OrderByDescending(version => System.Version.TryParse(Path.GetFileName(version), out Version? number) ? number : new Version())
            .Select(version => Path.Combine(version, "bin"));
    }

    private static bool Has(string folder) => File.Exists(Path.Combine(folder, AssemblyFile));

    private static string EngineFolder() => Path.GetDirectoryName(typeof(BackendFolder).Assembly.Location) is { Length: > 0 } folder ? folder : AppContext.BaseDirectory;
}
