using ScalingTools.FeatureLearning;
using ScalingTools.Measurement;

namespace ScalingTools.DeepNetworks;

/// <summary>The capacity and source exponents of a task, fitted to its modes, and the exponents of the loss that follow.</summary>
/// <remarks>λ_k ~ k^-α and Σ_{l ≥ k} w_l² ~ k^{-αβ}; a lazy network's loss falls as t^-β, a rich one's as t^-χ with χ = 2β/(1+β) for β &lt; 1 and β above. Source: arXiv:2409.17858, Eq. 4–5 and 12.</remarks>
public sealed record TaskExponent
{
    /// <summary>The images.</summary>
    public required string Dataset { get; init; }
    /// <summary>P.</summary>
    public required int SampleCount { get; init; }
    /// <summary>The seed of the weights.</summary>
    public required long Seed { get; init; }
    /// <summary>L.</summary>
    public required int Layers { get; init; }
    /// <summary>N.</summary>
    public required int Filters { get; init; }
    /// <summary>The edge of a filter.</summary>
    public required int KernelSize { get; init; }
    /// <summary>The first mode used.</summary>
    public required int ModeMin { get; init; }
    /// <summary>The last mode used.</summary>
    public required int ModeMax { get; init; }
    /// <summary>α.</summary>
    public required double Capacity { get; init; }
    /// <summary>Its standard error, as if modes were independent.</summary>
    public double? CapacityError { get; init; }
    /// <summary>β.</summary>
    public required double Source { get; init; }
    /// <summary>Its standard error, as if modes were independent.</summary>
    public double? SourceError { get; init; }
    /// <summary>β, of lazy networks.</summary>
    public required double LazyExponent { get; init; }
    /// <summary>χ, of rich networks.</summary>
    public required double RichExponent { get; init; }

    /// <summary>Fits one spectrum.</summary>
    /// <param name="modes">Of one data set and network.</param>
    /// <param name="modeMin">First mode to use.</param>
    /// <param name="modeMax">Last mode to use; null for a fifth of the images, beyond which modes are those of the sample.</param>
    /// <exception cref="ScalingException">EmptyPipeline; InconsistentInput for modes of several spectra; TooFewPoints.</exception>
    public static TaskExponent Fit(IReadOnlyList<TaskMode> modes, int modeMin = 10, int? modeMax = null)
    {
        ArgumentNullException.ThrowIfNull(modes);
        if (modes.Count == 0)
            throw new ScalingException(ScalingError.EmptyPipeline, "There are no modes.", "Take them from Measure-KernelSpectrum -Dataset.");
        TaskMode first = modes[0];
        if (TaskSpectrum.Split(modes).Count > 1)
            throw new ScalingException(ScalingError.InconsistentInput, "These modes are of several spectra.", "Fit one spectrum at a time.");
        int last = modeMax ?? Math.Max(modeMin + 2, first.SampleCount / 5);
        TaskMode[] used = [.. modes.Where(m => m.Mode >= modeMin && m.Mode <= last && m.Eigenvalue > 0 && m.RemainingPower > 0)];
        double[] k = [.. used.Select(m => (double)m.Mode)];
        CurveFit values = CurveFit.Fit(k, [.. used.Select(m => m.Eigenvalue)]), powers = CurveFit.Fit(k, [.. used.Select(m => m.RemainingPower)]);
        double alpha = values.Exponent, beta = powers.Exponent / alpha;
        return new()
        {
            Dataset = first.Dataset, SampleCount = first.SampleCount, Seed = first.Seed, Layers = first.Layers, Filters = first.Filters, KernelSize = first.KernelSize, ModeMin = used[0].Mode, ModeMax = used[^1].Mode,
            Capacity = alpha, CapacityError = values.StandardError, Source = beta,
            SourceError = Math.Abs(beta) * Root(powers.StandardError / powers.Exponent, values.StandardError / alpha), // relative errors of a ratio
            LazyExponent = beta, RichExponent = beta > 0 ? ScalingRegimes.TimeExponent(beta) : beta,
        };
    }

    private static double? Root(double? a, double? b) => Math.Sqrt((double)(a * a + b * b ?? double.NaN)) is var root && double.IsFinite(root) ? root : null;
}
