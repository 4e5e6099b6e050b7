using System.Diagnostics;

namespace ScalingTools.Networks;

/// <summary>How long training would take: a few steps and one measurement of the smallest and the largest network are timed, and the others lie on a line in their cost.</summary>
internal static class TrainingEstimates
{
    private const double TimedSeconds = 0.2;
    // Drawing and placing a sample, in samples' passes through a block of neurons.
    private const double SampleCost = 2;

    /// <summary>The cost of a step up to a factor: blocks of neurons and samples.</summary>
    public static double RelativeCost(TrainingSettings settings) => settings.Transformer is not null ? settings.Compute(1) : settings.BatchSize * (Math.Ceiling(settings.Width / (double)InputLayout.BlockSize) + SampleCost);

    public static TrainingEstimate Of(TrainingPlan plan)
    {
        int parallel = plan.RunsAtOnce;
        TrainingSettings small = plan.Runs.MinBy(RelativeCost)!, large = plan.Runs.MaxBy(RelativeCost)!;
        (double Step, double Measurement, long Bytes) first = Time(plan, small), last = RelativeCost(large) > RelativeCost(small) ? Time(plan, large) : first;
        double seconds = 0;
        foreach (TrainingSettings run in plan.Runs)
        {
            double part = last == first ? 0 : (RelativeCost(run) - RelativeCost(small)) / (RelativeCost(large) - RelativeCost(small));
            seconds += run.Steps * (first.Step + part * (last.Step - first.Step)) + plan.Measured.Count * (first.Measurement + part * (last.Measurement - first.Measurement));
        }
        int skills = plan.Runs[0].SkillCount;
        return new TrainingEstimate
        {
            Runs = plan.Runs.Count,
            Steps = plan.Runs.Sum(run => run.Steps),
            Measurements = (long)plan.Runs.Count * plan.Measured.Count,
            Rows = (long)plan.Runs.Count * plan.Measured.Count * skills,
            FloatingOperations = plan.Runs.Sum(run => run.Compute(run.Steps)),
            Seconds = seconds / parallel,
            Memory = last.Bytes * parallel,
            Threads = plan.Threads,
        };
    }

    private static (double Step, double Measurement, long Bytes) Time(TrainingPlan plan, TrainingSettings run)
    {
        // Finite data cost what endless data do, and drawing very many points would take longer than all else.
        TrainingSettings timed = run with { Steps = long.MaxValue, SampleCount = run.SampleCount is { } d ? Math.Min(d, 10_000) : null };
        using ParityTrainer trainer = ParityTrainer.Create(timed, plan.ThreadsPerRun, plan.Device);
        trainer.TrainTo(timed.Transformer is null ? 3 : 1);
        long start = Stopwatch.GetTimestamp(), steps = 0;
        for (long more = 1; Stopwatch.GetElapsedTime(start).TotalSeconds < TimedSeconds && !trainer.Diverged; more *= 2)
        {
            trainer.TrainTo(trainer.Step + more);
            steps += more;
        }
        double step = Stopwatch.GetElapsedTime(start).TotalSeconds / Math.Max(1, steps);
        using StrengthMeasurement measurement = new(run, plan.Strength, plan.TestSamples, plan.ThreadsPerRun);
        start = Stopwatch.GetTimestamp();
        measurement.Measure(trainer);
        return (step, Stopwatch.GetElapsedTime(start).TotalSeconds, trainer.Bytes + measurement.Bytes);
    }
}
