using ScalingTools.Multilinear;

namespace ScalingTools.Experiments;

/// <summary>L(T): training on endless data with a parameter for every skill.</summary>
internal sealed class TimeExperiment(TheoryTestOptions options) : LawExperiment(options)
{
    public override MultilinearMethod Method => Options.Method;

    protected override double Decades => 2;

    public override IEnumerable<SimulatedLoss> Simulate(IProgress<ScalingProgress>? progress, CancellationToken cancellation) =>
        MultilinearTraining.Run(Training() with { Times = [.. Grid()] }, progress, cancellation)
            .Select(row => new SimulatedLoss(row.Time!.Value, row.Loss, row.Run));
}
