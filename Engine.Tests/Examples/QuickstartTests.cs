using System.Diagnostics;
using System.Globalization;

namespace ScalingTools.Tests.Examples;

/// <summary>
/// The README's first command, in a process of its own. It builds into Engine/bin, which is up to date by then and which the tests,
/// with copies of their own, do not hold open. Not beside the Pester tests, one of which runs builds too.
/// </summary>
[Collection("Processes")]
public sealed class QuickstartTests : IDisposable
{
    // Below the repository, so that global.json chooses the SDK.
    private readonly string _folder = Directory.CreateDirectory(Repository.Path("out", $"quickstart-test-{Environment.ProcessId}")).FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Quickstart_measures_what_theory_says_and_leaves_a_table()
    {
        (int exitCode, string output) = Run();
        Assert.True(exitCode == 0, output);
        Assert.Contains("95 % interval", output, StringComparison.Ordinal);

        string path = Path.Combine(_folder, "out", "quickstart.csv");
        Assert.Contains(path, output, StringComparison.Ordinal);
        string[][] lines = [.. File.ReadAllLines(path).Select(line => line.Split(','))];
        Dictionary<string, string>[] rows = [.. lines.Skip(1).Select(line => lines[0].Zip(line).ToDictionary(p => p.First, p => p.Second))];

        Assert.Equal(15, rows.Length); // five experiments at three α
        foreach (Dictionary<string, string> row in rows)
        {
            double Number(string column) => double.Parse(row[column], CultureInfo.InvariantCulture);
            double alpha = Number("Alpha"), theory = Number("TheoryExponent"), measured = Number("MeasuredExponent");
            // Table 2 of the paper
            double exponent = row["Law"] switch { "Parameters" => alpha, "Compute" => alpha / (alpha + 2), _ => alpha / (alpha + 1) };
            Assert.Equal(exponent, theory, 1e-12);
            if (row["Simulation"] is "SGD" or "sampled data")
                Assert.InRange(theory, Number("ExponentLow"), Number("ExponentHigh"));
            else
                Assert.Equal(theory, measured, 0.001);
            Assert.InRange(Number("MeasuredPrefactor") / Number("TheoryPrefactor"), 0.97, 1.03);
        }
    }

    private (int ExitCode, string Output) Run()
    {
        var start = new ProcessStartInfo("dotnet", ["run", Repository.Path("examples", "quickstart.cs")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder,
        };
        // Build servers would outlive the process, and keep its output open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.Result);
    }
}
