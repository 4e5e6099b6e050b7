using System.Numerics;
using MathNet.Numerics.Integration;

namespace ScalingTools.RandomFeatures;

/// <summary>The largest learning rate at which steps on random features are stable in the mean.</summary>
/// <remarks>
/// <para>
/// Two things can fail. A mode oscillates: η λ_max &lt; 2(1 + μ), with λ_max the edge of the spectrum of the students' kernels (<see cref="LazyResponse.LargestRate"/>; λ_1 for N, P → ∞).
/// Or noise of batches feeds itself: C_0(t, t) = F(t) + Σ_{s&lt;t} k(t-s) C_0(s, s) stays bounded only if Σ_τ k(τ) &lt; 1.
/// </para>
/// <para>
/// In the notation of <see cref="LazyResponse.Correlations"/>, k(z, z') = [A_2 + κκ' A_1²/(N - A_2)]/B, so that Σ k = (1/π) ∫_0^π k(e^{iθ}, e^{-iθ}) dθ; for N → ∞ it is
/// Σ_k ηλ_k (1 + μ)/((1 - μ) B (2(1 + μ) - ηλ_k)).
/// </para>
/// </remarks>
internal static class LazyStability
{
    private const int PanelNodes = 8, Panels = 24, Bisections = 45;
    private const double SmallestAngle = 1e-9;

    private static readonly GaussLegendreRule Gauss = new(-1, 1, PanelNodes);

    /// <summary>The largest stable η.</summary>
    public static double LargestLearningRate(SpectrumBins bins, double? width, double? samples, double? batch, double momentum)
    {
        double edge = 2 * (1 + momentum) / new LazyResponse(bins, width, samples).LargestRate();
        if (batch is not { } b)
            return edge;
        double low = 0, high = edge;
        for (int i = 0; i < Bisections; i++)
        {
            double middle = (low + high) / 2;
            if (NoiseGain(bins, width, b, momentum, middle) < 1)
                low = middle;
            else
                high = middle;
        }
        return low;
    }

    /// <summary>Whether η is stable, without a search for the limit.</summary>
    public static bool IsStable(SpectrumBins bins, double? width, double? samples, double? batch, double momentum, double learningRate) =>
        learningRate * new LazyResponse(bins, width, samples).LargestRate() < 2 * (1 + momentum)
        && (batch is not { } b || NoiseGain(bins, width, b, momentum, learningRate) < 1);

    /// <summary>Σ_τ k(τ): how much loss one unit of loss makes later through the noise of batches.</summary>
    /// <param name="bins">Modes.</param>
    /// <param name="width">N; null for infinite.</param>
    /// <param name="batch">B.</param>
    /// <param name="momentum">μ.</param>
    /// <param name="learningRate">η, below the edge.</param>
    public static double NoiseGain(SpectrumBins bins, double? width, double batch, double momentum, double learningRate)
    {
        double gain = 0;
        if (width is not { } n)
        {
            for (int b = 0; b < bins.Length; b++)
            {
                double rate = learningRate * bins.Eigenvalue[b];
                gain += bins.Count[b] * rate * (1 + momentum) / ((1 - momentum) * (2 * (1 + momentum) - rate));
            }
            return gain / batch;
        }

        // Panels of equal length in ln θ from near 0, where κ is followed from the positive axis.
        double start = Math.Log(SmallestAngle), half = (Math.Log(Math.PI) - start) / Panels / 2;
        (double Angle, double Weight)[] nodes = [.. from panel in Enumerable.Range(0, Panels)
            from i in Enumerable.Range(0, PanelNodes)
            let angle = Math.Exp(start + half * (2 * panel + 1 + Gauss.GetAbscissa(i)))
            orderby angle
            select (angle, half * Gauss.GetWeight(i) * angle)];
        LazyResponse response = new(bins, width, null);
        Complex[] kappa = response.Along(Sigma(1 + SmallestAngle).Real, [.. nodes.Select(node => Sigma(Complex.FromPolarCoordinates(1, node.Angle)))]);
        for (int i = 0; i < nodes.Length; i++)
        {
            LazyCorrelations c = response.Correlations(kappa[i], Complex.Conjugate(kappa[i]), 0);
            gain += nodes[i].Weight * c.OwnNoise.Real;
        }
        return gain / (Math.PI * batch);

        Complex Sigma(Complex z) => (z - 1) * (z - momentum) / (learningRate * z);
    }
}
