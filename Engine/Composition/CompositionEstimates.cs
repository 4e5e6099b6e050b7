using System.Diagnostics;
using ScalingTools.Networks;

namespace ScalingTools.Composition;

/// <summary>How long training would take: some steps and a measurement are timed; a stage of the theory's curriculum by a few of its prompts.</summary>
internal static class CompositionEstimates
{
    private const double TimedSeconds = 0.3;
    private const int TimedPrompts = 20;

    public static TrainingEstimate Of(CompositionPlan plan)
    {
        CompositionSettings[] practical = [.. plan.Runs.Where(run => run.SampleCount is null)], theory = [.. plan.Runs.Where(run => run.SampleCount is not null)];
        double seconds = 0;
        long memory = 0;
        if (practical.Length > 0)
        {
            using CompositionTrainer trainer = CompositionTrainer.Create(practical[0], plan.Threads, plan.Device);
            double[] parts = CompositionRun.Parts(CompositionRegime.Mixed, plan.Levels, 0, false);
            trainer.TrainStep(parts);
            long start = Stopwatch.GetTimestamp(), first = trainer.Step;
            while (Stopwatch.GetElapsedTime(start).TotalSeconds < TimedSeconds)
                trainer.TrainStep(parts);
            double step = Stopwatch.GetElapsedTime(start).TotalSeconds / (trainer.Step - first);
            start = Stopwatch.GetTimestamp();
            trainer.Measure(plan.MeasureSamples);
            seconds += practical.Length * (plan.Runs[0].Steps * step + plan.Measured.Length * Stopwatch.GetElapsedTime(start).TotalSeconds);
            memory = trainer.Bytes;
        }
        if (theory.Length > 0)
        {
            TheoryCurriculum model = new(theory[0].Task);
            for (int layer = 0; layer < plan.Levels; layer++)
            {
                long start = Stopwatch.GetTimestamp();
                model.Step(layer, TimedPrompts, theory[0].Seed);
                double prompt = Stopwatch.GetElapsedTime(start).TotalSeconds / TimedPrompts;
                seconds += prompt * theory.Sum(run => run.SampleCount!.Value + plan.MeasureSamples);
            }
            memory = Math.Max(memory, 2L * plan.Levels * model.Width * model.Width * sizeof(double));
        }
        // 2 operations forward and 4 backward for each parameter and token.
        double operations = practical.Sum(run => 6.0 * run.Shape.ParameterCount * run.Task.SequenceLength * run.BatchSize * run.Steps);
        long measurements = practical.Length * (long)plan.Measured.Length + theory.Length * (long)plan.Levels;
        return new TrainingEstimate
        {
            Runs = plan.Runs.Count, Steps = practical.Sum(run => run.Steps) + theory.Length * (long)plan.Levels, Measurements = measurements, Rows = measurements * plan.Levels,
            FloatingOperations = operations, Seconds = seconds, Memory = memory, Threads = plan.Threads,
        };
    }
}
