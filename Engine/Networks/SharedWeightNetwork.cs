namespace ScalingTools.Networks;

/// <summary>
/// A ReLU network of three hidden neurons that can be the parity of three bits, with its 16 parameters shared down to four:
/// f(x) = -2α σ(α(x_2 - x_1 - x_3)) + β σ(β(1 + x_2 - x_1 - x_3)) + γ σ(γ(x_1 - x_2 + x_3 - 1)) + c.
/// </summary>
/// <remarks>
/// <para>
/// Source: Nam et al. 2024, App. F, Eq. 123–130. Each hidden neuron is a mode f^(q) = w_q σ(z_q). The print of Eq. 125 has the hidden bias +γ
/// of neuron 3; only -γ lets α = β = γ = √(2S), c = -S be the parity function, as the text says, and gives Eq. 133.
/// </para>
/// <para>
/// The loss is L = ½ E(f - y)² over the eight inputs. Inputs are numbered as the columns of Eq. 123: x_1 x_2 x_3 are the binary digits of 0 … 7.
/// Everything here holds for any signs of the parameters.
/// </para>
/// </remarks>
public static class SharedWeightNetwork
{
    private const int Inputs = 8;
    private const int Modes = 3;

    /// <summary>y = S (-1)^{x_1 + x_2 + x_3}.</summary>
    /// <param name="input">0 … 7.</param>
    /// <param name="targetScale">S.</param>
    public static double Target(int input, double targetScale) => int.IsEvenInteger(System.Numerics.BitOperations.PopCount((uint)input)) ? targetScale : -targetScale;

    /// <summary>f(x) = Σ_q f^(q)(x) + c.</summary>
    /// <param name="weights">α, β, γ and c.</param>
    /// <param name="input">0 … 7.</param>
    public static double Output(SharedWeights weights, int input)
    {
        double f = weights.Bias;
        for (int q = 1; q <= Modes; q++)
            f += Mode(weights, q, input);
        return f;
    }

    /// <summary>f^(q)(x) = w_q σ(z_q), what neuron q adds to the output (Eq. 126).</summary>
    /// <param name="weights">α, β, γ and c.</param>
    /// <param name="mode">q: 1, 2 or 3.</param>
    /// <param name="input">0 … 7.</param>
    public static double Mode(SharedWeights weights, int mode, int input)
    {
        (double v, double theta, int u) = Neuron(weights, mode, input);
        return v * theta * Math.Max(theta * u, 0);
    }

    /// <summary>
    /// R^(q) = E[g f^(q)] with g = y/S (Eq. 9, 129). For α, β, γ > 0: α²/4, β²/8 and γ²/8, which are S/2, S/4 and S/4 at the end.
    /// </summary>
    /// <remarks>Eq. 129 divides once more by S, as the axis of Fig. 9(b) does. The three add up to R, as c is orthogonal to g (Eq. 130).</remarks>
    /// <param name="weights">α, β, γ and c.</param>
    /// <param name="mode">q: 1, 2 or 3.</param>
    public static double ModeStrength(SharedWeights weights, int mode)
    {
        double sum = 0;
        for (int x = 0; x < Inputs; x++)
            sum += Target(x, 1) * Mode(weights, mode, x);
        return sum / Inputs;
    }

    /// <summary>L = ½ E(f - y)².</summary>
    /// <param name="weights">α, β, γ and c.</param>
    /// <param name="targetScale">S.</param>
    public static double Loss(SharedWeights weights, double targetScale)
    {
        double sum = 0;
        for (int x = 0; x < Inputs; x++)
        {
            double error = Output(weights, x) - Target(x, targetScale);
            sum += error * error;
        }
        return sum / (2 * Inputs);
    }

    /// <summary>∂L/∂(α, β, γ, c). Gradient flow is dθ/dT = -η ∂L/∂θ.</summary>
    /// <remarks>
    /// For α, β, γ > 0 the flow is
    /// dα²/dT = ηα² (S - 2α² + 2β² + c), dβ²/dT = ½ηβ² (S + 4α² - 7β² - 5c), dγ²/dT = ½ηγ² (S - γ² - c), dc/dT = ⅛η (2α² - 5β² - γ² - 8c).
    /// The print of Eq. 131–134 has all four with the opposite sign, 2α² and 5β² where Eq. 132 must have 4α² and 7β², and Eq. 134 four times
    /// too large beside the others, which belong to the loss E(f - y)² without the ½.
    /// </remarks>
    /// <param name="weights">α, β, γ and c.</param>
    /// <param name="targetScale">S.</param>
    public static SharedWeights Gradient(SharedWeights weights, double targetScale)
    {
        double alpha = 0, beta = 0, gamma = 0, bias = 0;
        for (int x = 0; x < Inputs; x++)
        {
            double error = (Output(weights, x) - Target(x, targetScale)) / Inputs;
            alpha += error * Slope(weights, 1, x);
            beta += error * Slope(weights, 2, x);
            gamma += error * Slope(weights, 3, x);
            bias += error;
        }
        return new(alpha, beta, gamma, bias);
    }

    // ∂f^(q)/∂θ = ∂(vθ σ(θu))/∂θ = 2v σ(θu)
    private static double Slope(SharedWeights weights, int mode, int input)
    {
        (double v, double theta, int u) = Neuron(weights, mode, input);
        return 2 * v * Math.Max(theta * u, 0);
    }

    // z = θ u(x) and w = vθ: the neuron's parameter θ, its part u of the input, its output weight over θ.
    private static (double V, double Theta, int U) Neuron(SharedWeights weights, int mode, int input)
    {
        int u = ((input >> 1) & 1) - (input >> 2) - (input & 1); // x_2 - x_1 - x_3
        return mode switch
        {
            1 => (-2, weights.Alpha, u),
            2 => (1, weights.Beta, 1 + u),
            3 => (1, weights.Gamma, -1 - u),
            _ => throw Guard.OutOfRange(nameof(mode), mode, "1, 2 or 3"),
        };
    }
}
