namespace ScalingTools.Multilinear;

/// <summary>A two-layer linear network f(x) = W_2 W_1 x and what it is to learn.</summary>
public sealed record LinearNetworkOptions
{
    /// <summary>Three modes of strength 1, ½ and ¼ from r = 10^-3, η = 0.1: the setting of Nam et al. 2024, Fig. 7(c).</summary>
    /// <remarks>The paper does not print r and η; these put the half-way times of the modes at T = 35, 62 and 110.</remarks>
    public static LinearNetworkOptions Figure7 { get; } = new()
    {
        Correlation = new double[,] { { 1, 0, 0 }, { 0, 0.5, 0 }, { 0, 0, 0.25 } },
        Times = [.. Enumerable.Range(0, 101).Select(t => 2.0 * t)],
    };

    /// <summary>Σ = E[x f*(x)ᵀ], (d_1, d_3), for inputs with E[x xᵀ] = 1. Required, finite.</summary>
    public required double[,] Correlation { get; init; }

    /// <summary>d_2, the width of the hidden layer: only the d_2 strongest modes are learnt. Default (null): all of them.</summary>
    public int? HiddenWidth { get; init; }

    /// <summary>a_k(0) b_k(0), the same for every mode, between 0 and the smallest λ_k learnt. Default: 0.001.</summary>
    public double InitialStrength { get; init; } = 0.001;

    /// <summary>η > 0 of one step. Default: 0.1.</summary>
    public double LearningRate { get; init; } = 0.1;

    /// <summary>T ≥ 0 in steps; gradient descent takes the nearest whole step. Rows come in ascending order. Required: not empty.</summary>
    public IReadOnlyList<double> Times { get; init; } = [];

    /// <summary>ClosedForm, or GradientDescent of the two full weight matrices; there is no Sgd. Default: ClosedForm.</summary>
    public MultilinearMethod Method { get; init; }

    /// <summary>The seed of the hidden layer's random rotation, which gradient descent starts from and never sees again. Default: 1.</summary>
    public long Seed { get; init; } = 1;
}
