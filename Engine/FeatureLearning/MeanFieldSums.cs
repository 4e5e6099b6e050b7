namespace ScalingTools.FeatureLearning;

/// <summary>One row, time t, of what the mean-field equations need of all modes together. Shapes (padded).</summary>
internal sealed class MeanFieldSums(int length)
{
    /// <summary>Σ_k λ_k H_k(t, ·).</summary>
    public double[] Response { get; } = new double[length];
    /// <summary>Σ_k λ_k² H_k(t, ·).</summary>
    public double[] SquareResponse { get; } = new double[length];
    /// <summary>Σ_k λ_k E v_k(t) v_k(·), a row of C_0.</summary>
    public double[] Covariance { get; } = new double[length];
    /// <summary>Σ_k λ_k² E v_k(t) v_k(·).</summary>
    public double[] SquareCovariance { get; } = new double[length];
    /// <summary>Σ_k λ_k E v_k(t) v'_k(·) with the errors v' of another student.</summary>
    public double[] Cross { get; } = new double[length];

    /// <summary>Zeros again.</summary>
    public void Clear()
    {
        foreach (double[] sum in (double[][])[Response, SquareResponse, Covariance, SquareCovariance, Cross])
            Array.Clear(sum);
    }
}
