using System.Text.RegularExpressions;

namespace ScalingTools.Tests.Boundary;

/// <summary>
/// One stem per feature: each cmdlet that the manifest exports has its source, its Pester file and its README row, and none
/// of these exists for a cmdlet that is not exported. Help and table views are tested in PowerShell (Module/Tests).
/// </summary>
public partial class CompletenessTests
{
    [GeneratedRegex(@"CmdletsToExport\s*=\s*@\((?<names>[^)]*)\)")]
    private static partial Regex ExportList();

    [GeneratedRegex(@"\[Cmdlet\(Verbs\w+\.(?<verb>\w+), ""(?<noun>\w+)""")]
    private static partial Regex CmdletAttribute();

    // | `Get-ScalingLaw` | what it does |
    [GeneratedRegex(@"^\|\s*`(?<name>[A-Z][a-z]+-[A-Z]\w+)`", RegexOptions.Multiline)]
    private static partial Regex ReadmeRow();

    private static string[] Exported() =>
        ExportList().Match(File.ReadAllText(Repository.Path("ScalingTools.psd1"))).Groups["names"].Value
            .Split(['\'', ',', '\n', '\r', ' '], StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal).ToArray();

    [Fact]
    public void Each_exported_cmdlet_has_one_source_file_named_after_it_and_the_other_way_round()
    {
        var found = Directory.EnumerateFiles(Repository.Path("Cmdlets"), "*Command.cs", SearchOption.AllDirectories)
            .Select(file => (File: Path.GetFileNameWithoutExtension(file), Cmdlet: CmdletAttribute().Match(File.ReadAllText(file)))).ToList();
        Assert.All(found, f => Assert.Equal(f.File, f.Cmdlet.Groups["verb"].Value + f.Cmdlet.Groups["noun"].Value + "Command"));
        Assert.Equal(Exported(), found.Select(f => $"{f.Cmdlet.Groups["verb"]}-{f.Cmdlet.Groups["noun"]}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_exported_cmdlet_has_a_Pester_file_and_the_other_way_round()
    {
        string[] files = Directory.GetFiles(Repository.Path("Module", "Tests"), "*-*.Tests.ps1")
            .Select(file => Path.GetFileName(file).Replace(".Tests.ps1", "", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(Exported(), files);
    }

    [Fact]
    public void Each_exported_cmdlet_has_a_row_in_the_README_and_the_other_way_round()
    {
        string readme = File.ReadAllText(Repository.Path("README.md"));
        Assert.Equal(Exported(), ReadmeRow().Matches(readme).Select(m => m.Groups["name"].Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_module_has_the_version_of_the_assemblies()
    {
        string props = File.ReadAllText(Repository.Path("Directory.Build.props"));
        string manifest = File.ReadAllText(Repository.Path("ScalingTools.psd1"));
        string version = Regex.Match(props, "<Version>(.*)</Version>").Groups[1].Value;
        Assert.Equal(version, Regex.Match(manifest, @"ModuleVersion\s*=\s*'(.*)'").Groups[1].Value);
        string companion = File.ReadAllText(Repository.Path("Engine.Torch", "ScalingTools.Torch.psd1"));
        Assert.Equal(version, Regex.Match(companion, @"ModuleVersion\s*=\s*'(.*)'").Groups[1].Value);
    }
}
