namespace ScalingTools.Multilinear;

/// <summary>The whole number N that minimises the exact loss at T = C/N: a scan in ln N, then golden-section search on whole numbers.</summary>
internal static class WholeOptimum
{
    private const double ScanRatio = 1.25;
    private const double MostParameters = 9e17;
    private const double GoldenRatio = 0.6180339887498949;

    /// <summary>N* and its loss.</summary>
    /// <param name="model">The model.</param>
    /// <param name="compute">C ≥ 1.</param>
    /// <param name="smooth">The N of the asymptotic law, around which to look: from 1/100 to 100 times, and on while the loss falls.</param>
    /// <exception cref="ScalingException">TooLarge: the loss falls up to the last whole number there is.</exception>
    public static (long N, double Loss) Find(LawModel model, double compute, double smooth)
    {
        Dictionary<long, double> known = [];
        long first = (long)Math.Max(1, Math.Floor(smooth / 100));
        long most = (long)Math.Min(model.SkillCount, MostParameters);

        List<long> scan = [first];
        while (scan[^1] < most && (scan.Count < 2 || scan[^1] < smooth * 100 || Loss(scan[^1]) < Loss(scan[^2])))
            scan.Add((long)Math.Min(most, Math.Max(scan[^1] + 1, scan[^1] * ScanRatio)));
        while (scan[0] > 1 && Loss(scan[0]) < Loss(scan[1]))
            scan.Insert(0, (long)(scan[0] / ScanRatio));
        int best = Enumerable.Range(0, scan.Count).MinBy(i => Loss(scan[i]));
        if (scan[best] == most && most < model.SkillCount)
            throw new ScalingException(ScalingError.TooLarge, $"The loss falls as parameters are added, up to {most} of them and beyond.",
                "A skill with a parameter starts at R_k(0) and so gains even untrained: give a finite SkillCount or a smaller InitialStrength.", compute);
        long low = scan[Math.Max(0, best - 1)], high = scan[Math.Min(scan.Count - 1, best + 1)];

        while (high - low > 3)
        {
            long step = Math.Max(1, (long)((high - low) * (1 - GoldenRatio)));
            if (Loss(low + step) <= Loss(high - step))
                high -= step;
            else
                low += step;
        }
        while (low < high)
            (low, high) = Loss(low) <= Loss(high) ? (low, high - 1) : (low + 1, high);
        return (low, Loss(low));

        double Loss(long n)
        {
            if (!known.TryGetValue(n, out double loss))
                known[n] = loss = ExpectedLoss.At(model, new Resources(compute / n, double.PositiveInfinity, n));
            return loss;
        }
    }
}
