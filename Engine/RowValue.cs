namespace ScalingTools;

/// <summary>How numbers go onto rows: what is missing, unlimited or undefined is null, never NaN or ∞.</summary>
internal static class RowValue
{
    /// <summary>The number; null for ±∞ and NaN.</summary>
    public static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;
}
