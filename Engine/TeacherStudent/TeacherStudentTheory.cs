using MathNet.Numerics.Distributions;

namespace ScalingTools.TeacherStudent;

/// <summary>What theory says of students of additive teachers: exponents of the laws, and when each direction emerges.</summary>
/// <remarks>Source of the laws: seed 3, part II (arXiv:2504.19983). The times are derived here, see <see cref="AlignmentOrder"/>.</remarks>
public static class TeacherStudentTheory
{
    /// <summary>p = (2β-1)/β of L ~ (ηt/d^{k/2-1})^{-p}.</summary>
    /// <exception cref="ScalingException">LawNotApplicable for β ≤ ½.</exception>
    public static double TimeExponent(double decay) => (2 * Decay(decay) - 1) / decay;

    /// <summary>p = 2β-1 of L ~ m^-p.</summary>
    /// <exception cref="ScalingException">LawNotApplicable for β ≤ ½.</exception>
    public static double WidthExponent(double decay) => 2 * Decay(decay) - 1;

    /// <summary>p = (2β-1)/2β of L ~ (n/d^{k-1})^{-p}, the loss after n samples of batch 1 with η ∝ a_p/d^{k/2} tuned to the last direction that n suffice for.</summary>
    /// <exception cref="ScalingException">LawNotApplicable for β ≤ ½.</exception>
    public static double TunedStepExponent(double decay) => (2 * Decay(decay) - 1) / (2 * decay);

    /// <summary>β of T_p ∝ p^β, and 2β where the step is tuned to p.</summary>
    /// <exception cref="ScalingException">LawNotApplicable for β ≤ ½.</exception>
    public static double EmergenceExponent(double decay, bool tunedStep = false) => tunedStep ? 2 * Decay(decay) : Decay(decay);

    /// <summary>k/2-1 of T_p ∝ d^{k/2-1} at a given step, and k-1 where the step is tuned.</summary>
    /// <param name="activation">σ, even, without a mean, of information exponent above 2.</param>
    /// <param name="tunedStep">Whether η ∝ d^{-k/2}.</param>
    /// <exception cref="ScalingException">LawNotApplicable.</exception>
    public static double DimensionExponent(ActivationFunction activation, bool tunedStep = false)
    {
        ArgumentNullException.ThrowIfNull(activation);
        ThrowIfLimited(AdditiveTeacher.PowerLaw(1, 1, activation));
        int k = activation.Expansion.InformationExponent!.Value;
        return tunedStep ? k - 1 : k / 2.0 - 1;
    }

    /// <summary>η = a_p d^{-max(1, k/2)}: the step of single samples with which direction p is found in the fewest, up to a factor of order one; larger ones drown it in noise.</summary>
    /// <param name="teacher">The teacher.</param>
    /// <param name="dimension">d.</param>
    /// <param name="skill">p, from 1.</param>
    public static double TunedStep(AdditiveTeacher teacher, int dimension, int skill)
    {
        ArgumentNullException.ThrowIfNull(teacher);
        if (skill < 1 || skill > teacher.Directions)
            throw new ScalingException(ScalingError.SkillNotFound, $"The teacher has no direction {skill}.", $"Directions are 1 to {teacher.Directions}.", skill);
        return teacher.GetCoefficients()[skill - 1] * Math.Pow(dimension, -Math.Max(1, (teacher.GetActivation().Expansion.InformationExponent ?? 2) / 2.0));
    }

    /// <summary>The laws of a teacher.</summary>
    /// <exception cref="ScalingException">LawNotApplicable, naming the assumption that does not hold.</exception>
    public static IReadOnlyList<TeacherStudentLaw> Laws(AdditiveTeacher teacher)
    {
        ThrowIfLimited(teacher);
        double decay = teacher.Decay!.Value;
        TeacherStudentLaw Law(string quantity, string resource, double exponent, string formula, string condition) => new()
        {
            Activation = teacher.Activation, InformationExponent = teacher.GetActivation().Expansion.InformationExponent!.Value, Decay = decay, Quantity = quantity, Resource = resource, Exponent = exponent,
            Formula = formula, Condition = condition,
        };
        return
        [
            Law("Loss", "Time", TimeExponent(decay), "(2β-1)/β", "a fixed small step, more neurons and directions than have emerged"),
            Law("Loss", "Width", WidthExponent(decay), "2β-1", "trained until all neurons are taken"),
            Law("Loss", "Samples", TunedStepExponent(decay), "(2β-1)/2β", "batch 1, the step tuned to the number of samples"),
            Law("EmergenceTime", "Skill", -EmergenceExponent(decay), "-β", "a fixed small step"),
            Law("EmergenceTime", "Skill", -EmergenceExponent(decay, tunedStep: true), "-2β", "the step tuned to the direction, η ∝ a_p d^{-k/2}"),
            Law("EmergenceTime", "Dimension", -DimensionExponent(teacher.GetActivation()), "-(k/2-1)", "a fixed small step"),
            Law("EmergenceTime", "Dimension", -DimensionExponent(teacher.GetActivation(), tunedStep: true), "-(k-1)", "the step tuned, η ∝ d^{-k/2}"),
        ];
    }

    /// <summary>The theorem's assumptions on a teacher.</summary>
    /// <exception cref="ScalingException">LawNotApplicable, naming the assumption that does not hold.</exception>
    public static void ThrowIfLimited(AdditiveTeacher teacher)
    {
        ArgumentNullException.ThrowIfNull(teacher);
        if (teacher.LawLimitation is { } limitation)
            throw new ScalingException(ScalingError.LawNotApplicable, $"There is no scaling law: {limitation}",
                "Choose a Decay above 1/2 and an even activation without a mean whose information exponent is above 2, such as he4; simulations run with any.", teacher.Activation);
    }

    /// <summary>When each direction emerges, of one seed's start after the other.</summary>
    /// <param name="options">The student; Time and method do not matter.</param>
    /// <exception cref="ScalingException">An option out of range.</exception>
    public static IEnumerable<EmergencePrediction> Emergence(TeacherStudentOptions options)
    {
        TeacherStudentPlan plan = new(options);
        return Rows();

        IEnumerable<EmergencePrediction> Rows()
        {
            AdditiveTeacher teacher = options.Teacher;
            double typical = TypicalSearch(options);
            double? scale = plan.LawLimitation is null ? Math.Pow(options.Dimension, teacher.GetActivation().Expansion.InformationExponent!.Value / 2.0 - 1) / options.LearningRate : null;
            foreach (long seed in options.Seeds)
            {
                AlignmentEvent?[] events = AlignmentOrder.Of(plan, seed);
                for (int p = 0; p < teacher.Directions; p++)
                    yield return new EmergencePrediction
                    {
                        Seed = seed, Activation = teacher.Activation, Decay = teacher.Decay, Directions = teacher.Directions, Dimension = options.Dimension, Width = options.Width,
                        LearningRate = options.LearningRate, Skill = p + 1, Coefficient = teacher.GetCoefficients()[p], PredictedTime = events[p]?.Time, Neuron = events[p]?.Neuron + 1,
                        InitialOverlap = events[p]?.Overlap, LearntTime = events[p]?.Closed, TypicalTime = typical / (2 * options.LearningRate * teacher.GetCoefficients()[p]),
                        ScalingTime = scale / teacher.GetCoefficients()[p], Advice = plan.LawLimitation ?? "",
                    };
            }
        }
    }

    /// <summary>
    /// Σ_p a_p² κ(1) (1 - R_p)², R_p = r²/a_p = 1/(1 + e^{-8ηκ(1)a_p(t - t_½)}) once p has emerged, r² = |v(0)|² before that, t_½ the time of half of a_p.
    /// </summary>
    internal static double PredictedLoss(TeacherStudentOptions options, AlignmentEvent?[] events, double time)
    {
        double own = options.Teacher.GetActivation().Kernel.Value(1) - options.Teacher.GetActivation().Kernel.Value(0), loss = 0;
        for (int p = 0; p < events.Length; p++)
        {
            double a = options.Teacher.GetCoefficients()[p];
            double learnt = events[p] is { } first && time >= first.Time ? 1 / (1 + Math.Exp(-8 * options.LearningRate * own * a * (time - first.Closed))) : 0;
            loss += own * a * a * (1 - learnt) * (1 - learnt);
        }
        return loss;
    }

    // 2ηa T_p from the median of the largest of m squared overlaps, each Beta(½, (d-1)/2).
    private static double TypicalSearch(TeacherStudentOptions options)
    {
        double square = options.Dimension == 1 ? 1 : Beta.InvCDF(0.5, (options.Dimension - 1) / 2.0, Math.Pow(0.5, 1.0 / options.Width));
        return new AlignmentTime(options.Teacher.GetActivation().Kernel, Math.Sqrt(options.Threshold)).From(Math.Sqrt(square));
    }

    private static double Decay(double decay) => decay > 0.5 && double.IsFinite(decay) ? decay : throw new ScalingException(ScalingError.LawNotApplicable,
        $"Decay {Guard.Text(decay)} has no scaling law: the sum of the squared coefficients of p^-Decay converges above 1/2 only.", "Choose a Decay above 1/2; simulations run at any.", decay);
}
