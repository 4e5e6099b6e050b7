using ScalingTools.Numerics;
using ScalingTools.SparseParity;
using static ScalingTools.RowValue;

namespace ScalingTools.Multilinear;

/// <summary>One point of the grid α × seed × N × D, checked and made ready, with all its times.</summary>
internal sealed class MultilinearRun
{
    private const long MaxSteps = 100_000_000_000;

    private readonly MultilinearOptions _options;
    private readonly MultilinearFlow _flow;
    private readonly MultilinearStart _start;
    private readonly SkillDistribution _skills;
    private readonly long? _parameters, _samples;
    private readonly ObservedSkills? _data; // null for endless data and for the mean over data sets
    private readonly double[] _times;
    private readonly long _seedUsed;
    private readonly string _id;

    /// <summary>Checks options whose axes hold one value each.</summary>
    public MultilinearRun(MultilinearOptions options)
    {
        _options = options;
        _skills = options.ResolveSkills();
        _flow = options.ResolveFlow();
        if (!double.IsFinite(options.InitialImbalance))
            throw Guard.OutOfRange(nameof(options.InitialImbalance), options.InitialImbalance, "a finite number");
        if (options.InitialImbalance != 0 && options.Method == MultilinearMethod.ClosedForm)
            throw new ScalingException(ScalingError.InconsistentInput, "The closed form holds only for a_k(0) = b_k(0).",
                "Use Method GradientDescent or Sgd, or leave InitialImbalance at 0.", options.InitialImbalance);
        _start = new MultilinearStart(_flow, options.InitialImbalance);
        Guard.Positive((long)options.BatchSize, nameof(options.BatchSize));
        _parameters = Guard.ParameterCount(Single(options.ParameterCounts), _skills.Count);
        _seedUsed = options.Seeds is [var seed, ..] ? seed : 1;

        long? samples = Guard.SampleCount(Single(options.SampleCounts));
        if (options.Observations is { } given)
        {
            if (given.Count > _skills.Count)
                throw new ScalingException(ScalingError.InconsistentInput, $"{given.Count} counts were given for {_skills.Count} skills.",
                    "Give one count for each skill.", given.Count);
            _data = ObservedSkills.Of(given);
        }
        else if (samples is { } d && options.Data == MultilinearDataMode.Sampled)
            _data = ObservedSkills.Sample(_skills, d, _seedUsed);
        else if (samples is not null && options.Method == MultilinearMethod.Sgd)
            throw new ScalingException(ScalingError.InconsistentInput, "Sgd trains on one data set, not on the mean over data sets.",
                "Use Data = Sampled and several seeds, or another method.", options.Data);
        _samples = _data?.Total ?? samples;
        _times = ResolveTimes();
        _id = RunId.Of(nameof(MultilinearTraining), options.Model, options.Method, Seed, Alpha, _skills.Count, Alpha is null ? Text(FirstProbabilities()) : "",
            _flow.TargetScale, _flow.InitialStrength, options.InitialImbalance, options.LearningRate, options.BatchSize, options.Data, _samples, _parameters,
            options.Observations is null ? "" : Text(_data!.Count.Take(1000))); // a data set that was drawn is told by its seed
    }

    private double? Alpha => (_skills as ZipfSkills)?.Alpha;

    // Given counts come from a data set that may have a seed of its own to be told.
    private long? Seed => _options.IsRandom || _options is { Observations: not null, Seeds.Count: > 0 } ? _seedUsed : null;

    /// <summary>The learning curve.</summary>
    public IEnumerable<MultilinearLoss> Losses(Action<double> report, CancellationToken cancellation)
    {
        // (S²/2) Σ_{k>N} P_s(k): what no parameter is there to learn (Eq. 24)
        double s = _flow.TargetScale, unlearnable = _parameters is { } n ? s * s / 2 * _skills.Mass(n + 1) : 0;
        Action<double> advance = Advance(report, cancellation);
        IEnumerable<double> losses;
        if (_options.Method == MultilinearMethod.Sgd)
            losses = SgdLosses(advance);
        else
        {
            TrainingRates rates = Rates();
            losses = (_options.Method == MultilinearMethod.ClosedForm
                ? MultilinearClosedForm.Losses(_flow, rates, _times, cancellation)
                : MultilinearGradientDescent.Strengths(_start, rates.Rate, _times, advance).Select(strength => Loss(rates.Mass, strength)))
                .Select(loss => loss + unlearnable);
        }
        int j = 0;
        foreach (double loss in losses)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return Row(_times[j++], CheckFinite(loss));
            if (_options.Method == MultilinearMethod.ClosedForm)
                report((double)j / _times.Length);
        }
    }

    /// <summary>The strength of every skill reported on, time after time.</summary>
    public IEnumerable<SkillStrength> Strengths(Action<double> report, CancellationToken cancellation)
    {
        long[] skills = _options.ResolveReportedSkills(_skills);
        Action<double> advance = Advance(report, cancellation);
        IEnumerable<(double, double)[]> curves = _options.Method == MultilinearMethod.Sgd ? SgdStrengths(skills, advance) : FlowStrengths(skills, advance);
        int j = 0;
        foreach ((double Strength, double Loss)[] states in curves)
        {
            for (int i = 0; i < skills.Length; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                yield return Row(_times[j], skills[i], CheckFinite(states[i].Strength), states[i].Loss);
            }
            j++;
            if (_options.Method == MultilinearMethod.ClosedForm)
                report((double)j / _times.Length);
        }
    }

    private TrainingRates Rates() =>
        _data is not null ? TrainingRates.Counted(_skills, _data, _parameters)
        : _samples is not { } d ? TrainingRates.Endless(_skills, _parameters)
        : _times.All(double.IsPositiveInfinity) ? TrainingRates.ExpectedSeen(_skills, d, _parameters)
        : TrainingRates.Expected(_skills, d, _parameters);

    // What the simulations call between steps: here they stop when asked to, and say how far they are.
    private Action<double> Advance(Action<double> report, CancellationToken cancellation) => step =>
    {
        cancellation.ThrowIfCancellationRequested();
        report(_times[^1] == 0 ? 1 : step / _times[^1]);
    };

    // Σ_i Mass_i (S - R_i)²/2
    private double Loss(double[] mass, double[] strength)
    {
        double sum = 0;
        for (int i = mass.Length - 1; i >= 0; i--)
        {
            double missing = _flow.TargetScale - strength[i];
            sum += mass[i] * missing * missing / 2;
        }
        return sum;
    }

    private IEnumerable<double> SgdLosses(Action<double> advance)
    {
        MultilinearSgd run = Sgd();
        foreach (double time in _times)
        {
            run.AdvanceTo(time, advance);
            yield return run.Loss();
        }
    }

    private IEnumerable<(double, double)[]> SgdStrengths(long[] skills, Action<double> advance)
    {
        MultilinearSgd run = Sgd();
        foreach (double time in _times)
        {
            run.AdvanceTo(time, advance);
            yield return Array.ConvertAll(skills, k => WithLoss(run.Strength(k)));
        }
    }

    private MultilinearSgd Sgd() => new(_start, _skills, _parameters, _data, _options.BatchSize, _seedUsed);

    // Each skill is one rate, or in the mean over data sets one rate for every d_k, side by side in one array.
    private IEnumerable<(double, double)[]> FlowStrengths(long[] skills, Action<double> advance)
    {
        List<double> rate = [], weight = [];
        int[] first = new int[skills.Length + 1];
        for (int i = 0; i < skills.Length; i++)
        {
            double p = _skills.Probability(skills[i]);
            (double[] node, double[] nodeWeight) =
                skills[i] > _parameters ? ([], [])
                : _data is not null ? ([(double)_data.CountOf(skills[i]) / _data.Total], [1])
                : _samples is not { } d ? ([p], [1])
                : BinomialExpectation.Nodes(d, p);
            bool counts = _data is null && _samples is not null;
            rate.AddRange(counts ? node.Select(x => x / _samples!.Value) : node);
            weight.AddRange(nodeWeight);
            first[i + 1] = rate.Count;
        }

        double[] rates = [.. rate];
        IEnumerable<Func<int, (double, double)>> curves = _options.Method == MultilinearMethod.ClosedForm
            ? _times.Select(time => new Func<int, (double, double)>(j => (_flow.Strength(rates[j], time), _flow.SkillLoss(rates[j], time))))
            : MultilinearGradientDescent.Strengths(_start, rates, _times, advance).Select(r => new Func<int, (double, double)>(j => WithLoss(r[j])));
        foreach (Func<int, (double, double)> at in curves)
        {
            var states = new (double Strength, double Loss)[skills.Length];
            for (int i = 0; i < skills.Length; i++)
            {
                if (first[i] == first[i + 1])
                    states[i] = WithLoss(0); // k > N
                for (int j = first[i]; j < first[i + 1]; j++)
                {
                    (double r, double loss) = at(j);
                    states[i].Strength += weight[j] * r;
                    states[i].Loss += weight[j] * loss;
                }
            }
            yield return states;
        }
    }

    // L_k = (S - R_k)²/2 (Eq. 14)
    private (double, double) WithLoss(double strength)
    {
        double missing = _flow.TargetScale - strength;
        return (strength, missing * missing / 2);
    }

    private double[] ResolveTimes()
    {
        bool closed = _options.Method == MultilinearMethod.ClosedForm;
        IEnumerable<double> times = _options.Times.Count == 0
            ? MultilinearTraining.DefaultTimes(_flow, _skills, _parameters, discrete: !closed)
            : _options.Times.Select(t => Guard.Time(t ?? double.PositiveInfinity));
        if (!closed)
            times = times.Select(t => t <= MaxSteps ? Math.Round(t) : throw new ScalingException(ScalingError.TooLarge,
                $"{_options.Method} cannot make {Guard.Text(t)} steps.",
                "Use Method ClosedForm for T = infinity and for very long training.", t));
        return [.. times.Distinct().Order()];
    }

    private double CheckFinite(double value) => double.IsFinite(value) ? value : throw new ScalingException(ScalingError.Diverged,
        $"{_options.Method} diverged at LearningRate = {Guard.Text(_options.LearningRate)}.",
        "Discrete steps are stable for LearningRate * TargetScale well below 1: lower the learning rate.", _options.LearningRate);

    private MultilinearLoss Row(double time, double loss)
    {
        long? parameters = _parameters ?? _skills.Count;
        return new MultilinearLoss
        {
            Model = _options.Model,
            Method = _options.Method,
            Seed = Seed,
            Alpha = Alpha,
            SkillCount = _skills.Count,
            TargetScale = _flow.TargetScale,
            InitialStrength = _flow.InitialStrength,
            LearningRate = _flow.LearningRate,
            Time = Finite(time),
            Samples = _samples,
            Parameters = parameters,
            Compute = Finite(time) * parameters,
            Loss = loss,
            TimeExponent = Alpha / (Alpha + 1),
            SamplesExponent = Alpha / (Alpha + 1),
            ParametersExponent = Alpha,
            ComputeExponent = Alpha / (Alpha + 2),
            Run = _id,
        };
    }

    private SkillStrength Row(double time, long skill, double strength, double loss) => new()
    {
        Model = _options.Model.ToString(),
        Method = _options.Method.ToString(),
        Seed = Seed,
        Alpha = Alpha,
        SkillCount = _skills.Count,
        TargetScale = _flow.TargetScale,
        InitialStrength = _flow.InitialStrength,
        LearningRate = _flow.LearningRate,
        Time = Finite(time),
        Samples = _samples,
        Parameters = _parameters ?? _skills.Count,
        Skill = skill,
        Frequency = _skills.Probability(skill),
        Observations = _data?.CountOf(skill),
        Strength = strength,
        RelativeStrength = strength / _flow.TargetScale,
        SkillLoss = loss,
        Run = _id,
    };

    private IEnumerable<double> FirstProbabilities() => Enumerable.Range(1, (int)Math.Min(_skills.Count ?? 1000, 1000)).Select(k => _skills.Probability(k));

    private static string Text<T>(IEnumerable<T> values) => string.Join(',', values.Select(x => Guard.Text(x!)));

    private static long? Single(IReadOnlyList<long?> axis) => axis is [var value, ..] ? value : null;
}
