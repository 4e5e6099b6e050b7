using ScalingTools.Networks;
using ScalingTools.Networks.Autodiff;

namespace ScalingTools.DeepNetworks;

/// <summary>Stochastic gradient descent of one network on batches that depend on seed and step alone, with measurements on samples that are held out.</summary>
/// <remarks>θ ← θ - η g, or with momentum μ: m ← μm + g, θ ← θ - ηm, by compensated sums: steps of lazy networks soon are far below the last digit of θ. The same bits on any number of threads.</remarks>
internal sealed class OnlineTraining : IDisposable
{
    private readonly SlicedTraining _training;
    private readonly int _slice, _testCount;
    private readonly double _rate, _momentum;
    private double _lossSum;
    private int _losses;

    /// <summary>Training at step 0.</summary>
    /// <param name="parameters">θ.</param>
    /// <param name="batch">B.</param>
    /// <param name="slice">Samples of a slice.</param>
    /// <param name="threads">Threads.</param>
    /// <param name="rate">η of the parameters.</param>
    /// <param name="momentum">μ.</param>
    /// <param name="testCount">Samples held out.</param>
    /// <param name="make">Makes the graph of a slice.</param>
    public OnlineTraining(ParameterSet parameters, int batch, int slice, int threads, double rate, double momentum, int testCount, Func<MeasuredSlice> make)
    {
        (_slice, _testCount, _rate, _momentum) = (slice, testCount, rate, momentum);
        _training = new SlicedTraining(parameters, batch, slice, momentum != 0 ? 1 : 0, threads, make, compensated: true);
    }

    /// <summary>t, steps done.</summary>
    public long Step { get; private set; }

    /// <summary>Whether the loss of a batch was no longer finite; training has then ended.</summary>
    public bool Diverged { get; private set; }

    /// <summary>The mean loss on the batches since it was last asked for, each before its step; null before the first.</summary>
    public double? TakeTrainLoss()
    {
        double? mean = _losses == 0 ? null : _lossSum / _losses;
        (_lossSum, _losses) = (0, 0);
        return mean;
    }

    /// <summary>Trains until so many steps are done or the loss is not finite.</summary>
    public void TrainTo(long step, Action<long> report, CancellationToken cancellation)
    {
        while (Step < step && !Diverged)
        {
            cancellation.ThrowIfCancellationRequested();
            double loss = _training.Loss(Step);
            if (!double.IsFinite(loss))
            {
                Diverged = true;
                return;
            }
            (_lossSum, _losses) = (_lossSum + loss, _losses + 1);
            _training.Update(new ParameterUpdate(NetworkOptimizer.Sgd, _rate, _momentum, 0, Step++));
            report(Step);
        }
    }

    /// <summary>The mean loss of the rows that are held out, and the part that is right.</summary>
    public (double Loss, double Accuracy) Test()
    {
        int slices = (_testCount + _slice - 1) / _slice, next = -1;
        double[] losses = new double[slices];
        int[] right = new int[slices];
        int perSample = _training.RowsPerSample;
        _training.Run(thread =>
        {
            MeasuredSlice slice = (MeasuredSlice)_training.Slice(thread);
            for (int i; (i = Interlocked.Increment(ref next)) < slices;)
            {
                int first = i * _slice, count = Math.Min(_slice, _testCount - first);
                slice.FillTest(first, count);
                slice.Loss.Count = count * perSample;
                slice.Graph.Forward();
                (losses[i], right[i]) = (slice.Loss.Value, slice.CountCorrect(slice.Loss.Count));
            }
        });
        double rows = (double)_testCount * perSample;
        return (losses.Sum() / rows, right.Sum() / rows);
    }

    /// <inheritdoc/>
    public void Dispose() => _training.Dispose();
}
