using MathNet.Numerics.RootFinding;

namespace ScalingTools.Multilinear;

/// <summary>
/// The best split of compute C = N·T between parameters and time in the limit C → ∞: the λ that minimises
/// B(λ) = A(λ^{(α+2)/(α+1)}) λ^{α/(α+1)}, which the paper calls almost impossible to write down (after Corollary 5).
/// </summary>
internal static class OptimalSplit
{
    /// <summary>(ηSC)^{1/(α+2)}, the unit of N: N = λ · Unit.</summary>
    public static double Unit(LawModel model, double compute) => Math.Pow(model.Rate * compute, 1 / (model.Alpha + 2));

    /// <summary>B(λ), without the (ηS)^{-α/(α+2)} of the user's units.</summary>
    public static double Prefactor(LawModel model, double lambda) =>
        model.TimePrefactor(Math.Pow(lambda, (model.Alpha + 2) / (model.Alpha + 1)), double.PositiveInfinity) * Math.Pow(lambda, model.p);

    /// <summary>A(λ, ν) (ηST)^{-α/(α+1)}: the loss at (T, N) with skills made continuous, any N ≤ n_s.</summary>
    public static double SmoothLoss(LawModel model, double time, double n)
    {
        double tau = model.Rate * time, unit = Math.Pow(tau, -1 / (model.Alpha + 1));
        return model.TimePrefactor(n * unit, model.SkillCount * unit) * Math.Pow(tau, -model.p);
    }

    /// <summary>λ*, to about 1e-12.</summary>
    /// <remarks>
    /// With Λ = λ^{(α+2)/(α+1)} = N/(ηST)^{1/(α+1)} and A'(Λ) = -(S²/2 - Φ(u_N)) Λ^-(α+1)/Z, dB/dΛ = 0 reads
    /// g(Λ) = α/(α+2) Λ^α A(Λ) - (S²/2 - Φ(u_N))/Z = 0: what one more skill gains against what its training time costs.
    /// Λ^α A rises, because its derivative is Λ^-1 (αΛ^α A - (S²/2-Φ)/Z) and αΛ^α A ≥ S²/(2Z); S²/2 - Φ(u_N) falls. So g has one root.
    /// </remarks>
    public static double Lambda(LawModel model)
    {
        double alpha = model.Alpha, S = model.S;
        double G(double logScale)
        {
            double scale = Math.Exp(logScale);
            double u = Math.Pow(scale, -(alpha + 1)) / model.Z;
            return alpha / (alpha + 2) * Math.Pow(scale, alpha) * model.TimePrefactor(scale, double.PositiveInfinity)
                - (S * S / 2 - model.Phi(u)) / model.Z;
        }

        // g < 0 where skill N is long learnt, u_N ≥ ½ ln(S/r-1) + 10; from there up until g > 0.
        double learnt = Math.Max(0, model.Flow.LogOdds / 2) + 10;
        double low = -Math.Log(learnt * model.Z) / (alpha + 1), high = low + 1;
        while (G(high) <= 0)
            (low, high) = (high, high + 1);
        double scale = Math.Exp(Brent.FindRoot(G, low, high, 1e-13, 200));
        return Math.Pow(scale, (alpha + 1) / (alpha + 2));
    }
}
