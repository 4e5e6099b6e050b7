using System.Diagnostics;
using System.Globalization;
using ScalingTools.SparseParity;

namespace ScalingTools.Networks;

/// <summary>One training run from its first step, or its checkpoint, to its end.</summary>
internal sealed class NetworkRun
{
    private const long StopWindow = 1000;               // batches that must all be at rounding level
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(200);

    private readonly TrainingPlan _plan;
    private readonly TrainingSettings _settings;
    private readonly string _configuration;

    public NetworkRun(TrainingPlan plan, TrainingSettings settings)
    {
        (_plan, _settings) = (plan, settings);
        _configuration = Configuration();
        Id = RunId.Of(nameof(SparseParityTraining), _configuration);
    }

    /// <summary>Id of the run.</summary>
    public string Id { get; }

    /// <summary>Trains, measures and saves.</summary>
    /// <param name="threads">Threads for this run.</param>
    /// <param name="emit">Told of each measurement in order, also of those that a checkpoint brings back.</param>
    /// <param name="report">Told how many steps are done, and from where the run went on.</param>
    /// <param name="cancellation">Stops the work after saving it.</param>
    public void Execute(int threads, Action<MeasuredStep> emit, Action<long, long> report, CancellationToken cancellation)
    {
        using ParityTrainer trainer = ParityTrainer.Create(_settings, threads, _plan.Device);
        List<MeasuredStep> measured = [];
        NetworkCheckpoint? checkpoint = _plan.CheckpointPath is { } folder ? new(folder, CheckpointName(), _configuration) : null;
        bool ended = checkpoint?.Load(measured, trainer) ?? false;
        measured.ForEach(emit);
        long from = trainer.Step;
        report(from, from);
        if (!ended)
        {
            Saving saving = new(checkpoint, measured, trainer, _plan.CheckpointSeconds);
            try
            {
                Train(trainer, measured, saving, emit, step => report(step, from), cancellation);
            }
            catch (OperationCanceledException)
            {
                saving.Now();
                throw;
            }
            saving.End();
        }
        report(_settings.Steps, ended ? _settings.Steps : from);
    }

    private void Train(ParityTrainer trainer, List<MeasuredStep> measured, Saving saving, Action<MeasuredStep> emit, Action<long> report, CancellationToken cancellation)
    {
        using StrengthMeasurement measurement = new(_settings, _plan.Strength, _plan.TestSamples, _plan.ThreadsPerRun);
        double stopLoss = _plan.StopTolerance * (_settings.Loss == NetworkLoss.CrossEntropy ? Math.Log(2)
            : _settings.Task.TargetScale * _settings.Task.TargetScale * (_settings.Loss == NetworkLoss.HalfSquaredError ? 0.5 : 1));
        long slice = 1;
        foreach (long next in _plan.Measured.Where(step => measured.Count == 0 || step > measured[^1].Step))
        {
            while (trainer.Step < next)
            {
                long from = trainer.Step, window = (from / StopWindow + 1) * StopWindow, clock = Stopwatch.GetTimestamp();
                trainer.TrainTo(Math.Min(Math.Min(next, window), from + slice), cancellation);
                TimeSpan took = Stopwatch.GetElapsedTime(clock);
                if (took < Slice && trainer.Step == from + slice)
                    slice *= 2;
                report(trainer.Step);
                if (trainer.Diverged)
                {
                    Add(new MeasuredStep(trainer.Step + 1, null, NetworkOutcome.Diverged, [])); // the step that could not be made
                    return;
                }
                // Where the windows lie depends on the steps alone, so the end does not depend on slices or resumptions.
                if (trainer.Step == window)
                {
                    if (trainer.LargestBatchLoss < stopLoss && trainer.Step < _settings.Steps)
                    {
                        Add(Measure(NetworkOutcome.Converged));
                        return;
                    }
                    trainer.ForgetLargestBatchLoss();
                }
                cancellation.ThrowIfCancellationRequested();
                saving.IfDue();
            }
            Add(Measure(next == _settings.Steps ? NetworkOutcome.Completed : NetworkOutcome.Training));
            if (measured[^1].Outcome == NetworkOutcome.Diverged)
                return;
        }

        void Add(MeasuredStep step)
        {
            measured.Add(step);
            emit(step);
        }

        MeasuredStep Measure(NetworkOutcome outcome)
        {
            SkillState[]? skills = measurement.Measure(trainer, cancellation);
            // A network can overflow between its last batch and its test.
            return skills is null
                ? new MeasuredStep(trainer.Step, null, NetworkOutcome.Diverged, [])
                : new MeasuredStep(trainer.Step, trainer.Step == 0 ? null : trainer.BatchLoss, outcome, skills);
        }
    }

    private string CheckpointName() => string.Create(CultureInfo.InvariantCulture,
        $"{(_settings.Transformer is null ? "" : "transformer-")}width{_settings.Width}-{(_settings.SampleCount is { } d ? $"samples{d}-" : "")}seed{_settings.Seed}");

    // Everything the rows depend on, a setting to a line.
    private string Configuration()
    {
        SparseParityDataset task = _settings.Task;
        SkillDistribution skills = task.GetSkills();
        LearningRateSchedule schedule = _settings.Schedule;
        (string Name, object? Value)[] parts =
        [
            ("Preset", _plan.Preset), ("SkillCount", task.SkillCount), ("SkillBits", task.SkillBits), ("SparseBits", task.SparseBits), ("Frequency", task.Frequency), ("Alpha", task.Alpha),
            ("Weights", task.Alpha is null ? string.Join(' ', skills.Probabilities().Select(p => p.ToString("R", CultureInfo.InvariantCulture))) : ""),
            ("TargetScale", task.TargetScale), ("Subsets", task.Subsets), ("SubsetSeed", task.Subsets == SubsetChoice.Random ? task.Seed : null), ("Labels", task.Labels),
            ("SampleCount", _settings.SampleCount), ("DataSeed", _settings.SampleCount is null ? null : _settings.DataSeed), ("Seed", _settings.Seed), ("Width", _settings.Width),
            ("Steps", _settings.Steps), ("BatchSize", _settings.BatchSize), ("LearningRate", _settings.LearningRate), ("Optimizer", _settings.Optimizer),
            ("Momentum", _settings.Momentum), ("WeightDecay", _settings.WeightDecay), ("Schedule", schedule.Kind), ("Period", schedule.Period), ("Factor", schedule.Factor),
            ("WarmupSteps", schedule.WarmupSteps), ("Loss", _settings.Loss), ("Initialization", _settings.Initialization), ("InitialScale", _settings.InitialScale),
            .. _settings.Transformer is { } t ? new (string, object?)[] { ("Architecture", NetworkArchitecture.Transformer), ("Layers", t.Layers), ("Heads", t.Heads), ("HiddenWidth", t.Hidden) } : [],
            ("Strength", _plan.Strength), ("MeasureSamples", _plan.TestSamples), ("StopTolerance", _plan.StopTolerance), ("MeasureAt", string.Join(' ', _plan.Measured)),
        ];
        return string.Join('\n', parts.Select(part => FormattableString.Invariant($"{part.Name} = {part.Value}")));
    }

    /// <summary>When to save. A save that fails is tried again later; only if the last one fails too does the run report it.</summary>
    private sealed class Saving(NetworkCheckpoint? checkpoint, List<MeasuredStep> measured, ParityTrainer trainer, double seconds)
    {
        private long _last = Stopwatch.GetTimestamp();

        public void IfDue()
        {
            if (checkpoint is null || Stopwatch.GetElapsedTime(_last).TotalSeconds < seconds)
                return;
            try
            {
                Now();
            }
            catch (ScalingException e) when (e.Error == ScalingError.PathNotWritable)
            {
                _last = Stopwatch.GetTimestamp();
            }
        }

        public void Now()
        {
            checkpoint?.Save(measured, trainer);
            _last = Stopwatch.GetTimestamp();
        }

        public void End() => checkpoint?.Save(measured, trainer: null);
    }
}
