using System.Reflection;
using System.Text.RegularExpressions;
using ScalingTools.SparseParity;

namespace ScalingTools.Tests.Boundary;

/// <summary>
/// What Excel asks of a row. A row type is a public sealed record of the engine that is not options;
/// that every type a cmdlet writes is one of them is tested in Module/Tests/Rows.Tests.ps1.
/// </summary>
public partial class RowTypeTests
{
    // ImportExcel 7.8, Export-Excel.ps1: a first object whose type name matches this is written as one cell of text.
    [GeneratedRegex("string|timespan|datetime|bool|byte|char|decimal|double|float|int|long|sbyte|short|uint|ulong|ushort|URI|ExcelHyperLink", RegexOptions.IgnoreCase)]
    private static partial Regex TakenForAPlainValue();

    // A1 and R1C1 addresses, whole rows and columns: refused as names of ranges.
    [GeneratedRegex(@"^([A-Z]{1,3}\d+|R\d*(C\d*)?|C\d*)$", RegexOptions.IgnoreCase)]
    private static partial Regex LooksLikeACell();

    private static IEnumerable<Type> Records() => typeof(SkillDistribution).Assembly.GetExportedTypes()
        .Where(type => type is { IsClass: true, IsSealed: true } && type.GetMethod("<Clone>$") is not null);

    public static IEnumerable<TheoryDataRow<Type>> Rows() => Records()
        .Where(type => !type.Name.EndsWith("Options", StringComparison.Ordinal))
        .Select(type => new TheoryDataRow<Type>(type));

    [Fact]
    public void No_public_record_has_a_name_that_ImportExcel_takes_for_a_plain_value() =>
        Assert.DoesNotContain(Records(), type => TakenForAPlainValue().IsMatch(type.Name));

    [Theory]
    [MemberData(nameof(Rows))]
    public void No_property_looks_like_a_cell(Type row) =>
        Assert.DoesNotContain(row.GetProperties(), property => LooksLikeACell().IsMatch(property.Name));

    [Theory]
    [MemberData(nameof(Rows))]
    public void Every_property_is_a_scalar_that_can_be_read(Type row) =>
        Assert.All(row.GetProperties(BindingFlags.Public | BindingFlags.Instance), property =>
        {
            Type type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            Assert.True(type.IsEnum || type == typeof(double) || type == typeof(long) || type == typeof(int) || type == typeof(bool) || type == typeof(string),
                $"{row.Name}.{property.Name} is a {property.PropertyType}: rows hold scalars only, arrays go behind a method.");
        });

    [Theory]
    [InlineData("Checkpoint", true)]
    [InlineData("ConfidenceInterval", true)]
    [InlineData("FourierMode", true)]
    [InlineData("MultilinearLoss", false)]
    public void The_list_catches_what_Excel_would_flatten(string name, bool caught) =>
        Assert.Equal(caught, TakenForAPlainValue().IsMatch(name));

    [Theory]
    [InlineData("R2", true)]
    [InlineData("T1", true)]
    [InlineData("C", true)]
    [InlineData("RSquared", false)]
    [InlineData("Compute", false)]
    public void The_list_catches_what_Excel_would_refuse(string name, bool caught) =>
        Assert.Equal(caught, LooksLikeACell().IsMatch(name));
}
