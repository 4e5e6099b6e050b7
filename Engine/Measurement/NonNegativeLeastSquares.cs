namespace ScalingTools.Measurement;

/// <summary>min_c Σ_i w_i (Σ_j c_j φ_ij - 1)² over c ≥ 0 for three unknowns, exactly: every set of positive unknowns is tried.</summary>
/// <remarks>
/// The problem is convex, so the best feasible stationary point over the seven supports is the minimum (what the active-set method of
/// Lawson and Hanson 1974 finds by descent; Math.NET has none). With φ divided by the observed loss this is the least-squares start of the Chinchilla fit.
/// </remarks>
internal static class NonNegativeLeastSquares
{
    /// <summary>The minimiser.</summary>
    /// <param name="normal">Σ_i w_i φ_ij φ_ik, (3, 3) symmetric.</param>
    /// <param name="right">Σ_i w_i φ_ij.</param>
    public static double[] Solve(double[,] normal, double[] right)
    {
        double[] best = new double[3];
        double lowest = 0; // objective minus Σ w: cᵀ G c - 2 rᵀ c, zero at c = 0
        for (int support = 1; support < 8; support++)
        {
            int[] free = [.. Enumerable.Range(0, 3).Where(j => (support >> j & 1) == 1)];
            double[]? solution = SmallSystem.SolvePositive(
                free.Length, (i, j) => normal[free[i], free[j]], i => right[free[i]]);
            if (solution is null || solution.Any(c => c <= 0))
                continue;
            double value = 0;
            for (int i = 0; i < free.Length; i++)
                value -= right[free[i]] * solution[i]; // at a stationary point cᵀGc = rᵀc
            if (value < lowest)
            {
                lowest = value;
                best = new double[3];
                for (int i = 0; i < free.Length; i++)
                    best[free[i]] = solution[i];
            }
        }
        return best;
    }
}
