using System.Text.RegularExpressions;

namespace ScalingTools.Plotting;

/// <summary>Columns in words, with their units where every row has the same.</summary>
internal static partial class AxisTitles
{
    private static readonly Dictionary<string, string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Time"] = "training time t (steps)", ["Step"] = "training step", ["Steps"] = "training steps", ["Samples"] = "samples D", ["SampleCount"] = "samples D", ["Parameters"] = "parameters N",
        ["ParameterCount"] = "parameters N", ["Compute"] = "compute C = N·T", ["Width"] = "width", ["Tokens"] = "tokens", ["Loss"] = "loss L", ["TestLoss"] = "test loss", ["TrainLoss"] = "training loss",
        ["Strength"] = "strength R", ["Skill"] = "skill k", ["Eigenvalue"] = "eigenvalue λ", ["BitsPerByte"] = "bits per byte", ["Seconds"] = "time (s)", ["BatchSize"] = "batch size B (samples)",
        ["Alpha"] = "α", ["Beta"] = "β", ["HopLength"] = "hop length",
    };

    /// <summary>What a column measures: "training time t (steps)" for Time, "neuron count" for NeuronCount.</summary>
    public static string Of(string column) => Known.TryGetValue(column, out string? title) ? title : Words().Replace(column, " ").ToLowerInvariant() is var words && words.Contains(' ') ? words : column;

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])")]
    private static partial Regex Words();
}
