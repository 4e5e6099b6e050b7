using ScalingTools.Networks;

namespace ScalingTools.Composition;

/// <summary>One run of the theory's curriculum: a measurement after every stage.</summary>
internal static class TheoryRun
{
    /// <summary>Rows of each stage as soon as they are known.</summary>
    public static IEnumerable<CompositionAccuracy[]> Execute(CompositionPlan plan, CompositionSettings settings, CancellationToken cancellation)
    {
        CompositionTask task = settings.Task;
        TheoryCurriculum model = new(task);
        int n = settings.SampleCount!.Value;
        string id = RunId.Of(nameof(TheoryCurriculum), task.Length, task.Size, task.Seed, settings.Seed, n, plan.MeasureSamples);
        for (int layer = 0; layer < plan.Levels; layer++)
        {
            model.Step(layer, n, settings.Seed, cancellation);
            (double Loss, double Accuracy, double StandardError)[] hops = model.Measure(layer + 1, plan.MeasureSamples, settings.Seed, cancellation);
            yield return [.. hops.Select((hop, level) => new CompositionAccuracy
            {
                Regime = CompositionRegime.TheoryCurriculum, Length = task.Length, Size = task.Size, Width = model.Width, TaskSeed = task.Seed, Seed = settings.Seed, Stage = 1 << layer,
                HopLength = 1 << level, Step = layer + 1, Samples = n, Accuracy = hop.Accuracy, StandardError = hop.StandardError, ChanceLevel = task.ChanceLevel, Loss = hop.Loss,
                Outcome = layer + 1 < plan.Levels ? NetworkOutcome.Training : NetworkOutcome.Completed, Run = id,
            })];
        }
    }
}
