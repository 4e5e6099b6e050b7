using System.Globalization;
using ScalingTools.Experiments;
using ScalingTools.Multilinear;

namespace ScalingTools.Tests.Experiments;

public sealed class CsvTableTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("scalingtools-csv-").FullName;

    private sealed record Row(string Name, double? Value, long Count, bool IsOdd, MultilinearMethod Method);

    private sealed record Deep(string Name, double[] Values);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string At(params string[] parts) => Path.Combine([_folder, .. parts]);

    [Fact]
    public void Columns_are_the_properties_in_order_of_declaration()
    {
        string path = CsvTable.Write(At("rows.csv"), [new Row("run-1", 0.5, 3, true, MultilinearMethod.Sgd)]);
        Assert.Equal("Name,Value,Count,IsOdd,Method\nrun-1,0.5,3,True,Sgd\n", File.ReadAllText(path));
    }

    [Fact]
    public void Anonymous_rows_and_no_rows_at_all_have_a_header()
    {
        Assert.Equal("Alpha,Loss\n", File.ReadAllText(CsvTable.Write(At("none.csv"), new[] { new { Alpha = 0.3, Loss = 1.0 } }[..0])));
    }

    [Theory]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"x\"", "\"say \"\"x\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("plain text", "plain text")]
    [InlineData("", "")]
    public void Text_is_quoted_where_it_must_be(string text, string field)
    {
        string path = CsvTable.Write(At("text.csv"), new[] { new { Text = text } });
        Assert.Equal($"Text\n{field}\n", File.ReadAllText(path));
    }

    [Fact]
    public void Numbers_come_back_bit_by_bit_in_any_culture_and_null_is_empty()
    {
        double?[] values = [0.1 + 0.2, 1 / 3e-7, Math.PI * 1e-200, -0.0, double.Epsilon, 1e300, null];
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            // Written out, because the tests run without the cultures of the system.
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = ",", NegativeSign = "~" } };
            CsvTable.Write(At("numbers.csv"), values.Select(value => new { Value = value }));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
        IEnumerable<double?> back = File.ReadAllLines(At("numbers.csv")).Skip(1)
            .Select(field => field.Length == 0 ? (double?)null : double.Parse(field, CultureInfo.InvariantCulture));
        Assert.Equal(values.Select(Bits), back.Select(Bits));
    }

    [Fact]
    public void A_learning_curve_is_written_as_it_is_run()
    {
        MultilinearOptions options = new() { Times = [1, 100, null], ParameterCounts = [10] };
        string[] lines = File.ReadAllLines(CsvTable.Write(At("deep", "er", "curve.csv"), MultilinearTraining.Run(options)));
        Assert.Equal(4, lines.Length);
        MultilinearLoss last = MultilinearTraining.Run(options).Last();
        Assert.Equal($"Multilinear,ClosedForm,,0.6,,1,0.01,0.05,,,10,,{last.Loss.ToString("R", CultureInfo.InvariantCulture)},0.37499999999999994,0.37499999999999994,0.6,{0.6 / 2.6},{last.Run}", lines[3]);
    }

    [Fact]
    public void Rows_that_fail_leave_the_finished_ones_and_their_own_error()
    {
        static IEnumerable<Row> Rows()
        {
            yield return new Row("first", 1, 1, false, default);
            throw new IOException("not about the file");
        }
        Assert.Throws<IOException>(() => CsvTable.Write(At("part.csv"), Rows()));
        Assert.Equal(2, File.ReadAllLines(At("part.csv")).Length);
    }

    [Fact]
    public void A_path_that_cannot_be_written_is_named()
    {
        File.WriteAllText(At("file"), "");
        foreach (string path in new[] { _folder, At("file", "below.csv"), "", "nul\0l" })
        {
            ScalingException e = Assert.Throws<ScalingException>(() => CsvTable.Write(path, new[] { new { Loss = 1.0 } }));
            Assert.Equal(ScalingError.PathNotWritable, e.Error);
            Assert.Equal(path, e.Offender);
            Assert.NotEmpty(e.Advice);
        }
    }

    [Fact]
    public void A_property_that_is_no_scalar_is_refused_before_the_file_is_touched()
    {
        ScalingException e = Assert.Throws<ScalingException>(() => CsvTable.Write(At("deep.csv"), [new Deep("x", [1, 2])]));
        Assert.Equal(ScalingError.InconsistentInput, e.Error);
        Assert.Contains("Values", e.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(At("deep.csv")));
    }

    private static long? Bits(double? value) => value is { } x ? BitConverter.DoubleToInt64Bits(x) : null;
}
