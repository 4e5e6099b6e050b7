using ScalingTools.Multilinear;

namespace ScalingTools.Experiments;

/// <summary>L(D): for every seed and D a data set is drawn, and the model trained on it to the end.</summary>
internal sealed class DataExperiment(TheoryTestOptions options) : LawExperiment(options)
{
    public override MultilinearMethod Method => MultilinearMethod.ClosedForm;

    public override bool IsRandom => true;

    protected override double Decades => 3;

    public override IEnumerable<SimulatedLoss> Simulate(IProgress<ScalingProgress>? progress, CancellationToken cancellation) =>
        MultilinearTraining.Run(Training() with { SampleCounts = WholeGrid(), Times = [null] }, progress, cancellation)
            .Select(row => new SimulatedLoss(row.Samples!.Value, row.Loss, row.Run));
}
