using ScalingTools.Numerics;

namespace ScalingTools.RandomFeatures;

/// <summary>
/// A regression task in the eigenbasis of a kernel: features ψ_k with E[ψ_k ψ_l] = λ_k δ_kl and target y = Σ_k w*_k ψ_k, k = 1 … M.
/// With power laws λ_k = k^-α and λ_k (w*_k)² = k^-(αβ+1), or any given spectrum.
/// </summary>
/// <remarks>
/// Source: Bordelon, Atanasov and Pehlevan, How feature learning can improve neural scaling laws (arXiv:2409.17858), Eq. 2 and 6, where α is the
/// capacity and β the source exponent; in A dynamical model of neural scaling laws (arXiv:2402.01092) b = α and a = αβ + 1. β &lt; 1 is a hard task: the norm Σ (w*_k)² of its
/// target grows with M. Immutable and thread-safe.
/// </remarks>
public sealed record PowerLawTask
{
    private const long DefaultModeCount = 10_000;
    private const long LargestArray = 1 << 27;

    private readonly double[]? _eigenvalues, _powers;

    // λ_k = k^-b, λ_k (w*_k)² = k^-a
    private PowerLawTask(double a, double b, double source, long modeCount)
    {
        (Capacity, Source, TargetDecay, SpectrumDecay, ModeCount) = (b, source, a, b, modeCount);
        (Trace, InitialLoss) = (PowerSum.Range(b, 1, modeCount), PowerSum.Range(a, 1, modeCount));
    }

    private PowerLawTask(double[] eigenvalues, double[] powers)
    {
        (_eigenvalues, _powers, ModeCount) = (eigenvalues, powers, eigenvalues.Length);
        (Trace, InitialLoss) = (eigenvalues.Sum(), powers.Sum());
    }

    /// <summary>A task by capacity and source: λ_k = k^-α, λ_k (w*_k)² = k^-(αβ+1).</summary>
    /// <param name="capacity">α > 1, so that the kernel has a finite trace for M → ∞.</param>
    /// <param name="source">β > 0.</param>
    /// <param name="modeCount">M ≥ 1; null for 10,000.</param>
    /// <exception cref="ScalingException">NotTraceClass for α ≤ 1; ParameterOutOfRange.</exception>
    public static PowerLawTask FromCapacity(double capacity, double source, long? modeCount = null)
    {
        Guard.Positive(capacity);
        if (capacity <= 1)
            throw new ScalingException(ScalingError.NotTraceClass, $"Eigenvalues k^-{Guard.Text(capacity)} have no finite sum.",
                "Give a Capacity above 1, or the decays a and b of a finite number of modes instead, which may have b ≤ 1.", capacity);
        return new PowerLawTask(capacity * Guard.Positive(source) + 1, capacity, source, Guard.Positive(modeCount ?? DefaultModeCount, "ModeCount"));
    }

    /// <summary>A task by its decays: λ_k = k^-b, λ_k (w*_k)² = k^-a. For b ≤ 1 the trace of the kernel grows with M.</summary>
    /// <param name="targetDecay">a > 1.</param>
    /// <param name="spectrumDecay">b > 0.</param>
    /// <param name="modeCount">M ≥ 1; null for 10,000.</param>
    /// <exception cref="ScalingException">ParameterOutOfRange.</exception>
    public static PowerLawTask FromDecay(double targetDecay, double spectrumDecay, long? modeCount = null)
    {
        Guard.Positive(spectrumDecay);
        if (!(double.IsFinite(targetDecay) && targetDecay > 1))
            throw Guard.OutOfRange(nameof(TargetDecay), targetDecay, "a finite number above 1, so that the target has a finite variance");
        return new PowerLawTask(targetDecay, spectrumDecay, (targetDecay - 1) / spectrumDecay, Guard.Positive(modeCount ?? DefaultModeCount, "ModeCount"));
    }

    /// <summary>A task with a spectrum of its own, such as one measured on data.</summary>
    /// <param name="eigenvalues">λ_k > 0, in any order. Shape (M).</param>
    /// <param name="powers">λ_k (w*_k)² ≥ 0, the part of the target's variance along each mode; not all 0. Shape (M).</param>
    /// <exception cref="ScalingException">NotPositive, NotFinite, or InconsistentInput where lengths differ or nothing is to be learnt.</exception>
    public static PowerLawTask FromSpectrum(IEnumerable<double> eigenvalues, IEnumerable<double> powers)
    {
        ArgumentNullException.ThrowIfNull(eigenvalues);
        ArgumentNullException.ThrowIfNull(powers);
        double[] lambda = [.. eigenvalues], power = [.. powers];
        if (lambda.Length == 0 || lambda.Length != power.Length)
            throw new ScalingException(ScalingError.InconsistentInput, $"{lambda.Length} eigenvalues and {power.Length} powers of the target do not go together.",
                "Give one power for each eigenvalue, at least one of each.", power.Length);
        for (int k = 0; k < lambda.Length; k++)
        {
            if (!double.IsFinite(lambda[k]) || !double.IsFinite(power[k]))
                throw new ScalingException(ScalingError.NotFinite, $"Mode {k + 1} has eigenvalue {Guard.Text(lambda[k])} and power {Guard.Text(power[k])}.",
                    "Leave out modes that are not numbers.", double.IsFinite(lambda[k]) ? power[k] : lambda[k]);
            if (lambda[k] <= 0 || power[k] < 0)
                throw new ScalingException(ScalingError.NotPositive, $"Mode {k + 1} has eigenvalue {Guard.Text(lambda[k])} and power {Guard.Text(power[k])}.",
                    "Eigenvalues are positive and powers not negative: leave out modes at rounding level.", lambda[k] <= 0 ? lambda[k] : power[k]);
        }
        if (power.Sum() <= 0)
            throw new ScalingException(ScalingError.InconsistentInput, "The target is 0 along every mode.", "Give at least one positive power.", 0.0);
        Array.Sort(lambda, power, Comparer<double>.Create((x, y) => y.CompareTo(x)));
        return new PowerLawTask(lambda, power);
    }

    /// <summary>α, also called b; null for a given spectrum.</summary>
    public double? Capacity { get; }
    /// <summary>β; null for a given spectrum.</summary>
    public double? Source { get; }
    /// <summary>a = αβ + 1; null for a given spectrum.</summary>
    public double? TargetDecay { get; }
    /// <summary>b = α; null for a given spectrum.</summary>
    public double? SpectrumDecay { get; }
    /// <summary>M.</summary>
    public long ModeCount { get; }

    /// <summary>Σ_k λ_k, the trace of the kernel.</summary>
    public double Trace { get; }
    /// <summary>Σ_k λ_k (w*_k)², the loss of a student that knows nothing.</summary>
    public double InitialLoss { get; }

    /// <summary>λ_k, descending. Shape (M).</summary>
    /// <exception cref="ScalingException">TooLarge for more modes than an array should have.</exception>
    public double[] Eigenvalues() => _eigenvalues is not null ? [.. _eigenvalues] : Powers(SpectrumDecay!.Value);

    /// <summary>λ_k (w*_k)². Shape (M).</summary>
    /// <exception cref="ScalingException">TooLarge for more modes than an array should have.</exception>
    public double[] TargetPowers() => _powers is not null ? [.. _powers] : Powers(TargetDecay!.Value);

    private double[] Powers(double exponent)
    {
        if (ModeCount > LargestArray)
            throw new ScalingException(ScalingError.TooLarge, $"{ModeCount} modes do not fit in memory one by one.", "Theory takes any number of modes; simulate fewer.", ModeCount);
        double[] values = new double[ModeCount];
        for (int k = 0; k < values.Length; k++)
            values[k] = Math.Pow(k + 1, -exponent);
        return values;
    }
}
