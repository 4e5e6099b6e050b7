using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using ScalingTools.Backends;

namespace ScalingTools.Cmdlets;

/// <summary>Offers the devices of the backends that are there.</summary>
internal sealed class DeviceCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        ScalingBackends.List().SelectMany(row => row.Devices.Split(", ", StringSplitOptions.RemoveEmptyEntries)).Distinct()
            .Where(device => Completion.Matches(device, wordToComplete)).Select(device => Completion.Of(device, "device"));
}
