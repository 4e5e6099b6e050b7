namespace ScalingTools.Multilinear;

/// <summary>The multilinear model whose laws are asked for: f = Σ_{k≤N} a_k b_k g_k on skills of frequency P_s(k) ∝ k^-(α+1), k ≤ n_s.</summary>
/// <remarks>All skills start at the same strength r = R_k(0), as Theorems 4 and 5 assume.</remarks>
public record LawSetting
{
    /// <summary>α > 0 of P_s(k) ∝ k^-(α+1).</summary>
    public required double Alpha { get; init; }

    /// <summary>n_s, up to 10^18; null (the default) for infinitely many. A finite number replaces ζ(α+1) by Σ_{j≤n_s} j^-(α+1).</summary>
    public long? SkillCount { get; init; }

    /// <summary>S > 0, the scale of the target; default 1.</summary>
    public double TargetScale { get; init; } = 1;

    /// <summary>r = R_k(0), between 0 and S; null (the default) for 0.01·S.</summary>
    public double? InitialStrength { get; init; }

    /// <summary>η > 0, the learning rate that turns training steps T into gradient-flow time ηT; default 0.05, as in training.</summary>
    public double LearningRate { get; init; } = 0.05;

    /// <summary>What the theorems' ≫ is taken to mean: at least this factor, above 1; default 10.</summary>
    public double Margin { get; init; } = 10;

    /// <summary>Checks the model.</summary>
    /// <exception cref="ScalingException">AlphaNotPositive, InitialStrengthOutOfRange or ParameterOutOfRange.</exception>
    public void Validate() => _ = new LawModel(this);
}
