using ScalingTools.Multilinear;

namespace ScalingTools.Experiments;

/// <summary>L(N): models of N parameters trained to the end on endless data.</summary>
internal sealed class ParameterExperiment(TheoryTestOptions options) : LawExperiment(options)
{
    public override MultilinearMethod Method => MultilinearMethod.ClosedForm;

    protected override double Decades => 3;

    public override IEnumerable<SimulatedLoss> Simulate(IProgress<ScalingProgress>? progress, CancellationToken cancellation) =>
        MultilinearTraining.Run(Training() with { ParameterCounts = WholeGrid(), Times = [null] }, progress, cancellation)
            .Select(row => new SimulatedLoss(row.Parameters!.Value, row.Loss, row.Run));
}
