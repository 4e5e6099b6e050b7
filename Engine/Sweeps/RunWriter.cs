using System.Security.Cryptography;
using System.Text.Json;

namespace ScalingTools.Sweeps;

/// <summary>
/// The result of a run while it is written, a line for each row. Nobody else sees the file before <see cref="Complete"/> or <see cref="Fail"/>: only then is it forced to the disk
/// and given its name, so that a file with its name is whole. Its bytes depend on the configuration and the rows alone.
/// </summary>
/// <remarks>
/// <code>
/// {"run":1,"configuration":{…}}                 the first line
/// {"type":"…","columns":["Time","TestLoss"]}    before rows of that type
/// [1,0.5]
/// {"rows":1,"sha256":"…"}                       the last line: rows, and the hash of all bytes before it; a failed run has "error" too
/// </code>
/// </remarks>
public sealed class RunWriter : IRowSink, IDisposable
{
    internal const int Format = 1;

    private readonly RunFiles _files;
    private readonly RunConfiguration _configuration;
    private readonly string _path;
    private readonly FileStream _file;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly MemoryStream _line = new();
    private readonly Utf8JsonWriter _json;
    private string _type = "";
    private IReadOnlyList<string> _columns = [];
    private bool _ended;

    /// <summary>Rows written so far.</summary>
    public long Rows { get; private set; }

    internal RunWriter(RunFiles files, RunConfiguration configuration)
    {
        (_files, _configuration) = (files, configuration);
        _json = new(_line, JsonLine.Options);
        _path = files.Unfinished(configuration.Hash);
        _file = new(_path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, 1 << 16);
        using JsonDocument document = JsonDocument.Parse(configuration.Canonical);
        Line(to =>
        {
            to.WriteStartObject();
            to.WriteNumber("run", Format);
            to.WritePropertyName("configuration");
            document.RootElement.WriteTo(to);
            to.WriteEndObject();
        });
    }

    /// <inheritdoc/>
    public void Write(object row)
    {
        ArgumentNullException.ThrowIfNull(row);
        Write(StoredRow.Of(row));
    }

    /// <inheritdoc/>
    public void Write(StoredRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (row.Type != _type || !ReferenceEquals(row.Names, _columns) && !row.Names.SequenceEqual(_columns))
            Header(row);
        Line(to =>
        {
            to.WriteStartArray();
            foreach (object? value in row.Values)
                PlainValue.Write(to, value);
            to.WriteEndArray();
        });
        Rows++;
    }

    /// <summary>Gives the result its name, unless another attempt was first.</summary>
    /// <param name="replace">Takes the place of a result that is there.</param>
    /// <exception cref="IOException">The disk is full or gone; the old result, if any, is as it was.</exception>
    public void Complete(bool replace = false) => End(null, _files.Result(_configuration.Hash), replace);

    /// <summary>Keeps the rows so far beside the reason.</summary>
    public void Fail(RunFailure failure) => End(failure ?? throw new ArgumentNullException(nameof(failure)), _files.Failure(_configuration.Hash), replace: true);

    private void End(RunFailure? failure, string name, bool replace)
    {
        byte[] hash = _hash.GetCurrentHash();
        Line(to =>
        {
            to.WriteStartObject();
            to.WriteNumber("rows", Rows);
            if (failure is not null)
            {
                to.WriteString("errorId", failure.ErrorId);
                to.WriteString("error", failure.Error);
                to.WriteString("advice", failure.Advice);
            }
            to.WriteString("sha256", Convert.ToHexStringLower(hash));
            to.WriteEndObject();
        });
        _file.Flush(flushToDisk: true);
        _file.Dispose();
        _ended = RunFiles.Publish(_path, name, replace);
        if (failure is null)
            _files.DeleteFailure(_configuration.Hash);
    }

    private void Header(StoredRow row)
    {
        (_type, _columns) = (row.Type, row.Names);
        Line(to =>
        {
            to.WriteStartObject();
            to.WriteString("type", row.Type);
            to.WriteStartArray("columns");
            foreach (string name in row.Names)
                to.WriteStringValue(name);
            to.WriteEndArray();
            to.WriteEndObject();
        });
    }

    private void Line(Action<Utf8JsonWriter> write)
    {
        _line.SetLength(0);
        _json.Reset();
        write(_json);
        _json.Flush();
        _line.WriteByte((byte)'\n');
        ReadOnlySpan<byte> bytes = _line.GetBuffer().AsSpan(0, (int)_line.Length);
        _hash.AppendData(bytes);
        _file.Write(bytes);
    }

    /// <summary>Closes the file; what was not ended leaves nothing behind.</summary>
    public void Dispose()
    {
        try
        {
            _file.Dispose();
        }
        catch (IOException)
        {
            // A full disk is complained of where it was written to.
        }
        finally
        {
            _json.Dispose();
            _line.Dispose();
            _hash.Dispose();
            if (!_ended)
                RunFiles.TryDelete(_path);
        }
    }
}
