namespace ScalingTools.TeacherStudent;

/// <summary>What was measured of one run, and how it is written as rows.</summary>
/// <param name="Seed">The seed of the run.</param>
/// <param name="States">One for each time of the plan.</param>
/// <param name="Emergence">T_p.</param>
internal sealed record StudentCurve(long Seed, StudentState[] States, double?[] Emergence)
{
    /// <summary>One row for each time.</summary>
    public IEnumerable<TeacherStudentLoss> Losses(TeacherStudentPlan plan)
    {
        TeacherStudentOptions options = plan.Options;
        bool law = plan.LawLimitation is null;
        for (int k = 0; k < States.Length; k++)
            yield return new TeacherStudentLoss
            {
                Method = options.Method, Seed = Seed, Activation = options.Teacher.Activation, Decay = options.Teacher.Decay, Directions = options.Teacher.Directions,
                Dimension = options.Dimension, Width = options.Width, LearningRate = options.LearningRate, BatchSize = options.Method == TeacherStudentMethod.Sgd ? options.BatchSize : null,
                InitialScale = options.InitialScale, Time = plan.Times[k], Samples = plan.Samples(plan.Times[k]), Loss = States[k].Loss,
                DirectionLoss = Enumerable.Range(0, options.Teacher.Directions).Sum(p => SkillLoss(options.Teacher, p, Strength(options.Teacher, States[k], p))),
                Emerged = Emergence.Count(t => t <= plan.Times[k]), NormSquared = States[k].SquareNorms.Sum(),
                TimeExponent = law ? TeacherStudentTheory.TimeExponent(options.Teacher.Decay!.Value) : null,
                WidthExponent = law ? TeacherStudentTheory.WidthExponent(options.Teacher.Decay!.Value) : null,
                Advice = plan.LawLimitation ?? "", Run = plan.Run(Seed),
            };
    }

    /// <summary>One row for each time and direction.</summary>
    public IEnumerable<TeacherStudentStrength> Strengths(TeacherStudentPlan plan)
    {
        TeacherStudentOptions options = plan.Options;
        AdditiveTeacher teacher = options.Teacher;
        AlignmentEvent?[] predicted = AlignmentOrder.Of(plan, Seed);
        for (int k = 0; k < States.Length; k++)
            for (int p = 0; p < teacher.Directions; p++)
            {
                (int best, int shared) = (0, 0);
                for (int i = 0; i < options.Width; i++)
                {
                    best = Math.Abs(Overlap(k, i, p)) > Math.Abs(Overlap(k, best, p)) ? i : best;
                    shared += Overlap(k, i, p) * Overlap(k, i, p) > options.Threshold ? 1 : 0;
                }
                double strength = Strength(teacher, States[k], p);
                yield return new TeacherStudentStrength
                {
                    Method = options.Method, Seed = Seed, Activation = teacher.Activation, Decay = teacher.Decay, Directions = teacher.Directions, Dimension = options.Dimension,
                    Width = options.Width, LearningRate = options.LearningRate, BatchSize = options.Method == TeacherStudentMethod.Sgd ? options.BatchSize : null,
                    InitialScale = options.InitialScale, Time = plan.Times[k], Samples = plan.Samples(plan.Times[k]), Skill = p + 1, Coefficient = teacher.GetCoefficients()[p],
                    Strength = strength, RelativeStrength = strength / teacher.GetCoefficients()[p], SkillLoss = SkillLoss(teacher, p, strength),
                    Overlap = Math.Abs(Overlap(k, best, p)), Neuron = best + 1, NormSquared = States[k].SquareNorms[best], Neurons = shared,
                    EmergenceTime = Emergence[p], PredictedTime = predicted[p]?.Time, Run = plan.Run(Seed),
                };
            }

        double Overlap(int k, int i, int p) => States[k].Overlaps[i * teacher.Directions + p];
    }

    private static double SkillLoss(AdditiveTeacher teacher, int p, double strength) =>
        (teacher.GetActivation().Kernel.Value(1) - teacher.GetActivation().Kernel.Value(0)) * (teacher.GetCoefficients()[p] - strength) * (teacher.GetCoefficients()[p] - strength);

    private static double Strength(AdditiveTeacher teacher, StudentState state, int p)
    {
        OverlapKernel kernel = teacher.GetActivation().Kernel;
        double sum = 0, apart = kernel.Value(0);
        for (int i = 0; i < state.SquareNorms.Length; i++)
            sum += state.SquareNorms[i] * (kernel.Value(Math.Clamp(state.Overlaps[i * teacher.Directions + p], -1, 1)) - apart);
        return sum / (kernel.Value(1) - apart);
    }
}
