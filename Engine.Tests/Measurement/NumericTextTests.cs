using System.Globalization;
using ScalingTools.Measurement;

namespace ScalingTools.Tests.Measurement;

public class NumericTextTests
{
    [Theory]
    [InlineData("1.5e-3", 1.5e-3)]
    [InlineData(" 42 ", 42)]
    [InlineData("-7", -7)]
    [InlineData(7L, 7)]
    [InlineData(0.25f, 0.25)]
    [InlineData((byte)3, 3)]
    public void Numbers_and_invariant_text_are_numbers(object value, double expected)
    {
        Assert.True(NumericText.TryParse(value, out double number, out ScalingError? error));
        Assert.Equal(expected, number);
        Assert.Null(error);
    }

    [Theory]
    [InlineData("1,5")]
    [InlineData("1,500")]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData(true)]
    [InlineData(null)]
    [InlineData(DayOfWeek.Friday)]
    public void Anything_else_is_not(object? value)
    {
        Assert.False(NumericText.TryParse(value, out double number, out ScalingError? error));
        Assert.Equal((0, ScalingError.NotNumeric), (number, error));
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("1e999")]
    [InlineData(double.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void Nan_and_infinity_are_not_finite(object value)
    {
        Assert.False(NumericText.TryParse(value, out _, out ScalingError? error));
        Assert.Equal(ScalingError.NotFinite, error);
    }

    [Fact]
    public void Decimals_big_integers_and_dates()
    {
        Assert.True(NumericText.TryParse(1.25m, out double number, out _));
        Assert.Equal(1.25, number);
        Assert.True(NumericText.TryParse(System.Numerics.BigInteger.Pow(2, 100), out number, out _));
        Assert.Equal(Math.Pow(2, 100), number);
        Assert.False(NumericText.TryParse(DateTime.UnixEpoch, out _, out _));
    }

    [Fact]
    public void The_users_culture_does_not_matter()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = ",", NumberGroupSeparator = "." } };
            Assert.True(NumericText.TryParse("1.5", out double number, out _));
            Assert.Equal(1.5, number);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
