using System.Collections.ObjectModel;
using System.Management.Automation;
using ScalingTools.TeacherStudent;

namespace ScalingTools.Cmdlets;

/// <summary>An activation as it is typed: its name, or a script block of one number, which it finds in $_ and in $args[0].</summary>
internal static class ActivationInput
{
    /// <summary>The activation.</summary>
    /// <exception cref="ScalingException">ParameterOutOfRange for an unknown name or for something else.</exception>
    public static ActivationFunction Of(object? given) => (given is PSObject wrapped ? wrapped.BaseObject : given) switch
    {
        ActivationFunction known => known,
        ScriptBlock script => ActivationFunction.From(script.ToString().Trim(), z => Number(script.InvokeWithContext(null, [new PSVariable("_", z)], z))),
        string name => ActivationFunction.Parse(name),
        var other => throw new ScalingException(ScalingError.ParameterOutOfRange, $"An activation is a name or a script block, not {other ?? "nothing"}.", "Give he4, relu, tanh, … or { $_ * $_ }.", other),
    };

    private static double Number(Collection<PSObject> result) => result is [{ BaseObject: double or float or decimal or int or long } one]
        ? LanguagePrimitives.ConvertTo<double>(one)
        : throw new InvalidOperationException(result is [{ } other] ? $"it returned '{other}', a {other.BaseObject.GetType().Name} and not a number." : $"it returned {result.Count} values and not one number.");
}

/// <summary>Names of activations.</summary>
internal sealed class ActivationCompleter() : SuggestionCompleter("activation", "he2", "he3", "he4", "he6", "relu", "abs", "erf", "tanh", "sigmoid", "gelu", "swish", "cos", "sin");
