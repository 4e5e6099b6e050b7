using System.Collections;
using System.Management.Automation;

namespace ScalingTools.Cmdlets;

/// <summary>The properties of whatever comes down a pipeline: a hashtable is a record of its keys, as for Export-Csv; anything else of its properties.</summary>
internal static class PropertyValues
{
    /// <summary>Names and values; one that cannot be read, such as ExitCode of a running process, is missing.</summary>
    /// <param name="item">The object.</param>
    /// <param name="names">The properties to read of an object; null for all.</param>
    public static IEnumerable<KeyValuePair<string, object?>> Of(PSObject item, IReadOnlyList<string>? names = null) => item.BaseObject is IDictionary table
        ? table.Keys.Cast<object>().Select(key => KeyValuePair.Create($"{key}", Unwrapped(table[key])))
        : (names is null ? item.Properties : names.Select(name => item.Properties[name]).OfType<PSPropertyInfo>()).Where(p => p.IsGettable).Select(p => KeyValuePair.Create(p.Name, Value(p)));

    private static object? Value(PSPropertyInfo property)
    {
        try
        {
            return Unwrapped(property.Value);
        }
        catch (GetValueException)
        {
            return null;
        }
    }

    // A custom object within an object stays wrapped, as it has nothing else.
    private static object? Unwrapped(object? value) => value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
}
