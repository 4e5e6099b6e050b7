using static ScalingTools.RowValue;

namespace ScalingTools.Multilinear;

/// <summary>The terms of <see cref="LawErrorTerms"/>, in the symbols of the theorems; null where infinite or not a number.</summary>
internal sealed class LawErrors(LawModel model, Resources at)
{
    private readonly double _s2 = model.S * model.S;
    private readonly double _tau = model.Rate * at.T;

    // S² N^-(α+1)
    public double? Tail => Finite(_s2 * Math.Pow(at.N, -model.Alpha - 1));

    // S² (ln S/r)^{α/(α+1)} (ηST)^{-α/(α+1)}
    public double? Unlearnt => Finite(_s2 * Math.Pow(Math.Log(model.S / model.r) / _tau, model.p));

    // Theorem 3: η^-1 S T^-1 = S²/(ηST)
    public double? HeadOfTime => Finite(_s2 / _tau);

    // Theorem 5.2: S² D^{-(2α+1)/(2α+2)}
    public double? HeadOfData => Finite(_s2 * Math.Pow(at.D, -(2 * model.Alpha + 1) / (2 * model.Alpha + 2)));

    // Theorem 5.1: S² D^{-α/(α+1)}
    public double? Unseen => Finite(_s2 * Math.Pow(at.D, -model.p));

    // Proposition 8: S⁴ r^-2 D e^{-4ηST/D}; 0 for T = ∞
    public double? Untrained => double.IsInfinity(_tau)
        ? 0
        : Finite(_s2 * _s2 / (model.r * model.r) * at.D * Math.Exp(-4 * _tau / at.D));

    // Proposition 4: S² D^{-1/2} f_α(N); 0 for D = ∞
    public double? CountShape => double.IsInfinity(at.D) ? 0 : Finite(_s2 / Math.Sqrt(at.D) * model.Alpha switch
    {
        > 1 => 1,
        1 => Math.Log(at.N),
        _ => Math.Pow(at.N, (1 - model.Alpha) / 2),
    });

    // Proposition 4: S⁴ η² T² D^-1 = S² (ηST)²/D; 0 for D = ∞
    public double? CountVariance => double.IsInfinity(at.D) ? 0 : Finite(_s2 * _tau * _tau / at.D);
}
