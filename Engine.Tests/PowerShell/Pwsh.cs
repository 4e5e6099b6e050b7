using System.Diagnostics;

namespace ScalingTools.Tests.PowerShell;

/// <summary>PowerShell as a process of its own.</summary>
internal static class Pwsh
{
    /// <summary>The path of pwsh, or null where there is none.</summary>
    public static string? Location { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "pwsh.exe" : "pwsh"))
        .FirstOrDefault(File.Exists);

    /// <summary>Runs a script file with arguments and returns its exit code and all it printed.</summary>
    public static (int ExitCode, string Output) RunFile(params string[] arguments)
    {
        var start = new ProcessStartInfo(Location!, ["-NoProfile", "-NonInteractive", "-File", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Repository.Root,
        };
        start.Environment["NO_COLOR"] = "1";
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.Result);
    }
}
