using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ScalingTools.Sweeps;

/// <summary>
/// What a run is: the commands of its pipeline, their parameters, and the version of the engine. Its identity is the SHA-256 of its canonical text, JSON with names
/// in ordinal order and without blanks: the same configuration has the same identity on every machine, whoever runs it and in whatever order.
/// </summary>
public sealed class RunConfiguration : IEquatable<RunConfiguration>
{
    /// <summary>The version of this engine.</summary>
    public static string EngineVersion { get; } = typeof(RunConfiguration).Assembly.GetName().Version!.ToString(3);

    /// <summary>The commands of the pipeline, the training last.</summary>
    public IReadOnlyList<string> Commands { get; }

    /// <summary>Names and plain values: null, bool, long, double, string or a list of these.</summary>
    public IReadOnlyDictionary<string, object?> Parameters { get; }

    /// <summary>The engine that the result is of.</summary>
    public string Version { get; }

    /// <summary>The canonical text.</summary>
    public string Canonical { get; }

    /// <summary>SHA-256 of the canonical text in UTF-8, 64 hexadecimal digits.</summary>
    public string Hash { get; }

    /// <summary>"cfg-" and the first twelve digits of <see cref="Hash"/>: unique among millions of runs.</summary>
    public string Id => "cfg-" + Hash[..12];

    /// <summary>A configuration of this engine's version, or of the one given.</summary>
    /// <exception cref="ScalingException">ParameterOutOfRange for values that are not plain.</exception>
    public RunConfiguration(IEnumerable<string> commands, IEnumerable<KeyValuePair<string, object?>> parameters, string? version = null)
    {
        Commands = [.. commands];
        if (Commands.Count == 0)
            throw new ScalingException(ScalingError.ParameterOutOfRange, "A run needs a command.", "Name a training command, such as Invoke-MultilinearTraining.");
        SortedDictionary<string, object?> sorted = new(StringComparer.Ordinal);
        foreach ((string name, object? value) in parameters)
            sorted[name] = PlainValue.Of(value, name);
        Parameters = sorted;
        Version = version ?? EngineVersion;
        Canonical = Write();
        Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Canonical)));
    }

    /// <summary>Reads what <see cref="Canonical"/> is.</summary>
    /// <exception cref="JsonException">The text is none.</exception>
    public static RunConfiguration Parse(string canonical)
    {
        using JsonDocument document = JsonDocument.Parse(canonical);
        return Read(document.RootElement);
    }

    internal static RunConfiguration Read(JsonElement from)
    {
        if (from.ValueKind != JsonValueKind.Object || !from.TryGetProperty("commands", out JsonElement commands) || !from.TryGetProperty("parameters", out JsonElement parameters)
            || !from.TryGetProperty("version", out JsonElement version))
            throw new JsonException("not a configuration");
        return new(commands.EnumerateArray().Select(command => command.GetString()!), parameters.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, PlainValue.Read(p.Value))), version.GetString());
    }

    private string Write()
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter to = new(buffer, JsonLine.Options))
        {
            to.WriteStartObject();
            to.WriteStartArray("commands");
            foreach (string command in Commands)
                to.WriteStringValue(command);
            to.WriteEndArray();
            to.WriteStartObject("parameters");
            foreach ((string name, object? value) in Parameters)
            {
                to.WritePropertyName(name);
                PlainValue.Write(to, value);
            }
            to.WriteEndObject();
            to.WriteString("version", Version);
            to.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    /// <inheritdoc/>
    public bool Equals(RunConfiguration? other) => other?.Hash == Hash;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RunConfiguration);

    /// <inheritdoc/>
    public override int GetHashCode() => Hash.GetHashCode(StringComparison.Ordinal);

    /// <summary>The pipeline with its parameters.</summary>
    public override string ToString() => $"{string.Join(" | ", Commands)} {string.Join(' ', Parameters.Select(p => $"-{p.Key} {PlainValue.Text(p.Value)}"))}";
}
