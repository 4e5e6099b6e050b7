using System.Text.Encodings.Web;
using System.Text.Json;

namespace ScalingTools.Sweeps;

/// <summary>JSON, one value a line: how everything in a store is written.</summary>
internal static class JsonLine
{
    /// <summary>No blanks; α stays α.</summary>
    public static readonly JsonWriterOptions Options = new() { Indented = false, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
