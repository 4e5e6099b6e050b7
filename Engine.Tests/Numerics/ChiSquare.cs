using MathNet.Numerics;

namespace ScalingTools.Tests.Numerics;

/// <summary>Pearson's test of observed counts against probabilities; cells are merged from the left until each expects at least 20.</summary>
internal static class ChiSquare
{
    /// <summary>The probability of a worse fit under the hypothesis. Seeds are fixed, so a test asks for more than 1e-4 (there are about a hundred such tests) and always gets the same.</summary>
    public static double PValue(IReadOnlyList<double> probability, IReadOnlyList<long> observed)
    {
        double draws = observed.Sum(), statistic = 0, expected = 0, seen = 0;
        Assert.Equal(1, probability.Sum(), 1e-9);
        int cells = 0;
        double lastExpected = 0, lastSeen = 0;
        for (int i = 0; i < probability.Count; i++)
        {
            expected += probability[i] * draws;
            seen += observed[i];
            if (expected < 20)
                continue;
            statistic += (seen - expected) * (seen - expected) / expected;
            (lastExpected, lastSeen) = (expected, seen);
            expected = seen = 0;
            cells++;
        }
        // What is left over joins the last full cell.
        statistic -= (lastSeen - lastExpected) * (lastSeen - lastExpected) / lastExpected;
        (lastExpected, lastSeen) = (lastExpected + expected, lastSeen + seen);
        statistic += (lastSeen - lastExpected) * (lastSeen - lastExpected) / lastExpected;
        return SpecialFunctions.GammaUpperRegularized((cells - 1) / 2.0, statistic / 2);
    }
}
