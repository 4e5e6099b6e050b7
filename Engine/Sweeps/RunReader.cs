using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ScalingTools.Sweeps;

/// <summary>Reads what <see cref="RunWriter"/> wrote.</summary>
public static class RunReader
{
    /// <summary>What a file says of its run, after its hash was checked.</summary>
    /// <param name="Configuration">The run.</param>
    /// <param name="Rows">Rows in the file.</param>
    /// <param name="Failure">Why it failed; null for a result.</param>
    /// <param name="Ended">When it was written, UTC.</param>
    internal sealed record Summary(RunConfiguration Configuration, long Rows, RunFailure? Failure, DateTime Ended);

    /// <summary>The rows of a result or of a failure, one after the other.</summary>
    /// <exception cref="ScalingException">StoreDamaged for a file that is not whole.</exception>
    public static IEnumerable<StoredRow> Rows(string path)
    {
        using StreamReader from = Open(path);
        string type = "";
        string[] columns = [];
        _ = from.ReadLine();
        while (from.ReadLine() is { } line)
        {
            using JsonDocument document = Parse(path, line);
            JsonElement root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Array)
                yield return new(type, columns, [.. root.EnumerateArray().Select(PlainValue.Read)]);
            else if (root.TryGetProperty("type", out JsonElement name))
                (type, columns) = (name.GetString()!, [.. root.GetProperty("columns").EnumerateArray().Select(c => c.GetString()!)]);
            else
                yield break;
        }
        throw Damaged(path, "ends before its last line");
    }

    /// <summary>Checks a file and reads its first and its last line.</summary>
    /// <exception cref="ScalingException">StoreDamaged, StoreVersion.</exception>
    internal static Summary Check(string path)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Damaged(path, $"cannot be read: {e.Message}");
        }
        ReadOnlySpan<byte> all = bytes;
        int first = all.IndexOf((byte)'\n'), last = all.Length < 2 ? -1 : all[..^1].LastIndexOf((byte)'\n');
        if (first < 0 || last < first || all[^1] != '\n')
            throw Damaged(path, "is not whole");
        using JsonDocument head = Parse(path, Encoding.UTF8.GetString(all[..first])), foot = Parse(path, Encoding.UTF8.GetString(all[(last + 1)..]));
        if (!head.RootElement.TryGetProperty("run", out JsonElement format) || !foot.RootElement.TryGetProperty("sha256", out JsonElement hash))
            throw Damaged(path, "is no result");
        if (format.GetInt32() > RunWriter.Format)
            throw new ScalingException(ScalingError.StoreVersion, $"{path} was written by a newer version.", "Update ScalingTools.", path);
        if (hash.GetString() != Convert.ToHexStringLower(SHA256.HashData(all[..(last + 1)])))
            throw Damaged(path, "does not have the hash it says");
        return new(RunConfiguration.Read(head.RootElement.GetProperty("configuration")), foot.RootElement.GetProperty("rows").GetInt64(),
            foot.RootElement.TryGetProperty("error", out JsonElement error)
                ? new(foot.RootElement.GetProperty("errorId").GetString()!, error.GetString()!, foot.RootElement.GetProperty("advice").GetString()!) : null,
            File.GetLastWriteTimeUtc(path));
    }

    private static StreamReader Open(string path)
    {
        try
        {
            return new(path, Encoding.UTF8);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Damaged(path, $"cannot be read: {e.Message}");
        }
    }

    private static JsonDocument Parse(string path, string line)
    {
        try
        {
            return JsonDocument.Parse(line);
        }
        catch (JsonException)
        {
            throw Damaged(path, "has a line that is not JSON");
        }
    }

    private static ScalingException Damaged(string path, string what) =>
        new(ScalingError.StoreDamaged, $"{path} {what}.", "Run the configuration again with Invoke-ScalingSweep -Force; the other runs are not touched.", path);
}
