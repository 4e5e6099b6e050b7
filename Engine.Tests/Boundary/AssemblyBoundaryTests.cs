using ScalingTools.SparseParity;

namespace ScalingTools.Tests.Boundary;

/// <summary>What the engine must not know.</summary>
public class AssemblyBoundaryTests
{
    [Fact]
    public void The_engine_references_the_framework_MathNet_and_SQLite_only()
    {
        string[] allowed = ["System.", "MathNet.Numerics", "netstandard", "Microsoft.Data.Sqlite", "SQLitePCLRaw.", "Microsoft.Win32.Primitives"];
        IEnumerable<string> strangers = typeof(SkillDistribution).Assembly.GetReferencedAssemblies()
            .Select(a => a.Name!)
            .Where(name => !allowed.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)) || name.StartsWith("System.Management", StringComparison.Ordinal)
                || name == "System.Console");
        Assert.Empty(strangers);
    }
}
