using ScalingTools.Numerics;
using ScalingTools.SparseParity;
using static ScalingTools.RowValue;

namespace ScalingTools.Multilinear;

/// <summary>
/// The extended models of Section 6: one constant, calibrated on a single skill (<see cref="EmergenceCalibrator"/>), predicts when
/// each of many skills emerges as time, data or parameters grow.
/// </summary>
/// <remarks>Source: Nam et al. 2024, Eq. 37, 40 and 44, Fig. 6(b).</remarks>
public static class EmergencePrediction
{
    private const int DefaultValueCount = 60;

    /// <summary>The paper's constant: c = 1/22, D_c = 800, N_c = 4 (Fig. 6).</summary>
    /// <param name="resource">Time, Data or Parameters.</param>
    public static double DefaultConstant(EmergenceResource resource) => resource switch
    {
        EmergenceResource.Time => 1.0 / 22,
        EmergenceResource.Data => 800,
        _ => 4,
    };

    /// <summary>One row for each reported skill, value after value. Model is ExtendedTime, ExtendedData or ExtendedParameters.</summary>
    /// <param name="options">Resource, constant, values and skills.</param>
    /// <param name="progress">Told how far the run is.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ScalingException">An option out of range.</exception>
    public static IEnumerable<SkillStrength> Run(EmergencePredictionOptions options,
        IProgress<ScalingProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Rows();

        IEnumerable<SkillStrength> Rows()
        {
            MultilinearOptions model = new()
            {
                Skills = options.Skills, Alphas = [options.Alpha], SkillCount = options.SkillCount, TargetScale = options.TargetScale,
                InitialStrength = options.InitialStrength, LearningRate = options.LearningRate, ReportedSkills = options.ReportedSkills,
            };
            SkillDistribution skills = model.ResolveSkills();
            MultilinearFlow flow = model.ResolveFlow();
            long[] reported = model.ResolveReportedSkills(skills);
            double constant = Guard.Positive(options.Constant ?? DefaultConstant(options.Resource), nameof(options.Constant));
            ObservedSkills? given = options.Observations is { } counts && options.Resource == EmergenceResource.Data ? ObservedSkills.Of(counts) : null;
            double[] values = given is not null ? [given.Total]
                : options.Values.Count > 0 ? [.. options.Values] : DefaultValues(options.Resource, constant, flow, skills, reported);
            string id = RunId.Of(nameof(EmergencePrediction), options.Resource, constant, skills.GetType().Name, (skills as ZipfSkills)?.Alpha, skills.Count,
                flow.TargetScale, flow.InitialStrength, flow.LearningRate, options.Data, options.Seed, given?.Total);
            for (int j = 0; j < values.Length; j++)
            {
                double value = Check(options.Resource, values[j]);
                ObservedSkills? data = given ?? (options is { Resource: EmergenceResource.Data, Data: MultilinearDataMode.Sampled }
                    ? ObservedSkills.Sample(skills, (long)value, options.Seed) : null);
                foreach (long k in reported)
                {
                    cancellation.ThrowIfCancellationRequested();
                    double p = skills.Probability(k);
                    (double strength, double loss) = Predict(options.Resource, constant, value, k, p, flow, data?.CountOf(k));
                    yield return new SkillStrength
                    {
                        Model = $"Extended{options.Resource}",
                        Method = "Prediction",
                        Seed = data is null || given is not null ? null : options.Seed,
                        Alpha = (skills as ZipfSkills)?.Alpha,
                        SkillCount = skills.Count,
                        TargetScale = flow.TargetScale,
                        InitialStrength = options.Resource == EmergenceResource.Time ? flow.InitialStrength : null,
                        LearningRate = options.Resource == EmergenceResource.Time ? flow.LearningRate : null,
                        Time = options.Resource == EmergenceResource.Time ? Finite(value) : null,
                        Samples = options.Resource == EmergenceResource.Data ? (long)value : null,
                        Parameters = options.Resource == EmergenceResource.Parameters ? (long)value : null,
                        Skill = k,
                        Frequency = p,
                        Observations = data?.CountOf(k),
                        Strength = strength * flow.TargetScale,
                        RelativeStrength = strength,
                        SkillLoss = loss * flow.TargetScale * flow.TargetScale / 2,
                        Run = id,
                    };
                }
                progress?.Report(new ScalingProgress((j + 1.0) / values.Length, $"{options.Resource} emergence"));
            }
        }
    }

    /// <summary>
    /// How far measured strengths lie from the prediction, one row per skill: the measured rows say at which T, D or N.
    /// </summary>
    /// <param name="options">Resource, constant and skills; the values are those of the measured rows.</param>
    /// <param name="measured">Strengths of a network or of a simulation.</param>
    /// <exception cref="ScalingException">No rows, a row without the resource's column, or an option out of range.</exception>
    public static IEnumerable<EmergencePredictionError> Errors(EmergencePredictionOptions options, IEnumerable<SkillStrength> measured)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(measured);
        SkillStrength[] rows = [.. measured];
        if (rows.Length == 0)
            throw new ScalingException(ScalingError.EmptyPipeline, "No measured strengths arrived.", "Pipe in the rows of a training run.");
        foreach (IGrouping<long, SkillStrength> skill in rows.GroupBy(row => row.Skill).OrderBy(g => g.Key))
        {
            double[] values = [.. skill.Select(row => Value(options.Resource, row))];
            double[] deviations = [.. Run(options with { Values = values, Observations = null, ReportedSkills = [skill.Key] })
                .Zip(skill, (predicted, row) => row.RelativeStrength - predicted.RelativeStrength)];
            yield return new EmergencePredictionError
            {
                Resource = options.Resource,
                Constant = options.Constant ?? DefaultConstant(options.Resource),
                Skill = skill.Key,
                Count = deviations.Length,
                MeanError = deviations.Average(),
                RootMeanSquareError = Math.Sqrt(deviations.Average(x => x * x)),
                LargestError = deviations.MaxBy(Math.Abs),
            };
        }
    }

    // R_k/S and L_k/(S²/2)
    private static (double Strength, double Loss) Predict(EmergenceResource resource, double constant, double value, long skill, double frequency,
        MultilinearFlow flow, long? observations)
    {
        if (resource == EmergenceResource.Data && observations is null)
            return (DataEmergence.ExpectedRelativeStrength(constant, (long)value, frequency), DataEmergence.ExpectedRelativeLoss(constant, (long)value, frequency));
        double r = resource switch
        {
            EmergenceResource.Time => TimeEmergence.RelativeStrength(constant, value, frequency, flow),
            EmergenceResource.Data => DataEmergence.RelativeStrength(constant, observations!.Value),
            _ => ParameterEmergence.RelativeStrength(constant, value, skill),
        };
        return (r, (1 - r) * (1 - r));
    }

    internal static double Check(EmergenceResource resource, double value) => resource switch
    {
        EmergenceResource.Time => Guard.Time(value),
        EmergenceResource.Data => Guard.SampleCount(Whole("SampleCount", value))!.Value,
        _ => Guard.Positive(Whole("ParameterCount", value), "ParameterCount"),
    };

    private static long Whole(string name, double value) => value == Math.Floor(value) && Math.Abs(value) < 1L << 53 ? (long)value
        : throw Guard.OutOfRange(name, value, "a whole number");

    private static double Value(EmergenceResource resource, SkillStrength row) =>
        (resource switch { EmergenceResource.Time => row.Time, EmergenceResource.Data => row.Samples, _ => row.Parameters })
        ?? throw new ScalingException(ScalingError.InconsistentInput, $"A measured row has no value of {resource}.",
            "Measure at finite values of the resource that the prediction is about.", row);

    // From before the first reported skill to after the last.
    private static double[] DefaultValues(EmergenceResource resource, double constant, MultilinearFlow flow, SkillDistribution skills, long[] reported)
    {
        double[] p = [.. reported.Select(k => skills.Probability(k)).Where(x => x > 0)];
        if (p.Length == 0)
            return [1];
        return resource switch
        {
            EmergenceResource.Time => Times(flow.VisibleTimes(p.Max(), p.Min())),
            EmergenceResource.Data => [.. LogSpace.WholeNumbers((long)Math.Max(1, constant / p.Max() / 50), (long)Math.Ceiling(2 * constant / p.Min()), DefaultValueCount).Select(d => (double)d)],
            _ => [.. LogSpace.WholeNumbers(1, (long)Math.Ceiling(constant * reported.Max()) + 1, DefaultValueCount).Select(n => (double)n)],
        };

        double[] Times((double From, double To) range) => LogSpace.Values(range.From / constant, range.To / constant, DefaultValueCount);
    }
}
