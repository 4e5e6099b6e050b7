using ScalingTools.Measurement;
using ScalingTools.Multilinear;
using ScalingTools.Numerics;

namespace ScalingTools.Experiments;

/// <summary>L*(C): learning curves of models of many sizes, and their lower envelope over C = N·T.</summary>
internal sealed class ComputeExperiment(TheoryTestOptions options) : LawExperiment(options)
{
    // Sizes around N*(C) and times around T*(C): the envelope of curves a factor 1.15 apart is flat to 0.1 %.
    private const double Around = 4, SizeRatio = 1.15;
    private const int TimesPerDecade = 25;

    public override MultilinearMethod Method => Options.Method;

    protected override double Decades => 3;

    public override IEnumerable<SimulatedLoss> Simulate(IProgress<ScalingProgress>? progress, CancellationToken cancellation)
    {
        (double from, double to) = Range();
        ComputeOptimum low = ComputeOptimum.At(from, Options), high = ComputeOptimum.At(to, Options);
        double smallest = Math.Max(2, low.Parameters / Around), largest = Math.Min(high.Parameters * Around, Options.SkillCount ?? double.MaxValue);
        int sizes = 2 + (int)(Math.Log(largest / smallest) / Math.Log(SizeRatio));
        long?[] parameters = [.. LogSpace.WholeNumbers((long)smallest, (long)largest, sizes).Select(n => (long?)n)];

        List<MeasurementRecord> rows = [];
        for (int i = 0; i < parameters.Length; i++)
        {
            // Every model is followed over the budgets of the range, C/N.
            double start = Math.Max(1, from / parameters[i]!.Value), end = to / parameters[i]!.Value;
            double[] times = LogSpace.Values(start, Math.Max(end, start * 1.01), 2 + (int)(TimesPerDecade * Math.Log10(Math.Max(end / start, 1.1))));
            rows.AddRange(MultilinearTraining.Run(Training() with { ParameterCounts = [parameters[i]], Times = [.. times] }, null, cancellation)
                .Select(MeasurementRecord.From));
            progress?.Report(new ScalingProgress((i + 1.0) / parameters.Length, $"{parameters[i]} parameters"));
        }
        ComputeFrontier frontier = ScalingMeasurement.Frontier(rows, new FrontierOptions { BudgetCount = Options.XCount }, cancellation: cancellation).Single();
        return frontier.Optima()
            .Where(o => o.Method == FrontierMethod.Envelope && o.Outcome == FrontierOutcome.Optimum && o.Compute >= from && o.Compute <= to)
            .Select(o => new SimulatedLoss(o.Compute, o.Loss!.Value, "run-frontier"));
    }
}
