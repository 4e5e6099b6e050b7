using System.Text.Json;

namespace ScalingTools.Tests.PowerShell;

/// <summary>
/// The Pester tests of Module/Tests, run once in one pwsh process and reported here one by one. Without pwsh or Pester
/// they show as skipped, with the reason.
/// </summary>
[Collection("Processes")]
public class PesterTests
{
    private sealed record Row(string File, string Name, string Result, string Message);

    private static readonly Lazy<Row[]> Rows = new(RunPester);

    public static IEnumerable<TheoryDataRow<string, string>> Tests() => Rows.Value.Select(row =>
        new TheoryDataRow<string, string>(row.File, row.Name) { Skip = row.Result == "Skipped" ? row.Message : null });

    // Enumerated when the tests run, not when they are listed: the enumeration is the run.
    [Theory]
    [MemberData(nameof(Tests), DisableDiscoveryEnumeration = true)]
    public void Pester(string file, string name)
    {
        foreach (Row row in Rows.Value.Where(row => row.File == file && row.Name == name))
            Assert.True(row.Result == "Passed", row.Message);
    }

    private static Row[] RunPester()
    {
        if (Pwsh.Location is null)
            return [new("Module/Tests", "pwsh is not on the PATH", "Skipped", "PowerShell 7.6 is needed for the tests of the cmdlets.")];
        string resultPath = Path.Combine(Path.GetTempPath(), $"scalingtools-pester-{Environment.ProcessId}.json");
        try
        {
            (int exitCode, string output) = Pwsh.RunFile(Repository.Path("Module", "Tests", "Invoke-Tests.ps1"), "-ResultPath", resultPath);
            return File.Exists(resultPath) && JsonSerializer.Deserialize<Row[]>(File.ReadAllText(resultPath)) is { Length: > 0 } rows
                ? rows
                : [new("Module/Tests", "no results", "Failed", $"Pester left no results (exit code {exitCode}):\n{output}")];
        }
        finally
        {
            File.Delete(resultPath);
        }
    }
}
