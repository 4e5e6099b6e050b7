using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace ScalingTools.Sweeps;

/// <summary>The columns of a row type: its public properties in the order in which they are declared; to a line of JSON and back without loss.</summary>
internal sealed class RowColumns
{
    private static readonly ConcurrentDictionary<Type, RowColumns> Known = new();

    private readonly PropertyInfo[] _properties;
    private readonly Action<object, object?>?[] _set;
    private readonly Type _type;

    /// <summary>Names of the columns.</summary>
    public IReadOnlyList<string> Names { get; }

    private RowColumns(Type type)
    {
        _type = type;
        _properties = [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanRead && p.GetIndexParameters().Length == 0)];
        _set = [.. _properties.Select(Setter)];
        Names = [.. _properties.Select(p => p.Name)];
    }

    /// <summary>The columns of a type.</summary>
    public static RowColumns Of(Type type) => Known.GetOrAdd(type, t => new(t));

    /// <summary>The values of a row, plain.</summary>
    public object?[] Values(object row) => [.. _properties.Select(p => PlainValue.Of(p.GetValue(row), p.Name))];

    /// <summary>A row from its values; columns that the type no longer has are left out, those it has got since keep their defaults.</summary>
    public object Row(IReadOnlyList<string> names, object?[] values)
    {
        object row = RuntimeHelpers.GetUninitializedObject(_type);
        for (int i = 0; i < names.Count; i++)
            if (Names.IndexOf(names[i]) is var at && at >= 0 && _set[at] is { } set)
                set(row, Typed(values[i], _properties[at].PropertyType));
        return row;
    }

    // An init-only property is set like any other; one without a setter that keeps a value has a field, one that computes it has none.
    private static Action<object, object?>? Setter(PropertyInfo property)
    {
        if (property.SetMethod is not null)
            return property.SetValue;
        FieldInfo? field = property.DeclaringType!.GetField($"<{property.Name}>k__BackingField", BindingFlags.Instance | BindingFlags.NonPublic);
        return field is null ? null : field.SetValue;
    }

    private static object? Typed(object? plain, Type type)
    {
        Type wanted = Nullable.GetUnderlyingType(type) ?? type;
        return plain switch
        {
            null => null,
            string name when wanted.IsEnum => Enum.Parse(wanted, name),
            _ when wanted.IsInstanceOfType(plain) => plain,
            _ => Convert.ChangeType(plain, wanted, CultureInfo.InvariantCulture),
        };
    }
}

file static class ListExtensions
{
    public static int IndexOf(this IReadOnlyList<string> names, string name)
    {
        for (int i = 0; i < names.Count; i++)
            if (names[i] == name)
                return i;
        return -1;
    }
}
