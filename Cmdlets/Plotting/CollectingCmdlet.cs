using System.Collections;
using System.ComponentModel;
using System.Globalization;
using System.Management.Automation;
using ScalingTools.Plotting;

namespace ScalingTools.Cmdlets;

/// <summary>What cmdlets share that take rows of many kinds whole, and use them at the end of the input.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class CollectingCmdlet : ScalingCmdlet
{
    /// <summary>Rows of this module of any kinds, or any objects with properties.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    /// <summary>Everything that arrived.</summary>
    private protected RowCollection Rows { get; } = new();

    /// <inheritdoc/>
    protected override object? PipelineItem => InputObject;

    /// <inheritdoc/>
    protected sealed override void Process()
    {
        if (InputObject is null)
            return;
        object item = InputObject.BaseObject;
        if (item.GetType().Assembly == typeof(RowCollection).Assembly)
            Rows.Add(item);
        else if (item is IDictionary table)
            Rows.Add("Hashtable", [.. table.Keys.Cast<object>().Select(key => KeyValuePair.Create($"{key}", Cell(table[key])))]);
        else
            Rows.Add(InputObject.TypeNames[0], [.. InputObject.Properties.Where(p => p.IsGettable).Select(p => KeyValuePair.Create(p.Name, Value(p)))]);
    }

    /// <summary>When, how and with what: for who wants to do it again.</summary>
    private protected IReadOnlyList<KeyValuePair<string, string>> Facts(string? command) =>
    [
        new("Date", DateTimeOffset.Now.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture)),
        new("Command", command ?? MyInvocation.Line.Trim()),
        new("ScalingTools", typeof(RowCollection).Assembly.GetName().Version?.ToString(3) ?? ""),
        new("PowerShell", $"{SessionState.PSVariable.GetValue("PSVersionTable") switch { IDictionary versions => versions["PSVersion"], _ => "" }}"),
        new(".NET", Environment.Version.ToString()),
    ];

    private static object? Value(PSPropertyInfo property)
    {
        try
        {
            return Cell(property.Value);
        }
        catch (GetValueException)
        {
            return null;
        }
    }

    // A custom object within an object is its text.
    private static object? Cell(object? value) => value is PSObject wrapped ? wrapped.BaseObject is PSCustomObject ? wrapped.ToString() : wrapped.BaseObject : value;
}
