using System.Text;
using System.Text.Json;

namespace ScalingTools.Sweeps;

/// <summary>plan.jsonl: every run that was ever planned, a line each, and those that were removed again. Lines are only added; to be called by one process at a time.</summary>
internal sealed class PlanFile(string folder)
{
    private readonly string _path = Path.Combine(folder, "plan.jsonl");

    /// <summary>Adds runs and forces them to the disk.</summary>
    public void Append(string sweep, IReadOnlyCollection<RunConfiguration> runs)
    {
        if (runs.Count > 0)
            Write(runs.Select(run => Line(to =>
            {
                to.WriteString("sweep", sweep);
                to.WritePropertyName("configuration");
                to.WriteRawValue(run.Canonical);
            })));
    }

    /// <summary>Notes that a run was removed.</summary>
    public void Remove(string hash) => Write([Line(to => to.WriteString("removed", hash))]);

    /// <summary>The runs that were planned and not removed, in their order.</summary>
    public IEnumerable<(string Sweep, RunConfiguration Run)> Read()
    {
        if (!File.Exists(_path))
            return [];
        List<(string Sweep, RunConfiguration Run)?> planned = [];
        Dictionary<string, int> where = [];
        foreach (string line in File.ReadLines(_path))
            if (Parse(line) is { } entry)
            {
                if (entry.Removed is { } hash && where.Remove(hash, out int at))
                    planned[at] = null;
                else if (entry.Run is { } run && where.TryAdd(run.Hash, planned.Count))
                    planned.Add((entry.Sweep!, run));
            }
        return planned.OfType<(string, RunConfiguration)>();
    }

    // A line that a power failure cut off says nothing.
    private static (string? Removed, string? Sweep, RunConfiguration? Run)? Parse(string line)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            JsonElement root = document.RootElement;
            return root.TryGetProperty("removed", out JsonElement hash) ? (hash.GetString(), null, null)
                : (null, root.GetProperty("sweep").GetString(), RunConfiguration.Read(root.GetProperty("configuration")));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    private void Write(IEnumerable<string> lines)
    {
        using FileStream file = new(_path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        // After a line that was cut off, begin a new one.
        if (file.Length > 0 && file.Seek(-1, SeekOrigin.End) >= 0 && file.ReadByte() != '\n')
            file.WriteByte((byte)'\n');
        file.Seek(0, SeekOrigin.End);
        using (StreamWriter to = new(file, new UTF8Encoding(false), leaveOpen: true))
            foreach (string line in lines)
                to.Write(line + "\n");
        file.Flush(flushToDisk: true);
    }

    private static string Line(Action<Utf8JsonWriter> write)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter to = new(buffer, JsonLine.Options))
        {
            to.WriteStartObject();
            write(to);
            to.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
