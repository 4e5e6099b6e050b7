using System.Text.Json;
using ScalingTools.Sweeps;

namespace ScalingTools.Cmdlets.Sweeps;

/// <summary>
/// What a sweep and its worker processes say to each other, a line of JSON each. Down: a run. Up, after a mark, since whatever a training prints comes the same way: its rows, how far it is, and how it ended.
/// </summary>
internal static class WorkerLine
{
    private const string Mark = "\u001escaling ";

    /// <summary>A run to be done.</summary>
    public static string Request(RunRequest request) => JsonSerializer.Serialize(new RequestLine(request.Configuration.Canonical, request.Checkpoints, request.Threads));

    /// <summary>Reads a run to be done.</summary>
    public static RunRequest ReadRequest(string line) => JsonSerializer.Deserialize<RequestLine>(line) is { } request ? new(RunConfiguration.Parse(request.Configuration), request.Checkpoints, request.Threads)
        : throw new JsonException("no request");

    /// <summary>A line upwards.</summary>
    public static string Up(Answer answer) => Mark + JsonSerializer.Serialize(answer);

    /// <summary>Reads a line upwards; null for anything else that was printed.</summary>
    public static Answer? ReadUp(string line) => line.StartsWith(Mark, StringComparison.Ordinal) ? JsonSerializer.Deserialize<Answer>(line.AsSpan(Mark.Length)) : null;

    /// <summary>A row, the part that is done, or the end.</summary>
    internal sealed class Answer
    {
        public string? Type { get; set; }
        public IReadOnlyList<string>? Names { get; set; }
        public JsonElement? Values { get; set; }
        public double? Done { get; set; }
        public bool Ended { get; set; }
        public RunFailure? Failure { get; set; }
    }

    private sealed record RequestLine(string Configuration, string Checkpoints, int Threads);
}
