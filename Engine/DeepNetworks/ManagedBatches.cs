using ScalingTools.Backends;
using ScalingTools.Networks;
using ScalingTools.Networks.Autodiff;

namespace ScalingTools.DeepNetworks;

/// <summary>Batches that the managed engine computes, in slices on several threads.</summary>
/// <param name="parameters">θ.</param>
/// <param name="batch">B.</param>
/// <param name="slice">Samples of a slice.</param>
/// <param name="moments">Numbers that the optimiser keeps for each parameter.</param>
/// <param name="threads">Threads.</param>
/// <param name="make">Makes the graph of a slice.</param>
internal sealed class ManagedBatches(ParameterSet parameters, int batch, int slice, int moments, int threads, Func<MeasuredSlice> make) : IBatchTraining
{
    private readonly SlicedTraining _training = new(parameters, batch, slice, moments, threads, make, compensated: true);

    /// <inheritdoc/>
    public double Loss(long step) => _training.Loss(step);

    /// <inheritdoc/>
    public void Update(OptimizerStep step) => _training.Update(new ParameterUpdate(step.Optimizer, step.Rate, step.Momentum, step.WeightDecay, step.Step));

    /// <inheritdoc/>
    public (double Loss, double Accuracy) Test(int count)
    {
        int slices = (count + slice - 1) / slice, next = -1;
        double[] losses = new double[slices];
        int[] right = new int[slices];
        int perSample = _training.RowsPerSample;
        _training.Run(thread =>
        {
            MeasuredSlice part = (MeasuredSlice)_training.Slice(thread);
            for (int i; (i = Interlocked.Increment(ref next)) < slices;)
            {
                int first = i * slice, samples = Math.Min(slice, count - first);
                part.FillTest(first, samples);
                part.Loss.Count = samples * perSample;
                part.Graph.Forward();
                (losses[i], right[i]) = (part.Loss.Value, part.CountCorrect(part.Loss.Count));
            }
        });
        double rows = (double)count * perSample;
        return (losses.Sum() / rows, right.Sum() / rows);
    }

    /// <inheritdoc/>
    public void Dispose() => _training.Dispose();
}
