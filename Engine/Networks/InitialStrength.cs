using System.Numerics;
using static ScalingTools.Guard;

namespace ScalingTools.Networks;

/// <summary>
/// How large the skill strengths of a two-layer network are before training. With all parameters drawn from N(0, σ²),
/// R_k(0) has mean 0 and root mean square σ² √(H κ), κ = E_W[(E_x[χ(x) max(β + C_k + Σ_j W_j x_j, 0)])²] at σ = 1, χ = g_k.
/// </summary>
/// <remarks>
/// κ = E_{x,x'}[χ(x) χ(x') K(x, x')] with the arc-cosine kernel K = E_W[max(z, 0) max(z', 0)] (Cho and Saul 2009, order 1). By the symmetry of
/// the bits it is a sum over the number d of bits in which x and x' differ. For the network of Nam et al. 2024, H = 1000, n_b = 32, m = 3,
/// it gives 0.0897 σ² = σ²/11.1. The σ²/3.6 of the authors' code is 3.1 times as large.
/// </remarks>
public static class InitialStrength
{
    private const int MaxSkillBits = 500;

    /// <summary>√E[R_k(0)²] = σ² √(H κ) of a network with one output; √2 times as large for the difference of two.</summary>
    /// <param name="width">H ≥ 1.</param>
    /// <param name="skillBits">n_b, 1 to 500. The time grows as n_b³: some milliseconds for 100.</param>
    /// <param name="sparseBits">m, 1 to n_b.</param>
    /// <param name="initialScale">σ > 0, the standard deviation of every parameter.</param>
    /// <exception cref="ScalingException">
    /// ParameterOutOfRange, also where κ is too small for double precision (m ≥ 31 of 32 bits, m ≥ 16 of 100); TooLarge for more than 500 bits.
    /// </exception>
    public static double RootMeanSquare(int width, int skillBits, int sparseBits, double initialScale)
    {
        Positive((long)width, nameof(width));
        Positive((long)skillBits, nameof(skillBits));
        Positive(initialScale);
        if (sparseBits < 1 || sparseBits > skillBits)
            throw OutOfRange(nameof(sparseBits), sparseBits, $"between 1 and SkillBits = {skillBits}");
        if (skillBits > MaxSkillBits)
            throw new ScalingException(ScalingError.TooLarge, $"The sum over {skillBits} skill bits has too many terms.",
                $"Use at most {MaxSkillBits}.", skillBits);
        return initialScale * initialScale * Math.Sqrt(width * NeuronVariance(skillBits, sparseBits));
    }

    // κ = 2^-n Σ_d k_d K_d: K_d is the mean of K over pairs that differ in d bits, and k_d = Σ_i (-1)^i C(m, i) C(n-m, d-i) counts the sets of d
    // bits by the sign χ(x) χ(x').
    internal static double NeuronVariance(int n, int m)
    {
        double[][] binomial = BinomialRows(n);
        BigInteger[] signedSets = SignedSets(n, m);
        double sum = 0, size = 0;
        for (int d = 0; d <= n; d++)
        {
            double term = Math.ScaleB((double)signedSets[d], -n) * MeanKernel(binomial[n - d], binomial[d]);
            sum += term;
            size += Math.Abs(term);
        }
        // Each term is right to some 2^-52 of itself.
        return sum > 1000 * Math.ScaleB(size, -52) ? sum : throw new ScalingException(ScalingError.ParameterOutOfRange,
            $"The initial strength for {m} sparse of {n} skill bits is too small for double precision: its terms cancel to {Text(sum / size)}.",
            "Use fewer SparseBits.", m);
    }

    // E[K | x and x' differ in d bits]: of the n-d others w are one in both, of the d y are one in x and d-y in x'.
    private static double MeanKernel(double[] both, double[] either)
    {
        double mean = 0;
        for (int w = 0; w < both.Length; w++)
        {
            double inner = 0;
            for (int y = 0; y < either.Length; y++)
                inner += either[y] * Kernel(2 + w + y, 2 + w + either.Length - 1 - y, 2 + w);
            mean += both[w] * inner;
        }
        return mean;
    }

    /// <summary>E[max(z, 0) max(z', 0)] = (|u||u'|/2π) (sin θ + (π - θ) cos θ) for z = g·u, z' = g·u', g ~ N(0, 1); here u = (1, 1, x) for β, C_k and W.</summary>
    /// <param name="norm">|u|² = 2 + |x|.</param>
    /// <param name="otherNorm">|u'|².</param>
    /// <param name="overlap">u·u' = |u||u'| cos θ, positive.</param>
    private static double Kernel(double norm, double otherNorm, double overlap)
    {
        double sine = Math.Sqrt(norm * otherNorm - overlap * overlap); // |u||u'| sin θ; whole numbers under the root, so exact at θ = 0
        return (sine + (Math.PI - Math.Atan2(sine, overlap)) * overlap) / (2 * Math.PI);
    }

    // Row n: C(n, k) 2^-n. No subtraction, so each is right to rounding.
    private static double[][] BinomialRows(int n)
    {
        double[][] rows = new double[n + 1][];
        rows[0] = [1];
        for (int i = 1; i <= n; i++)
        {
            rows[i] = new double[i + 1];
            for (int k = 0; k <= i; k++)
                rows[i][k] = ((k > 0 ? rows[i - 1][k - 1] : 0) + (k < i ? rows[i - 1][k] : 0)) / 2;
        }
        return rows;
    }

    // The coefficients of (1 + q)^{n-m} (1 - q)^m, exactly.
    private static BigInteger[] SignedSets(int n, int m)
    {
        BigInteger[] coefficient = new BigInteger[n + 1];
        coefficient[0] = 1;
        for (int j = 1; j <= n; j++)
            for (int d = j; d > 0; d--)
                coefficient[d] += j <= m ? -coefficient[d - 1] : coefficient[d - 1];
        return coefficient;
    }
}
