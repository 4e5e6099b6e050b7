using ScalingTools.Numerics;

namespace ScalingTools.Networks;

/// <summary>What the weight-shared network of three neurons starts from and how it is trained.</summary>
/// <remarks>
/// The defaults are those of <see cref="Nam2024Fig9"/>. The appendix of the figure prints no S, η or start. η = 0.05 and the start 0.001 are those
/// of the paper's other networks (App. I); S = 1 is chosen: the modes then saturate on the figure's axis, 0 … 1000, and the multilinear model
/// passes through the network's half-way time with B² = 0.333, where the figure has 1/3.
/// </remarks>
public sealed record SharedWeightOptions
{
    /// <summary>Figure 9(b) of Nam et al. 2024: T = 5, 10, … 1000, and the defaults; these are chosen, not printed.</summary>
    public static SharedWeightOptions Nam2024Fig9 { get; } = new() { Times = [.. Enumerable.Range(1, 200).Select(t => 5.0 * t)] };

    /// <summary>S > 0. Default: 1.</summary>
    public double TargetScale { get; init; } = 1;

    /// <summary>η > 0 of one step. Default: 0.05.</summary>
    public double LearningRate { get; init; } = 0.05;

    /// <summary>α(0), β(0) and γ(0) where they are not given; with a <see cref="Seed"/> the standard deviation of all four. Default: 0.001.</summary>
    public double InitialScale { get; init; } = 0.001;

    /// <summary>α(0), of any sign. Default (null): <see cref="InitialScale"/>, times |ξ| with ξ ~ N(0, 1) if there is a seed.</summary>
    public double? InitialAlpha { get; init; }

    /// <summary>β(0), as <see cref="InitialAlpha"/>.</summary>
    public double? InitialBeta { get; init; }

    /// <summary>γ(0), as <see cref="InitialAlpha"/>.</summary>
    public double? InitialGamma { get; init; }

    /// <summary>c(0). Default (null): 0, or <see cref="InitialScale"/> times ξ ~ N(0, 1) if there is a seed.</summary>
    public double? InitialBias { get; init; }

    /// <summary>Draws what is not given. Default (null): nothing is random.</summary>
    public long? Seed { get; init; }

    /// <summary>The way to the learning curve. Default: GradientDescent.</summary>
    public SharedWeightMethod Method { get; init; }

    /// <summary>c > 0 of the multilinear model beside it, the paper's B². Default: 1/3, as in the figure.</summary>
    public double RateFactor { get; init; } = 1.0 / 3;

    /// <summary>T ≥ 0 in steps, finite; gradient descent takes the nearest whole step. Default (none): 200 equal steps to 25(1 + 1/S)/η, which is 1000.</summary>
    public IReadOnlyList<double> Times { get; init; } = [];

    /// <summary>α(0), β(0), γ(0) and c(0), given or drawn.</summary>
    /// <exception cref="ScalingException">ParameterOutOfRange.</exception>
    public SharedWeights ResolveStart()
    {
        Guard.Positive(InitialScale);
        double[] drawn = [InitialScale, InitialScale, InitialScale, 0];
        if (Seed is { } seed)
        {
            RandomStream stream = new(seed, purpose: RandomPurpose.Initialization);
            for (int i = 0; i < drawn.Length; i++)
                drawn[i] = InitialScale * stream.NextGaussian();
        }
        // Positive, so that each neuron is the one of the figure: gradient flow never changes the sign.
        return new(Checked(InitialAlpha, nameof(InitialAlpha)) ?? Math.Abs(drawn[0]), Checked(InitialBeta, nameof(InitialBeta)) ?? Math.Abs(drawn[1]),
            Checked(InitialGamma, nameof(InitialGamma)) ?? Math.Abs(drawn[2]), Checked(InitialBias, nameof(InitialBias)) ?? drawn[3]);
    }

    private static double? Checked(double? value, string name) =>
        value is null || double.IsFinite(value.Value) ? value : throw Guard.OutOfRange(name, value, "a finite number");
}
