using ScalingTools.Multilinear;
using ScalingTools.Numerics;

namespace ScalingTools.Experiments;

/// <summary>One simulated loss: x, L, and the run it belongs to.</summary>
internal readonly record struct SimulatedLoss(double X, double Loss, string Run);

/// <summary>How one law is simulated: over which x, and with what.</summary>
internal abstract class LawExperiment(TheoryTestOptions options)
{
    protected TheoryTestOptions Options { get; } = options;

    /// <summary>How the losses are found.</summary>
    public abstract MultilinearMethod Method { get; }

    /// <summary>Whether the seeds matter.</summary>
    public virtual bool IsRandom => Method == MultilinearMethod.Sgd;

    /// <summary>The losses, run after run.</summary>
    public abstract IEnumerable<SimulatedLoss> Simulate(IProgress<ScalingProgress>? progress, CancellationToken cancellation);

    /// <summary>How many decades of x are simulated by default.</summary>
    protected abstract double Decades { get; }

    /// <summary>The law as theory has it at x, or in general.</summary>
    public ScalingLaw Theory(double? x = null) => ScalingLaws.Get(new LawOptions(Options) { Law = Options.Law, At = x });

    /// <summary>The range of x: what was asked for, else where the law's conditions hold.</summary>
    /// <exception cref="ScalingException">InconsistentInput: the conditions hold nowhere, or only on less than a decade.</exception>
    public (double From, double To) Range()
    {
        ScalingLaw law = Theory();
        double from = Options.XMin ?? law.ValidFrom ?? 1;
        double to = Options.XMax ?? Math.Min(from * Math.Pow(10, Decades), law.ValidTo ?? double.PositiveInfinity);
        if (Options is { XMin: not null, XMax: not null } && to < 10 * from)
            throw new ScalingException(ScalingError.InconsistentInput, $"XMin = {Guard.Text(from)} to XMax = {Guard.Text(to)} is less than a decade.",
                "A law shows over a decade at least: give a larger XMax or a smaller XMin.", to);
        if (Options.XMin is null && law.ValidFrom is null || to < 10 * from)
            throw new ScalingException(ScalingError.InconsistentInput,
                $"The {Options.Law} law needs {law.Condition}, which leaves it less than a decade of x at Alpha = {Guard.Text(Options.Alpha)}.",
                "Give a larger SkillCount, or XMin and XMax.", Options.SkillCount);
        return (from, to);
    }

    /// <summary>XCount values of x, evenly spaced in log x.</summary>
    protected double[] Grid()
    {
        (double from, double to) = Range();
        return LogSpace.Values(from, to, Options.XCount);
    }

    /// <summary>The grid in whole numbers, each once.</summary>
    protected long?[] WholeGrid() => [.. Grid().Select(x => (long?)Math.Round(x)).Distinct()];

    /// <summary>The model that is trained.</summary>
    protected MultilinearOptions Training() => new()
    {
        Alphas = [Options.Alpha],
        SkillCount = Options.SkillCount,
        TargetScale = Options.TargetScale,
        InitialStrength = Options.InitialStrength,
        LearningRate = Options.LearningRate,
        Method = Method,
        Seeds = Options.Seeds,
    };
}
