namespace ScalingTools.Networks;

/// <summary>
/// The parameters of a two-layer ReLU network on control and skill bits as plain arrays:
/// z_h = β_h + C_{h,i} + Σ_j W_{hj} x_j and f_o(i, x) = c_o + Σ_h w_{oh} max(z_h, 0).
/// </summary>
/// <remarks>
/// Source: Nam et al. 2024, App. I; two outputs are the logits of Michaud et al. 2023. Symbols: H = <see cref="Width"/>,
/// n_s = <see cref="SkillCount"/>, n_b = <see cref="SkillBits"/>, O = <see cref="OutputCount"/>. The arrays are the object's own and may be written.
/// </remarks>
public sealed class TwoLayerWeights
{
    /// <summary>A network with all parameters 0.</summary>
    /// <param name="width">H ≥ 1.</param>
    /// <param name="skillCount">n_s ≥ 1.</param>
    /// <param name="skillBits">n_b ≥ 1.</param>
    /// <param name="outputCount">O: 1, or 2 for logits.</param>
    /// <exception cref="ScalingException">ParameterOutOfRange.</exception>
    public TwoLayerWeights(int width, int skillCount, int skillBits, int outputCount = 1)
    {
        Width = (int)Guard.Positive((long)width, nameof(Width));
        SkillCount = (int)Guard.Positive((long)skillCount, nameof(SkillCount));
        SkillBits = (int)Guard.Positive((long)skillBits, nameof(SkillBits));
        OutputCount = outputCount is 1 or 2 ? outputCount : throw Guard.OutOfRange(nameof(OutputCount), outputCount, "1 or 2");
        Hidden = new float[(long)width * (skillCount + skillBits)];
        HiddenBias = new float[width];
        Output = new float[outputCount * width];
        OutputBias = new float[outputCount];
    }

    /// <summary>H, the number of hidden neurons.</summary>
    public int Width { get; }
    /// <summary>n_s, the number of control bits.</summary>
    public int SkillCount { get; }
    /// <summary>n_b, the number of skill bits.</summary>
    public int SkillBits { get; }
    /// <summary>O, the number of outputs.</summary>
    public int OutputCount { get; }

    /// <summary>(C | W), control bits first. Shape (H, n_s + n_b).</summary>
    public float[] Hidden { get; }
    /// <summary>β. Shape (H).</summary>
    public float[] HiddenBias { get; }
    /// <summary>w. Shape (O, H).</summary>
    public float[] Output { get; }
    /// <summary>c. Shape (O).</summary>
    public float[] OutputBias { get; }

    /// <summary>What neuron h adds to the function per unit of activation: w_h, or w_{1h} - w_{0h} for logits, whose difference is the function.</summary>
    /// <param name="neuron">h, from 0.</param>
    public float FunctionWeight(int neuron) => OutputCount == 1 ? Output[neuron] : Output[Width + neuron] - Output[neuron];

    /// <summary>What the function is where no neuron is active: c, or c_1 - c_0.</summary>
    public float FunctionBias => OutputCount == 1 ? OutputBias[0] : OutputBias[1] - OutputBias[0];

    /// <summary>f(i, x): the output, or the difference of the two logits. The readable reference of every faster way.</summary>
    /// <param name="skill">i, from 1.</param>
    /// <param name="bits">x, 64 to a word: bit j is bit j mod 64 of word ⌊j/64⌋.</param>
    public double Function(int skill, ReadOnlySpan<ulong> bits)
    {
        double f = FunctionBias;
        for (int h = 0; h < Width; h++)
            f += FunctionWeight(h) * Math.Max(PreActivation(h, skill, bits), 0);
        return f;
    }

    /// <summary>z_h(i, x).</summary>
    /// <param name="neuron">h, from 0.</param>
    /// <param name="skill">i, from 1.</param>
    /// <param name="bits">x, 64 to a word.</param>
    public double PreActivation(int neuron, int skill, ReadOnlySpan<ulong> bits)
    {
        ReadOnlySpan<float> row = Hidden.AsSpan(neuron * (SkillCount + SkillBits), SkillCount + SkillBits);
        double z = (double)HiddenBias[neuron] + row[skill - 1];
        for (int j = 0; j < SkillBits; j++)
            if (((bits[j >> 6] >> (j & 63)) & 1) != 0)
                z += row[SkillCount + j];
        return z;
    }
}
