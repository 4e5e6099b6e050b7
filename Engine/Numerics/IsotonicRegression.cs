namespace ScalingTools.Numerics;

/// <summary>
/// The increasing sequence nearest to noisy numbers: z minimises Σ_i w_i (z_i - y_i)² subject to z_1 ≤ z_2 ≤ … ≤ z_n.
/// </summary>
/// <remarks>
/// Pool adjacent violators: each number starts as a block of its own, and a block whose mean is not above that of the block before is
/// merged into it; z is the mean of its block. O(n). The solution is unique: z_i = max_{a≤i} min_{b≥i} mean(y_a … y_b).
/// Source: Ayer, Brunk, Ewing, Reid and Silverman 1955; Barlow et al. 1972, "Statistical inference under order restrictions". Math.NET has none.
/// </remarks>
internal static class IsotonicRegression
{
    /// <summary>z.</summary>
    /// <param name="y">Finite numbers, in the order in which they should increase.</param>
    /// <param name="weight">w, positive, as many.</param>
    public static double[] Increasing(ReadOnlySpan<double> y, ReadOnlySpan<double> weight)
    {
        if (y.Length != weight.Length)
            throw new ScalingException(ScalingError.InconsistentInput, $"{y.Length} numbers came with {weight.Length} weights.", "Give one weight for each number.");
        var mean = new double[y.Length];
        var total = new double[y.Length];
        var end = new int[y.Length]; // one past the last number of the block
        int blocks = 0;
        for (int i = 0; i < y.Length; i++)
        {
            (mean[blocks], total[blocks], end[blocks]) = (y[i], weight[i], i + 1);
            for (; blocks > 0 && mean[blocks] <= mean[blocks - 1]; blocks--)
            {
                double sum = total[blocks - 1] + total[blocks];
                mean[blocks - 1] += (mean[blocks] - mean[blocks - 1]) * (total[blocks] / sum);
                (total[blocks - 1], end[blocks - 1]) = (sum, end[blocks]);
            }
            blocks++;
        }
        var z = new double[y.Length];
        for (int b = 0, i = 0; b < blocks; b++)
            for (; i < end[b]; i++)
                z[i] = mean[b];
        return z;
    }
}
