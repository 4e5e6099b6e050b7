using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Internal;
using System.Reflection;
using ScalingTools.Sweeps;

namespace ScalingTools.Cmdlets.Sweeps;

/// <summary>
/// The commands of a sweep and what their parameters take. A name goes to the last command that has such a parameter; Command:Name says which one is meant.
/// </summary>
internal sealed class PlannedPipeline
{
    // How a run is done, not what it is.
    private static readonly string[] Conduct = ["Threads", "CheckpointPath", "CheckpointInterval"];
    private static readonly HashSet<string> Common = [.. typeof(CommonParameters).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(p => p.Name), "WhatIf", "Confirm", "ProgressAction"];

    private readonly CommandInfo[] _commands;

    /// <summary>Names of the commands as they are spelt.</summary>
    public IReadOnlyList<string> Commands { get; }

    /// <exception cref="ScalingException">CommandNotFound.</exception>
    public PlannedPipeline(IEnumerable<string> names, CommandInvocationIntrinsics shell)
    {
        _commands = [.. names.Select(name => Resolve(name, shell))];
        Commands = [.. _commands.Select(command => command.Name)];
    }

    /// <summary>The name under which a parameter is kept.</summary>
    /// <exception cref="ScalingException">ParameterNotFound.</exception>
    public string Name(string given)
    {
        (CommandInfo? command, ParameterMetadata parameter) = Find(given);
        return command is null ? parameter.Name : $"{command.Name}:{parameter.Name}";
    }

    /// <summary>A value as the parameter takes it, made plain.</summary>
    /// <exception cref="ScalingException">ParameterNotFound for a value of the wrong kind.</exception>
    public object? Value(string given, object? value)
    {
        value = Unwrap(value);
        ParameterMetadata parameter = Find(given).Parameter;
        if (value is null)
            return null;
        Type type = parameter.ParameterType;
        if (type == typeof(SwitchParameter))
            return LanguagePrimitives.IsTrue(value);
        Type single = type.IsArray && value is not IEnumerable or string ? type.GetElementType() ?? type : type;
        if (LanguagePrimitives.TryConvertTo(value, single, System.Globalization.CultureInfo.InvariantCulture, out object converted))
            return type.IsArray && converted is Array { Length: 1 } one ? one.GetValue(0) : converted;
        // log:first:last:count and the like are for the command itself to read.
        if (value is string && parameter.Attributes.Any(attribute => attribute is LogGridAttribute))
            return value;
        throw new ScalingException(ScalingError.ParameterNotFound, $"{given} takes {Nullable.GetUnderlyingType(single)?.Name ?? single.Name}, not {value}.",
            $"See Get-Help {_commands[^1].Name} -Parameter {parameter.Name}.", value);
    }

    /// <summary>Adds the commands with a configuration's parameters to an empty PowerShell.</summary>
    public static void AddTo(PowerShell shell, RunConfiguration configuration, CommandInvocationIntrinsics commands, IEnumerable<KeyValuePair<string, object?>> conduct)
    {
        PlannedPipeline pipeline = new(configuration.Commands, commands);
        ILookup<CommandInfo, KeyValuePair<string, object?>> bound = configuration.Parameters.ToLookup(p => pipeline.Owner(p.Key));
        foreach (CommandInfo command in pipeline._commands)
        {
            shell.AddCommand(command);
            foreach ((string name, object? value) in bound[command])
                shell.AddParameter(name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..], value);
            foreach ((string name, object? value) in conduct.Where(p => command.Parameters.ContainsKey(p.Key)))
                shell.AddParameter(name, value);
        }
    }

    private CommandInfo Owner(string given)
    {
        (CommandInfo? named, ParameterMetadata parameter) = Find(given);
        return named ?? _commands.Last(command => command.Parameters.ContainsKey(parameter.Name));
    }

    private (CommandInfo? Command, ParameterMetadata Parameter) Find(string given)
    {
        int colon = given.IndexOf(':', StringComparison.Ordinal);
        string name = given[(colon + 1)..];
        CommandInfo[] among = colon < 0 ? _commands : [.. _commands.Where(c => string.Equals(c.Name, given[..colon], StringComparison.OrdinalIgnoreCase))];
        foreach (CommandInfo command in among.Reverse())
            if (command.Parameters.Values.FirstOrDefault(p => Is(p, name)) is { } parameter && !Common.Contains(parameter.Name))
                return Conduct.Contains(parameter.Name)
                    ? throw new ScalingException(ScalingError.ParameterNotFound, $"{given} is how a run is done, not what it is.", "Give it to Invoke-ScalingSweep, which also keeps the checkpoints.", given)
                    : (colon < 0 ? null : command, parameter);
        string[] similar = [.. among.SelectMany(c => c.Parameters.Values).Select(p => p.Name).Where(p => !Common.Contains(p) && !Conduct.Contains(p)).Distinct().OrderBy(p => Distance(p, name)).Take(3)];
        throw new ScalingException(ScalingError.ParameterNotFound, $"{string.Join(" | ", Commands)} has no parameter {given}.", $"Did you mean {string.Join(", ", similar)}?", given);
    }

    private static bool Is(ParameterMetadata parameter, string name) =>
        string.Equals(parameter.Name, name, StringComparison.OrdinalIgnoreCase) || parameter.Aliases.Contains(name, StringComparer.OrdinalIgnoreCase);

    private static CommandInfo Resolve(string name, CommandInvocationIntrinsics shell)
    {
        CommandInfo? found = shell.GetCommand(name, CommandTypes.Cmdlet | CommandTypes.Function | CommandTypes.Alias);
        if (found is AliasInfo alias)
            found = alias.ResolvedCommand;
        return found ?? throw new ScalingException(ScalingError.CommandNotFound, $"There is no command {name}.", "Get-Command -Module ScalingTools Invoke-* lists the trainings.", name);
    }

    internal static object? Unwrap(object? value) => value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;

    // Levenshtein's distance, letters regardless of case
    private static int Distance(string a, string b)
    {
        (a, b) = (a.ToUpperInvariant(), b.ToUpperInvariant());
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)));
        }
        return row[b.Length];
    }
}
