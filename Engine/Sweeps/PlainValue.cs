using System.Collections;
using System.Globalization;
using System.Text.Json;

namespace ScalingTools.Sweeps;

/// <summary>
/// The values a configuration is made of: null, booleans, whole numbers, numbers, texts and lists of these. Everything else becomes one of them, so that
/// the same configuration has the same text on every machine: enums their names, every integer a long, a number without a fraction a whole one.
/// </summary>
internal static class PlainValue
{
    private const double LargestWhole = 1L << 53;

    /// <summary>The plain value of anything.</summary>
    /// <exception cref="ScalingException">ParameterOutOfRange for NaN, ∞ and objects that are not values.</exception>
    public static object? Of(object? value, string name) => value switch
    {
        null => null,
        bool or string => value,
        Enum => value.ToString(),
        char c => c.ToString(),
        sbyte or byte or short or ushort or int or uint or long => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        float or double or decimal or ulong => Number(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        IDictionary => throw NotPlain(name, value),
        IEnumerable list => list.Cast<object?>().Select(item => Of(item, name)).ToArray(),
        _ => throw NotPlain(name, value),
    };

    /// <summary>Writes a plain value.</summary>
    public static void Write(Utf8JsonWriter to, object? value)
    {
        switch (value)
        {
            case null: to.WriteNullValue(); break;
            case bool flag: to.WriteBooleanValue(flag); break;
            case long whole: to.WriteNumberValue(whole); break;
            // JSON has no ∞; -Time Infinity is an honest value of a parameter.
            case double number when !double.IsFinite(number): to.WriteStringValue(number.ToString(CultureInfo.InvariantCulture)); break;
            case double number: to.WriteNumberValue(number); break;
            case string text: to.WriteStringValue(text); break;
            case object?[] list:
                to.WriteStartArray();
                foreach (object? item in list)
                    Write(to, item);
                to.WriteEndArray();
                break;
            default: throw NotPlain("value", value);
        }
    }

    /// <summary>Reads a plain value.</summary>
    public static object? Read(JsonElement from) => from.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String => from.GetString(),
        JsonValueKind.Number => from.TryGetInt64(out long whole) ? (object)whole : from.GetDouble(),
        JsonValueKind.Array => from.EnumerateArray().Select(Read).ToArray(),
        _ => throw new JsonException($"a {from.ValueKind} is not a plain value"),
    };

    /// <summary>The value as it would be typed: lists with commas, numbers without a culture.</summary>
    public static string Text(object? value) => value switch
    {
        null => "",
        object?[] list => string.Join(", ", list.Select(Text)),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static object Number(double number) => double.IsNaN(number)
        ? number.ToString(CultureInfo.InvariantCulture)
        : number == Math.Floor(number) && Math.Abs(number) < LargestWhole ? (object)(long)number : number;

    private static ScalingException NotPlain(string name, object value) => new(ScalingError.ParameterOutOfRange,
        $"{name} is a {value.GetType().Name}, which a sweep cannot keep.", "Give numbers, texts, booleans or lists of them; a task is made by a command before the training, as in New-ScalingSweep New-PowerLawTask, Invoke-FeatureLearningTraining.", value);
}
