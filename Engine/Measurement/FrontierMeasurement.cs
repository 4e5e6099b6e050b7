using MathNet.Numerics;
using static ScalingTools.RowValue;

namespace ScalingTools.Measurement;

/// <summary>From the records of one group to its <see cref="ComputeFrontier"/>.</summary>
internal static class FrontierMeasurement
{
    public static ComputeFrontier Measure(RecordGroup group, FrontierOptions options, bool hasTime, Action<ExcludedValue>? excluded)
    {
        MeasurementColumn[] columns =
        [
            new(options.ComputeColumn), new(options.LossColumn), new(options.ParametersColumn),
            .. hasTime ? (MeasurementColumn[])[new(options.TimeColumn)] : [],
        ];
        Observations all = group.Read(columns, options.RunColumn, excluded);
        SizeCurve[] sizes = Sizes(all, hasTime);
        if (sizes.Length == 0)
            return new ComputeFrontier(group.Name, [], options.ConfidenceLevel, all.Excluded, null);
        double low = sizes.Min(s => s.Range.Low), high = sizes.Max(s => s.Range.High);
        double[] budgets = Generate.LinearSpaced(options.BudgetCount, low, high);
        return new ComputeFrontier(group.Name,
            [.. budgets.Select(c => Envelope(group.Name, sizes, c)).OfType<FrontierOptimum>(),
             .. budgets.Select(c => Parabola(group.Name, sizes, c, options.ParabolaDecades)).OfType<FrontierOptimum>()],
            options.ConfidenceLevel, all.Excluded, all.Theory(options.ComputeColumn, out _));
    }

    private static SizeCurve[] Sizes(Observations all, bool hasTime) =>
    [
        .. from i in Enumerable.Range(0, all.Count)
           group i by all.Columns[2][i] into size
           orderby size.Key
           select new SizeCurve(size.Key,
               from i in size
               group (all.Columns[0][i], all.Columns[1][i], hasTime ? all.Columns[3][i] : double.NaN) by all.Runs?[i] ?? ""),
    ];

    // Sizes that reach ln C, ascending in N
    private static Reading[] Read(SizeCurve[] sizes, double logC) =>
        [.. from s in sizes let at = s.At(logC) where at is not null select new Reading(Math.Log(s.Parameters), at.Value.LogL, at.Value.LogT)];

    private static FrontierOptimum? Envelope(string group, SizeCurve[] sizes, double logC)
    {
        Reading[] at = Read(sizes, logC);
        if (at.Length == 0)
            return null;
        int best = Lowest(at);
        return new FrontierOptimum
        {
            Group = group, Method = FrontierMethod.Envelope, Compute = Math.Exp(logC),
            Parameters = Math.Exp(at[best].LogN), Loss = Math.Exp(at[best].LogL), Time = Finite(Math.Exp(at[best].LogT)), Sizes = at.Length,
            Outcome = at.Length < 3 ? FrontierOutcome.TooFewSizes
                : best == 0 || best == at.Length - 1 ? FrontierOutcome.AtEdge : FrontierOutcome.Optimum,
        };
    }

    // L = c₀ + c₁ z + c₂ z², z = ln N - ln N_best, through the sizes within reach; minimum at z* = -c₁/(2c₂), L* = c₀ - c₁²/(4c₂)
    private static FrontierOptimum? Parabola(string group, SizeCurve[] sizes, double logC, double decades)
    {
        Reading[] at = Read(sizes, logC);
        if (at.Length == 0)
            return null;
        var row = new FrontierOptimum
        {
            Group = group, Method = FrontierMethod.IsoFlop, Compute = Math.Exp(logC), Sizes = at.Length, Outcome = FrontierOutcome.TooFewSizes,
        };
        if (at.Length < 3)
            return row;
        int best = Lowest(at);
        if (best == 0 || best == at.Length - 1)
            return row with { Outcome = FrontierOutcome.AtEdge };
        double reach = decades * Math.Log(10);
        Reading[] near = [.. at.Where((r, i) => Math.Abs(i - best) <= 1 || Math.Abs(r.LogN - at[best].LogN) <= reach)];
        double[] z = Array.ConvertAll(near, r => r.LogN - at[best].LogN), loss = Array.ConvertAll(near, r => Math.Exp(r.LogL));
        double[] c = Fit.Polynomial(z, loss, 2);
        double vertex = -c[1] / (2 * c[2]);
        if (!(c[2] > 0) || vertex < z[0] || vertex > z[^1])
            return row with { Outcome = FrontierOutcome.NoMinimum };
        double mean = loss.Average(), total = loss.Sum(l => (l - mean) * (l - mean));
        double residual = z.Select((t, i) => Math.Pow(loss[i] - c[0] - t * (c[1] + t * c[2]), 2)).Sum();
        int right = Math.Clamp(Array.FindIndex(z, t => t >= vertex), 1, z.Length - 1);
        double part = (vertex - z[right - 1]) / (z[right] - z[right - 1]);
        return row with
        {
            Parameters = Math.Exp(at[best].LogN + vertex), Loss = c[0] - c[1] * c[1] / (4 * c[2]), Sizes = near.Length,
            Time = Finite(Math.Exp(near[right - 1].LogT + part * (near[right].LogT - near[right - 1].LogT))),
            RSquared = total > 0 ? 1 - residual / total : null,
            Outcome = FrontierOutcome.Optimum,
        };
    }

    private static int Lowest(Reading[] at) => Enumerable.Range(0, at.Length).MinBy(i => at[i].LogL);

    private readonly record struct Reading(double LogN, double LogL, double LogT);
}
