using ScalingTools.SparseParity;

namespace ScalingTools.Multilinear;

/// <summary>The checked setting with the quantities all laws share, in the symbols of App. J.</summary>
internal sealed class LawModel
{
    public LawModel(LawSetting setting)
    {
        Guard.Alpha(setting.Alpha);
        Flow = new MultilinearFlow(MultilinearModelKind.Multilinear, setting.TargetScale, setting.InitialStrength, setting.LearningRate);
        Margin = setting.Margin > 1 && double.IsFinite(setting.Margin)
            ? setting.Margin
            : throw Guard.OutOfRange("Margin", setting.Margin, "a number above 1");
        Skills = new ZipfSkills(setting.Alpha, setting.SkillCount);
        Setting = setting;
    }

    public LawSetting Setting { get; }
    public ZipfSkills Skills { get; }
    public double Alpha => Setting.Alpha;
    public double Margin { get; }

    /// <summary>One skill: its loss at the rate ρ and the time T is Φ(ηSρT).</summary>
    public MultilinearFlow Flow { get; }

    public double S => Flow.TargetScale;
    public double r => Flow.InitialStrength;
    public double Eta => Flow.LearningRate;

    /// <summary>n_s, ∞ included.</summary>
    public double SkillCount => Setting.SkillCount ?? double.PositiveInfinity;

    /// <summary>Z = Σ_{j≤n_s} j^-(α+1); ζ(α+1) for n_s = ∞.</summary>
    public double Z => 1 / Skills.Normalizer;

    /// <summary>α/(α+1).</summary>
    public double p => Alpha / (Alpha + 1);

    /// <summary>ηS: gradient-flow time per training step, so that u = ηS·T·P_s(k).</summary>
    public double Rate => Eta * S;

    /// <summary>Φ(u), the loss of a skill at ηS·T·P_s(k) = u (Eq. 249).</summary>
    public double Phi(double u) => Flow.SkillLoss(1, u / Rate);

    /// <summary>Σ_{N&lt;k≤n_s} P_s(k) ≈ (N^-α - n_s^-α)/(αZ).</summary>
    public double Tail(double n) => (Math.Pow(n, -Alpha) - Math.Pow(SkillCount, -Alpha)) / (Alpha * Z);

    /// <summary>
    /// B of Σ_{k≤N} P φ(xP) + S²/2 Σ_{k>N} P ≈ B x^{-α/(α+1)}, as k becomes continuous (Theorems 4 and 5):
    /// B = Z^{-1/(α+1)}/(α+1) ∫_{u_N}^∞ u^{-1/(α+1)} φ(u) du + S²(λ^-α - ν^-α)/(2αZ), u_N = λ^-(α+1)/Z.
    /// </summary>
    /// <param name="lambda">λ = N x^{-1/(α+1)}, ∞ allowed.</param>
    /// <param name="nu">ν = n_s x^{-1/(α+1)}, ∞ allowed.</param>
    /// <param name="integralFrom">u_N → ∫_{u_N}^∞ u^{-1/(α+1)} φ(u) du.</param>
    public double Prefactor(double lambda, double nu, Func<double, double> integralFrom) =>
        Math.Pow(Z, -1 / (Alpha + 1)) / (Alpha + 1) * integralFrom(Math.Pow(lambda, -(Alpha + 1)) / Z)
        + S * S * (Math.Pow(lambda, -Alpha) - Math.Pow(nu, -Alpha)) / (2 * Alpha * Z);

    /// <summary>A(λ) of Theorem 4 (with α+1 for the printed α in Eq. 248).</summary>
    public double TimePrefactor(double lambda, double nu) => Prefactor(lambda, nu, from => TimeIntegral.From(from, Alpha, S, r));
}
