namespace ScalingTools.TeacherStudent;

/// <summary>
/// f*(x) = Σ_{p≤P} a_p σ(⟨x,v*_p⟩), orthonormal v*_p, Σ a_p² = 1, a_1 ≥ a_2 ≥ … of which each p is a skill; x ~ N(0, I_d) has no preferred axes, so
/// v*_p is the p-th unit vector.
/// </summary>
public sealed record AdditiveTeacher
{
    private readonly double[] _coefficients;
    private readonly ActivationFunction _activation;

    private AdditiveTeacher(double[] coefficients, double? decay, ActivationFunction activation)
    {
        (_coefficients, _activation) = (coefficients, activation);
        (Activation, Directions, Decay) = (activation.Name, coefficients.Length, decay);
        LawLimitation = Limitation();
    }

    /// <summary>a_p ∝ p^-β.</summary>
    /// <param name="directions">P ≥ 1.</param>
    /// <param name="decay">β ≥ 0; the theory's laws ask for β > ½.</param>
    /// <param name="activation">σ. Default: he_4.</param>
    /// <exception cref="ScalingException">ParameterOutOfRange.</exception>
    public static AdditiveTeacher PowerLaw(int directions, double decay, ActivationFunction? activation = null)
    {
        Guard.Positive((long)directions, nameof(directions));
        Guard.NotNegative(decay);
        return new(Normalised(Enumerable.Range(1, directions).Select(p => Math.Pow(p, -decay))), decay, activation ?? ActivationFunction.Hermite(4));
    }

    /// <summary>Any positive a_p, scaled to Σ a_p² = 1.</summary>
    /// <param name="coefficients">a_1, a_2, …</param>
    /// <param name="activation">σ. Default: he_4.</param>
    /// <exception cref="ScalingException">EmptyPipeline, NotPositive, NotFinite.</exception>
    public static AdditiveTeacher FromCoefficients(IReadOnlyList<double> coefficients, ActivationFunction? activation = null)
    {
        ArgumentNullException.ThrowIfNull(coefficients);
        if (coefficients.Count == 0)
            throw new ScalingException(ScalingError.EmptyPipeline, "A teacher has no directions.", "Give one coefficient at least.");
        foreach (double a in coefficients)
        {
            if (!double.IsFinite(a))
                throw new ScalingException(ScalingError.NotFinite, $"The coefficient {Guard.Text(a)} is not finite.", "Give finite positive coefficients.", a);
            if (a <= 0)
                throw new ScalingException(ScalingError.NotPositive, $"The coefficient {Guard.Text(a)} is not positive.",
                    "The student's |v|² cannot be negative: give positive coefficients.", a);
        }
        return new(Normalised(coefficients), null, activation ?? ActivationFunction.Hermite(4));
    }

    /// <summary>Name of σ, the student's too.</summary>
    public string Activation { get; private init; }

    /// <summary>P.</summary>
    public int Directions { get; private init; }

    /// <summary>β; null for given coefficients.</summary>
    public double? Decay { get; private init; }

    /// <summary>d, if the teacher says it; else the student does.</summary>
    public int? Dimension { get; private init; }

    /// <summary>The seed that its students take unless they are given one. The directions need none: inputs are isotropic.</summary>
    public long? Seed { get; private init; }

    /// <summary>Why the theorem says nothing about this teacher; null where it does.</summary>
    /// <remarks>σ even with information exponent above 2, without a mean (the seed's k counts from 0), β > ½.</remarks>
    public string? LawLimitation { get; private init; }

    /// <summary>σ.</summary>
    public ActivationFunction GetActivation() => _activation;

    /// <summary>a_p.</summary>
    public IReadOnlyList<double> GetCoefficients() => _coefficients;

    /// <summary>The same teacher in d dimensions, with a seed for its students.</summary>
    /// <param name="dimension">d ≥ P; null for the student's.</param>
    /// <param name="seed">Any; null for the student's.</param>
    /// <exception cref="ScalingException">InconsistentInput for P > d.</exception>
    public AdditiveTeacher With(int? dimension, long? seed = null)
    {
        if (dimension is { } d)
            CheckDimension(d);
        return this with { Dimension = dimension, Seed = seed };
    }

    /// <summary>a_p σ(⟨x,v*_p⟩) alone, with the other coefficients 0.</summary>
    internal AdditiveTeacher Only(int skill) => new([.. _coefficients.Select((a, p) => p == skill ? a : 0)], null, _activation) { Dimension = Dimension, Seed = Seed };

    /// <summary>P ≤ d: more orthonormal directions do not fit.</summary>
    internal void CheckDimension(int dimension)
    {
        Guard.Positive((long)dimension, nameof(Dimension));
        if (Directions > dimension)
            throw new ScalingException(ScalingError.InconsistentInput, $"{Directions} orthonormal directions do not fit in Dimension {dimension}.", "Choose a larger Dimension or fewer directions.", dimension);
    }

    private string? Limitation()
    {
        HermiteExpansion expansion = _activation.Expansion;
        return Decay is null ? "The coefficients are no power law."
            : Decay <= 0.5 ? $"Decay {Guard.Text(Decay)} is not above 1/2, so the sum of the squared coefficients of p^-β does not converge and no power law in time exists."
            : !expansion.IsEven ? $"The activation {Activation} is not even."
            : Math.Abs(expansion.Coefficients[0]) > expansion.Threshold ? $"The activation {Activation} has a mean, which every neuron learns at once."
            : !(expansion.InformationExponent > 2) ? $"The activation {Activation} has information exponent {expansion.InformationExponent}, and the theorem needs more than 2."
            : null;
    }

    private static double[] Normalised(IEnumerable<double> coefficients)
    {
        double[] all = [.. coefficients];
        double norm = Math.Sqrt(all.Sum(a => a * a));
        return Array.ConvertAll(all, a => a / norm);
    }
}
