using ScalingTools.Networks;
using ScalingTools.Networks.Autodiff;

namespace ScalingTools.DeepNetworks;

/// <summary>Stochastic gradient descent of one network on batches that depend on seed and step alone, with measurements on samples that are held out.</summary>
/// <remarks>
/// θ ← θ - η g, or with momentum μ: m ← μm + g, θ ← θ - ηm. The managed engine adds up by compensated sums, as steps of lazy networks soon are far below the last digit of θ, and gives the same bits on any number of threads.
/// </remarks>
internal sealed class OnlineTraining : IDisposable
{
    private readonly IBatchTraining _training;
    private readonly int _testCount;
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
    /// <param name="task">What a backend is to train; null for the managed engine.</param>
    public OnlineTraining(ParameterSet parameters, int batch, int slice, int threads, double rate, double momentum, int testCount, Func<MeasuredSlice> make, BackendTask? task = null)
    {
        (_testCount, _rate, _momentum) = (testCount, rate, momentum);
        int moments = momentum != 0 ? 1 : 0;
        _training = task is null ? new ManagedBatches(parameters, batch, slice, moments, threads, make) : new BackendBatches(task, parameters, batch, slice, moments, threads, make());
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
            _training.Update(new(NetworkOptimizer.Sgd, _rate, _momentum, 0, Step++));
            report(Step);
        }
    }

    /// <summary>The mean loss of the rows that are held out, and the part that is right.</summary>
    public (double Loss, double Accuracy) Test() => _training.Test(_testCount);

    /// <inheritdoc/>
    public void Dispose() => _training.Dispose();
}
