using ScalingTools.Backends;

namespace ScalingTools.DeepNetworks;

/// <summary>What computes the batches of <see cref="OnlineTraining"/>: the managed engine or a backend.</summary>
internal interface IBatchTraining : IDisposable
{
    /// <summary>The mean loss on the batch of a step, and its derivatives.</summary>
    double Loss(long step);

    /// <summary>The step of the optimiser that follows.</summary>
    void Update(OptimizerStep step);

    /// <summary>The mean loss of the rows that are held out, and the part that is right.</summary>
    /// <param name="count">Samples held out.</param>
    (double Loss, double Accuracy) Test(int count);
}
