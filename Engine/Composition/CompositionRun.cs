using System.Diagnostics;
using ScalingTools.Networks;

namespace ScalingTools.Composition;

/// <summary>One practical run, Direct, Curriculum or Mixed, from its first step, or its checkpoint, to its end.</summary>
internal sealed class CompositionRun(CompositionPlan plan, CompositionSettings settings)
{
    private const string DivergedAdvice = "Lower the learning rate, or start smaller.";

    private readonly string _configuration = Configuration(plan, settings);
    private int _level; // log2 of the hop length that the curriculum is at

    /// <summary>Id of the run.</summary>
    public string Id => RunId.Of(nameof(CompositionTraining), _configuration);

    /// <summary>Trains, measures and saves; a measurement comes as soon as it is known, also those that a checkpoint brings back.</summary>
    /// <param name="report">Told how many steps are done.</param>
    /// <param name="cancellation">Stops the work after saving it.</param>
    public IEnumerable<CompositionAccuracy[]> Execute(Action<long> report, CancellationToken cancellation)
    {
        using CompositionTrainer trainer = CompositionTrainer.Create(settings, plan.Threads, plan.Device);
        List<HopMeasurement> measured = [];
        CompositionCheckpoint? checkpoint = plan.CheckpointPath is { } folder
            ? new(folder, FormattableString.Invariant($"{settings.Regime}-length{settings.Task.Length}-size{settings.Task.Size}-seed{settings.Seed}").ToLowerInvariant(), _configuration) : null;
        bool ended = checkpoint?.Load(measured, from =>
        {
            _level = from.ReadInt32();
            trainer.Load(from);
        }) ?? false;
        foreach (HopMeasurement before in measured.ToArray())
            yield return Rows(before);
        if (ended)
            yield break;
        Action<BinaryWriter> save = to =>
        {
            to.Write(_level);
            trainer.Save(to);
        };
        long last = Stopwatch.GetTimestamp();
        double[] parts = Parts();
        foreach (long next in plan.Measured.Where(step => measured.Count == 0 || step > measured[^1].Step))
        {
            while (trainer.Step < next && !trainer.Diverged)
            {
                if (cancellation.IsCancellationRequested)
                {
                    checkpoint?.Save(measured, save);
                    cancellation.ThrowIfCancellationRequested();
                }
                trainer.TrainStep(parts);
                if (settings.Regime == CompositionRegime.Curriculum && _level < plan.Levels - 1 && trainer.BatchAccuracy[_level] >= settings.StageAccuracy)
                {
                    _level++;
                    parts = Parts();
                }
                report(trainer.Step);
                if (checkpoint is not null && Stopwatch.GetElapsedTime(last).TotalSeconds >= plan.CheckpointSeconds && !trainer.Diverged)
                {
                    checkpoint.Save(measured, save);
                    last = Stopwatch.GetTimestamp();
                }
            }
            HopMeasurement now = Measure(trainer, next);
            measured.Add(now);
            if (now.Outcome != NetworkOutcome.Training)
                checkpoint?.Save(measured, null);
            bool taken = false;
            try
            {
                yield return Rows(now);
                taken = true;
            }
            finally
            {
                if (!taken && now.Outcome == NetworkOutcome.Training) // nobody takes rows any more
                    checkpoint?.Save(measured, save);
            }
            if (now.Outcome != NetworkOutcome.Training)
                yield break;
        }
    }

    /// <summary>The weight of each hop length in the loss of a regime.</summary>
    /// <param name="regime">Direct, Curriculum or Mixed.</param>
    /// <param name="levels">How many hop lengths there are.</param>
    /// <param name="level">Where a curriculum is.</param>
    /// <param name="replay">Whether a curriculum goes on with what it had.</param>
    public static double[] Parts(CompositionRegime regime, int levels, int level, bool replay) => [.. Enumerable.Range(0, levels).Select(l => regime switch
    {
        CompositionRegime.Direct => l == levels - 1 ? 1.0 : 0,
        CompositionRegime.Mixed => 1.0 / levels,
        _ => replay ? l <= level ? 1.0 / (level + 1) : 0 : l == level ? 1 : 0,
    })];

    private double[] Parts() => Parts(settings.Regime, plan.Levels, _level, settings.Replay);

    private HopMeasurement Measure(CompositionTrainer trainer, long next)
    {
        var hops = trainer.Diverged ? [] : trainer.Measure(plan.MeasureSamples);
        if (!hops.All(hop => double.IsFinite(hop.Loss)))
            hops = [];
        double least = hops.Length == 0 ? 0 : settings.Regime == CompositionRegime.Direct ? hops[^1].Accuracy : hops.Min(hop => hop.Accuracy);
        return new(trainer.Step, _level, hops.Length == 0 ? NetworkOutcome.Diverged : least >= settings.StopAccuracy ? NetworkOutcome.Converged
            : next == settings.Steps ? NetworkOutcome.Completed : NetworkOutcome.Training, hops);
    }

    private CompositionAccuracy[] Rows(HopMeasurement step) => [.. Enumerable.Range(0, plan.Levels).Select(level =>
    {
        (double Loss, double Accuracy, double StandardError)? hop = step.Hops.Length == 0 ? null : step.Hops[level];
        return new CompositionAccuracy
        {
            Regime = settings.Regime, Length = settings.Task.Length, Size = settings.Task.Size, Width = settings.Width, TaskSeed = settings.Task.Seed, Seed = settings.Seed,
            Stage = settings.Regime == CompositionRegime.Curriculum ? 1 << step.Level : settings.Task.Length, HopLength = 1 << level, Step = step.Step, Samples = step.Step * settings.BatchSize,
            Accuracy = hop?.Accuracy, StandardError = RowValue.Finite(hop?.StandardError), ChanceLevel = settings.Task.ChanceLevel, Loss = hop?.Loss,
            Outcome = step.Outcome, Advice = hop is null ? DivergedAdvice : "", Run = Id,
        };
    })];

    // Everything the rows depend on, a setting to a line.
    private static string Configuration(CompositionPlan plan, CompositionSettings settings)
    {
        (string Name, object? Value)[] parts =
        [
            ("Regime", settings.Regime), ("Length", settings.Task.Length), ("Size", settings.Task.Size), ("TaskSeed", settings.Task.Seed), ("Seed", settings.Seed), ("Width", settings.Width),
            ("Steps", settings.Steps), ("BatchSize", settings.BatchSize), ("LearningRate", settings.LearningRate), ("Schedule", settings.Schedule.Kind), ("Period", settings.Schedule.Period),
            ("Factor", settings.Schedule.Factor), ("WarmupSteps", settings.Schedule.WarmupSteps), ("SquareDecay", settings.SquareDecay), ("EmbeddingScale", settings.EmbeddingScale),
            ("KeyQueryScale", settings.KeyQueryScale), ("ValueScale", settings.ValueScale), ("ReadoutScale", settings.ReadoutScale), ("AlignedReadout", settings.AlignedReadout),
            ("StageAccuracy", settings.StageAccuracy), ("StopAccuracy", settings.StopAccuracy), ("Replay", settings.Replay), ("MeasureSamples", plan.MeasureSamples),
            ("MeasureAt", string.Join(' ', plan.Measured)),
        ];
        return string.Join('\n', parts.Select(part => FormattableString.Invariant($"{part.Name} = {part.Value}")));
    }
}
