using System.Globalization;
using System.Runtime.CompilerServices;

namespace ScalingTools;

/// <summary>The checks at the public edge. Each throws a <see cref="ScalingException"/> that names the value and the way out.</summary>
internal static class Guard
{
    /// <summary>α > 0 and finite.</summary>
    public static double Alpha(double alpha) =>
        double.IsFinite(alpha) && alpha > 0
            ? alpha
            : throw new ScalingException(ScalingError.AlphaNotPositive,
                $"Alpha must be a positive number, got {Text(alpha)}.",
                "Skill frequencies fall as k^-(alpha+1); published values are 0.1 to 2.", alpha);

    /// <summary>A finite number above zero.</summary>
    public static double Positive(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        double.IsFinite(value) && value > 0 ? value : throw OutOfRange(name, value, "a positive number");

    /// <summary>A whole number above zero.</summary>
    public static long Positive(long value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value > 0 ? value : throw OutOfRange(name, value, "a positive whole number");

    /// <summary>A finite number, zero or above.</summary>
    public static double NotNegative(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        double.IsFinite(value) && value >= 0 ? value : throw OutOfRange(name, value, "zero or a positive number");

    /// <summary>T ≥ 0; +∞ is allowed and means trained to the end.</summary>
    public static double Time(double time) =>
        time >= 0
            ? time
            : throw new ScalingException(ScalingError.NegativeTime,
                $"Time must not be negative, got {Text(time)}.", "Time counts training steps from 0.", time);

    /// <summary>1 ≤ D; null means endless data.</summary>
    public static long? SampleCount(long? count) =>
        count is null or > 0
            ? count
            : throw new ScalingException(ScalingError.NoSamples,
                $"A data set needs at least one sample, got {count}.",
                "Leave SampleCount out for endless (fresh) data.", count);

    /// <summary>1 ≤ N ≤ n_s; null means N = n_s.</summary>
    public static long? ParameterCount(long? count, long? skillCount)
    {
        if (count is null)
            return null;
        Positive(count.Value, "ParameterCount");
        return skillCount is null || count <= skillCount
            ? count
            : throw new ScalingException(ScalingError.TooManyParameters,
                $"ParameterCount {count} exceeds SkillCount {skillCount}.",
                "The multilinear model has one basis function per skill: choose ParameterCount at most SkillCount.", count);
    }

    /// <summary>0 &lt; R_k(0) &lt; S.</summary>
    public static double InitialStrength(double strength, double targetScale) =>
        strength > 0 && strength < targetScale
            ? strength
            : throw new ScalingException(ScalingError.InitialStrengthOutOfRange,
                $"InitialStrength must lie between 0 and TargetScale = {Text(targetScale)}, got {Text(strength)}.",
                "Every skill starts small and positive: try InitialStrength = 0.01 * TargetScale.", strength);

    /// <summary>The exception of a parameter outside its range.</summary>
    public static ScalingException OutOfRange(string name, object value, string expected) =>
        new(ScalingError.ParameterOutOfRange, $"{Name(name)} must be {expected}, got {Text(value)}.",
            "See the parameter's help for its range.", value);

    /// <summary>A number as it would be typed.</summary>
    public static string Text(object value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    // options.LearningRate → LearningRate, skillCount → SkillCount
    private static string Name(string expression)
    {
        string name = expression[(expression.LastIndexOf('.') + 1)..];
        return name.Length == 0 ? "The value" : char.ToUpperInvariant(name[0]) + name[1..];
    }
}
