namespace ScalingTools.TeacherStudent;

/// <summary>
/// Normalised Hermite polynomials, orthonormal under the standard normal law: he_0 = 1, he_1 = z, √(j+1) he_{j+1} = z he_j - √j he_{j-1};
/// he_j' = √j he_{j-1}.
/// </summary>
/// <remarks>he_j = He_j/√j! of the probabilists' He_j. The recurrence is stable upwards; |he_j(z)| ≤ e^{z²/4} (Cramér). Source: DLMF 18.9, 18.14.9.</remarks>
public static class HermitePolynomials
{
    /// <summary>The highest degree offered.</summary>
    public const int LargestDegree = 128;

    private static readonly double[] Roots = [.. Enumerable.Range(0, LargestDegree + 1).Select(j => Math.Sqrt(j))];

    /// <summary>he_j(z).</summary>
    /// <param name="degree">j, from 0 to <see cref="LargestDegree"/>.</param>
    /// <param name="z">Any number.</param>
    /// <exception cref="ScalingException">ParameterOutOfRange.</exception>
    public static double Value(int degree, double z)
    {
        Check(degree);
        double before = 0, value = 1;
        for (int j = 0; j < degree; j++)
            (before, value) = (value, (z * value - Roots[j] * before) / Roots[j + 1]);
        return value;
    }

    /// <summary>he_0(z) … he_J(z).</summary>
    /// <param name="z">Any number.</param>
    /// <param name="values">Where they go; J + 1 of them, J at most <see cref="LargestDegree"/>.</param>
    public static void Values(double z, Span<double> values)
    {
        for (int j = 0; j < values.Length; j++)
            values[j] = j switch { 0 => 1, 1 => z, _ => (z * values[j - 1] - Roots[j - 1] * values[j - 2]) / Roots[j] };
    }

    /// <summary>The degree, if it is offered.</summary>
    internal static int Check(int degree) => degree is >= 0 and <= LargestDegree ? degree
        : throw Guard.OutOfRange("Degree", degree, $"between 0 and {LargestDegree}");
}
