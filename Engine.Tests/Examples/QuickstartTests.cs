using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace ScalingTools.Tests.Examples;

/// <summary>
/// The README's first command and its sample in C#, in processes of their own. They build into Engine/bin, which is up to date by then
/// and which the tests, with copies of their own, do not hold open. Not beside the Pester tests, one of which runs builds too.
/// </summary>
[Collection("Processes")]
public sealed partial class QuickstartTests : IDisposable
{
    [GeneratedRegex("```text\n(?<text>Scaling laws.*?)```", RegexOptions.Singleline)]
    private static partial Regex PrintedTable();

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Sample();

    [GeneratedRegex(@"\d+\.\d+")]
    private static partial Regex Number();

    // Below the repository, so that global.json chooses the SDK.
    private readonly string _folder = Directory.CreateDirectory(Repository.Path("out", "quickstart-test")).FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Quickstart_measures_what_theory_says_and_leaves_a_table()
    {
        string output = Run(Repository.Path("examples", "quickstart.cs"));

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

        // The page shows what is printed. Its numbers are those of another machine, whose last digit may differ.
        string page = PrintedTable().Match(Readme).Groups["text"].Value;
        Assert.NotEmpty(page);
        foreach ((string shown, string printed) in Words(page).Zip(Words(output)))
            if (double.TryParse(shown, CultureInfo.InvariantCulture, out double x) && double.TryParse(printed, CultureInfo.InvariantCulture, out double y))
                Assert.Equal(x, y, 0.0011);
            else
                Assert.Equal(shown, printed);
    }

    [Fact]
    public void The_sample_in_the_README_runs()
    {
        string file = Path.Combine(_folder, "sample.cs"), sample = Sample().Match(Readme).Groups["code"].Value;
        File.WriteAllText(file, sample.Replace("../Engine/", "../../Engine/", StringComparison.Ordinal));
        // L = A T^-p; theory: A T^-p
        double[] numbers = [.. Number().Matches(Run(file)).Select(m => double.Parse(m.Value, CultureInfo.InvariantCulture))];
        Assert.Equal(4, numbers.Length);
        Assert.Equal(numbers[2], numbers[0], 0.01);
        Assert.Equal(numbers[3], numbers[1], 0.001);
    }

    private static string Readme => File.ReadAllText(Repository.Path("README.md"));

    private static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private string Run(string file)
    {
        var start = new ProcessStartInfo("dotnet", ["run", file])
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
        Assert.True(process.ExitCode == 0, output + errors.Result);
        return output;
    }
}
