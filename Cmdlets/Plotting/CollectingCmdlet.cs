using System.Collections;
using System.ComponentModel;
using System.Globalization;
using System.Management.Automation;
using ScalingTools.Plotting;

namespace ScalingTools.Cmdlets;

/// <summary>What cmdlets share that take rows of many kinds whole and make one file of them at the end of the input.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class CollectingCmdlet : ScalingCmdlet
{
    /// <summary>Rows of this module of any kinds, or any objects with properties.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    /// <summary>Does not write over a file that is there.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Writes over a file that is read-only.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Writes the file as an object.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

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
        else
            Rows.Add(item is IDictionary ? "Hashtable" : InputObject.TypeNames[0], [.. PropertyValues.Of(InputObject)]);
    }

    /// <summary>The commands that made the rows.</summary>
    /// <param name="given">What the user says of them; null where nothing.</param>
    /// <param name="script">The script they stand in; empty where they were typed.</param>
    private protected string Commands(string? given, out string script)
    {
        (string statements, script) = CommandText.Of(MyInvocation, InvokeCommand);
        return given ?? statements;
    }

    /// <summary>When and with what: for who wants to do it again.</summary>
    /// <param name="script">The script of the commands; empty for none.</param>
    private protected IReadOnlyList<KeyValuePair<string, string>> Facts(string script) =>
    [
        new("Date", DateTimeOffset.Now.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture)),
        .. script.Length > 0 ? [new("Script", script)] : Array.Empty<KeyValuePair<string, string>>(),
        new("ScalingTools", typeof(RowCollection).Assembly.GetName().Version?.ToString(3) ?? ""),
        new("PowerShell", $"{SessionState.PSVariable.GetValue("PSVersionTable") switch { IDictionary versions => versions["PSVersion"], _ => "" }}"),
        new(".NET", Environment.Version.ToString()),
    ];
}
