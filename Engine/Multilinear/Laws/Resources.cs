namespace ScalingTools.Multilinear;

/// <summary>T, D and N, each ∞ where unlimited.</summary>
internal readonly record struct Resources(double T, double D, double N)
{
    /// <summary>The nearest whole number from 1 up for a row: null where unlimited (or beyond any count).</summary>
    public static long? WholeOrNull(double value) => value >= 9e18 ? null : Math.Max(1, (long)Math.Round(value));
}
