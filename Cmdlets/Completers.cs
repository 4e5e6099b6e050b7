using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Reflection;

namespace ScalingTools.Cmdlets;

/// <summary>Offers fixed suggestions for a parameter that takes any value; enums need none.</summary>
internal abstract class SuggestionCompleter(string meaning, params string[] suggestions) : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete,
        CommandAst commandAst, IDictionary fakeBoundParameters) =>
        suggestions.Where(s => Completion.Matches(s, wordToComplete)).Select(s => Completion.Of(s, meaning));
}

/// <summary>The exponents of the paper's figures.</summary>
internal sealed class AlphaCompleter() : SuggestionCompleter("frequencies fall as k^-(alpha+1); the paper's value", "0.3", "0.6", "0.9");

/// <summary>A logarithmic grid; see <see cref="LogGridAttribute"/>.</summary>
internal sealed class LogGridCompleter() : SuggestionCompleter("log:first:last:count", "log:1:1e6:50");

/// <summary>A grid of times, or T = ∞.</summary>
internal sealed class TimeCompleter() : SuggestionCompleter("log:first:last:count, or trained to the end", "log:1:1e6:50", "Infinity");

/// <summary>
/// Names of numeric properties of what arrives: of the output of the ScalingTools command next upstream in the
/// pipeline, else of every row type.
/// </summary>
internal sealed class NumericPropertyCompleter() : PropertyCompleter(numericOnly: true);

/// <summary>Names of all properties of what arrives, for grouping.</summary>
internal sealed class AnyPropertyCompleter() : PropertyCompleter(numericOnly: false);

/// <summary>Names of properties of upstream rows.</summary>
internal abstract class PropertyCompleter(bool numericOnly) : IArgumentCompleter
{
    private static readonly HashSet<Type> Numbers = [typeof(double), typeof(long), typeof(int)];

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete,
        CommandAst commandAst, IDictionary fakeBoundParameters) =>
        (Upstream(commandAst) is { Length: > 0 } rows ? rows : AllRows())
            .SelectMany(row => row.GetProperties(BindingFlags.Public | BindingFlags.Instance))
            .Where(p => !numericOnly || Numbers.Contains(Nullable.GetUnderlyingType(p.PropertyType) ?? p.PropertyType))
            .Select(p => p.Name).Distinct().Where(name => Completion.Matches(name, wordToComplete))
            .Select(name => Completion.Of(name, "property"));

    // A | B | Measure-X: the nearest command before ours that we know, since Where-Object and Sort-Object pass rows on.
    private static Type[] Upstream(CommandAst? command)
    {
        if (command?.Parent is not PipelineAst pipeline)
            return [];
        return pipeline.PipelineElements.TakeWhile(element => element != command).OfType<CommandAst>().Reverse()
            .Select(element => RowsOf(element.GetCommandName())).FirstOrDefault(rows => rows.Length > 0) ?? [];
    }

    private static Type[] RowsOf(string? command) =>
        Commands().Where(c => string.Equals(c.Name, command, StringComparison.OrdinalIgnoreCase)).SelectMany(c => c.Rows).ToArray();

    private static Type[] AllRows() => Commands().SelectMany(c => c.Rows).Distinct().ToArray();

    private static IEnumerable<(string Name, Type[] Rows)> Commands() =>
        from type in typeof(PropertyCompleter).Assembly.GetTypes()
        let cmdlet = type.GetCustomAttribute<CmdletAttribute>()
        where cmdlet is not null
        select ($"{cmdlet.VerbName}-{cmdlet.NounName}",
            type.GetCustomAttributes<OutputTypeAttribute>().SelectMany(a => a.Type).Select(t => t.Type).Where(t => t is not null).ToArray());
}

/// <summary>What completers have in common.</summary>
internal static class Completion
{
    /// <summary>Whether a value completes what was typed, quoted or not.</summary>
    public static bool Matches(string value, string? word) =>
        value.StartsWith((word ?? "").Trim('\'', '"'), StringComparison.OrdinalIgnoreCase);

    /// <summary>A completion with its tooltip.</summary>
    public static CompletionResult Of(string value, string tooltip) =>
        new(value, value, CompletionResultType.ParameterValue, tooltip);
}
