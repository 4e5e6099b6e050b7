namespace ScalingTools.Multilinear;

/// <summary>The solution of gradient flow at given times (Nam et al. 2024, Eq. 49–50; linear model Eq. 136).</summary>
internal static class MultilinearClosedForm
{
    // Points of a curve computed together: enough to keep every core busy, few enough that the first row comes at once.
    private const long WorkPerChunk = 1 << 26;

    /// <summary>Σ_i Mass_i L(Rate_i, T) for each T.</summary>
    public static IEnumerable<double> Losses(MultilinearFlow flow, TrainingRates rates, IReadOnlyList<double> times, CancellationToken cancellation)
    {
        int chunk = (int)Math.Clamp(WorkPerChunk / Math.Max(1, rates.Rate.Length), Environment.ProcessorCount, 1 << 20);
        foreach (double[] part in times.Chunk(chunk))
            foreach (double loss in MultilinearKernel.Losses(flow, rates.Rate, rates.Mass, part, cancellation: cancellation))
                yield return loss;
    }
}
