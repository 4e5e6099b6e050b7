using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace ScalingTools.Cmdlets.Sweeps;

/// <summary>The module's trainings, and the commands that make what they take.</summary>
internal sealed class TrainingCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        typeof(ScalingCmdlet).Assembly.GetTypes().Select(type => type.GetCustomAttributes(typeof(CmdletAttribute), false).OfType<CmdletAttribute>().FirstOrDefault())
            .OfType<CmdletAttribute>().Where(c => c.NounName.EndsWith("Training", StringComparison.Ordinal) || c.VerbName == VerbsCommon.New && !c.NounName.EndsWith("Sweep", StringComparison.Ordinal))
            .Select(c => $"{c.VerbName}-{c.NounName}").Order(StringComparer.Ordinal).Where(name => Completion.Matches(name, wordToComplete)).Select(name => Completion.Of(name, "command"));
}
