namespace ScalingTools.Measurement;

/// <summary>The learning curves of one model size: (C, L[, T]) of each run, to be read at any compute within their range.</summary>
internal sealed class SizeCurve
{
    private readonly (double LogC, double LogL, double LogT)[][] _runs;

    /// <summary>A size and the observations of its runs, (C, L, T); T is NaN where there is none.</summary>
    public SizeCurve(double parameters, IEnumerable<IEnumerable<(double C, double L, double T)>> runs)
    {
        Parameters = parameters;
        _runs =
        [
            .. from run in runs
               select (from o in run
                       group o by o.C into at
                       orderby at.Key
                       select (Math.Log(at.Key), at.Average(o => Math.Log(o.L)), at.Average(o => Math.Log(o.T)))).ToArray(),
        ];
    }

    /// <summary>N.</summary>
    public double Parameters { get; }

    /// <summary>Mean of ln L and of ln T over the runs that reach this compute; null where none does.</summary>
    public (double LogL, double LogT)? At(double logC)
    {
        double sumL = 0, sumT = 0;
        int count = 0;
        foreach ((double LogC, double LogL, double LogT)[] run in _runs)
        {
            // Budgets at the ends of the data are reached to rounding.
            double slack = 1e-12 * Math.Max(1, Math.Abs(logC));
            if (logC < run[0].LogC - slack || logC > run[^1].LogC + slack)
                continue;
            int found = Array.FindIndex(run, o => o.LogC >= logC);
            int above = Math.Max(1, found < 0 ? run.Length - 1 : found);
            (double LogC, double LogL, double LogT) a = run[above - 1], b = run[Math.Min(above, run.Length - 1)];
            double part = a.LogC == b.LogC ? 0 : Math.Clamp((logC - a.LogC) / (b.LogC - a.LogC), 0, 1);
            sumL += a.LogL + part * (b.LogL - a.LogL);
            sumT += a.LogT + part * (b.LogT - a.LogT);
            count++;
        }
        return count == 0 ? null : (sumL / count, sumT / count);
    }

    /// <summary>Smallest and largest ln C of any run.</summary>
    public (double Low, double High) Range => (_runs.Min(r => r[0].LogC), _runs.Max(r => r[^1].LogC));
}
