using System.Globalization;

namespace ScalingTools.Measurement;

/// <summary>The one rule by which a value of a record becomes a number.</summary>
/// <remarks>
/// Numbers of any .NET type count as they are. Text is read in the invariant culture, whatever the user's: a decimal point, an optional
/// exponent, no thousands separators, as Export-Csv and every program writes it ("1,5" is not a number). Booleans, dates, enumerations, empty
/// text and null are not numbers. NaN and infinities, as numbers or as text, are NotFinite.
/// </remarks>
internal static class NumericText
{
    /// <summary>The number in a value; false, with the reason, where there is none.</summary>
    /// <param name="value">Anything.</param>
    /// <param name="number">The number; 0 where there is none.</param>
    /// <param name="error">NotNumeric or NotFinite; null on success.</param>
    public static bool TryParse(object? value, out double number, out ScalingError? error)
    {
        error = null;
        switch (value)
        {
            case double d:
                number = d;
                break;
            case string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number):
                break;
            case System.Numerics.BigInteger big:
                number = (double)big;
                break;
            case Half half:
                number = (double)half;
                break;
            case IConvertible convertible and not Enum when convertible.GetTypeCode() is >= TypeCode.SByte and <= TypeCode.Decimal:
                number = convertible.ToDouble(CultureInfo.InvariantCulture);
                break;
            default:
                number = 0;
                error = ScalingError.NotNumeric;
                return false;
        }
        if (double.IsFinite(number))
            return true;
        number = 0;
        error = ScalingError.NotFinite;
        return false;
    }
}
