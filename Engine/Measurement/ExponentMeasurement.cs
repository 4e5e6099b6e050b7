using ScalingTools.Numerics;
using static ScalingTools.RowValue;

namespace ScalingTools.Measurement;

/// <summary>From the observations of one group to its <see cref="ScalingExponent"/> rows.</summary>
internal static class ExponentMeasurement
{
    // With fewer runs a bootstrap over them says nothing.
    private const int FewestRuns = 3;

    /// <summary>The rows of one group: one, or one per resource.</summary>
    public static IEnumerable<ScalingExponent> Rows(
        string group, Observations all, FitOptions options, Action<double>? report, CancellationToken cancellation) =>
        options.HasTwoResources ? Composition(group, all, options, report, cancellation) : [Curve(group, all, options, report, cancellation)];

    /// <summary>The rows with x inside XMin … XMax, and inside the automatic window where one is asked for and found.</summary>
    public static Observations Window(Observations all, FitOptions options, out bool searchedInVain)
    {
        searchedInVain = false;
        double[] x = all.Columns[0];
        Observations inside = all.Where(i => !(x[i] < options.XMin) && !(x[i] > options.XMax));
        if (options.Window != WindowRule.Auto)
            return inside;
        searchedInVain = !AutoWindow.TryFind(inside.Columns[0], inside.Columns[^1], out double low, out double high);
        double[] candidates = inside.Columns[0];
        return searchedInVain ? inside : inside.Where(i => candidates[i] >= low && candidates[i] <= high);
    }

    private static ScalingExponent Curve(
        string group, Observations all, FitOptions options, Action<double>? report, CancellationToken cancellation)
    {
        Observations used = Window(all, options, out bool noWindow);
        ScalingExponent row = Frame(group, all, used, options, 0);
        CurveFit? fit = CurveFit.Of(new CurveData(used.Columns[0], used.Columns[1], []), CurveForm.Of(options.Form), null, true);
        if (fit is null || fit.Outcome == FitOutcome.NotIdentifiable)
            return row with { Outcome = fit?.Outcome ?? FitOutcome.TooFewPoints, Advice = Advice(fit?.Outcome ?? FitOutcome.TooFewPoints, used, options.X, noWindow) };

        (LawIntervals<CurveFit> intervals, BootstrapUnit unit) = Intervals(fit, used, options, report, cancellation);
        (double? low, double? high, double? error) = intervals.Of(f => f.ExponentEstimate);
        (double? logLow, double? logHigh, _) = intervals.Of(f => f.LogPrefactorEstimate);
        (double? offsetLow, double? offsetHigh, _) = intervals.Of(f => f.LogOffsetEstimate);
        (double? secondLow, double? secondHigh, _) = intervals.Of(f => f.SecondExponentEstimate);
        return WithTheory(row with
        {
            Exponent = fit.Exponent, ExponentLow = low, ExponentHigh = high, StandardError = error,
            Prefactor = Finite(fit.Prefactor), PrefactorLow = Exp(logLow), PrefactorHigh = Exp(logHigh),
            Offset = fit.Offset, OffsetLow = Exp(offsetLow), OffsetHigh = Exp(offsetHigh),
            SecondExponent = fit.SecondExponent, SecondExponentLow = secondLow, SecondExponentHigh = secondHigh,
            BreakX = fit.BreakX, BreakSoftness = fit.BreakSoftness,
            RSquared = fit.RSquared, RootMeanSquareLogResidual = fit.RootMeanSquareLogResidual, Akaike = fit.Akaike, Objective = fit.Objective,
            Outcome = fit.Outcome, Support = SupportTest.Of(fit),
            Resampled = unit, Replicates = intervals.Replicates, Seed = unit == BootstrapUnit.None ? null : options.Seed,
            Advice = Advice(fit.Outcome, used, options.X, noWindow),
        });
    }

    private static (LawIntervals<CurveFit>, BootstrapUnit) Intervals(
        CurveFit fit, Observations used, FitOptions options, Action<double>? report, CancellationToken cancellation)
    {
        int? free = fit.Count > fit.ParameterCount ? fit.Count - fit.ParameterCount : null;
        int[]? run = used.RunNumbers(out int runs);
        if (options.Bootstrap > 0 && run is not null && runs >= FewestRuns)
            return (LawIntervals<CurveFit>.FromBootstrap(fit, options, runs,
                stream => fit.Refit(fit.Data.Reweighted(DrawUnits(stream, fit.Data.Weight, run, runs))), report, cancellation), BootstrapUnit.Runs);
        if (options.Bootstrap > 0 && free is { } freedom)
        {
            int n = fit.Count;
            double[] fitted = [.. Enumerable.Range(0, n).Select(fit.Fitted)];
            double[] residual = [.. fitted.Select((f, i) => fit.Data.V[i] - f)];
            double mean = residual.Average(), scale = Math.Sqrt((double)n / freedom);
            return (LawIntervals<CurveFit>.FromBootstrap(fit, options, null, stream =>
            {
                // v*_i = ln f_i + (r_j - mean) √(n/(n-k)), j drawn with replacement
                double[] v = new double[n];
                for (int i = 0; i < n; i++)
                    v[i] = fitted[i] + (residual[stream.NextInteger(n)] - mean) * scale;
                return fit.Refit(fit.Data.With(v));
            }, report, cancellation), BootstrapUnit.Residuals);
        }
        return (LawIntervals<CurveFit>.FromCovariance(fit, options.ConfidenceLevel), BootstrapUnit.None);
    }

    private static IEnumerable<ScalingExponent> Composition(
        string group, Observations all, FitOptions options, Action<double>? report, CancellationToken cancellation)
    {
        Observations used = Window(all, options, out _);
        double[] weight = new double[used.Count];
        Array.Fill(weight, 1);
        CompositionFit? fit = used.Count == 0 ? null : CompositionFit.Of(
            new HuberComposition(used.Columns[0], used.Columns[1], used.Columns[2], weight, options.HuberDelta), options.Form, null, true);
        FitOutcome outcome = fit?.Outcome ?? FitOutcome.TooFewPoints;

        LawIntervals<CompositionFit>? intervals = null;
        BootstrapUnit unit = BootstrapUnit.None;
        if (fit is not null && outcome != FitOutcome.NotIdentifiable)
            (intervals, unit) = Intervals(fit, used, options, report, cancellation);
        for (int resource = 0; resource < 2; resource++)
        {
            int j = resource;
            string x = j == 0 ? options.X : options.SecondX!;
            ScalingExponent row = Frame(group, all, used, options, j) with { Outcome = outcome, Advice = Advice(outcome, used, x, false) };
            if (intervals is null)
            {
                yield return row;
                continue;
            }
            // A prefactor of zero leaves its exponent undetermined.
            double prefactor = j == 0 ? fit!.Prefactor : fit!.SecondPrefactor;
            bool present = prefactor > 0;
            (double? low, double? high, double? error) = intervals.Of(f => present ? f.ExponentEstimate(j) : null);
            (double? logLow, double? logHigh, _) = intervals.Of(f => present ? f.LogPrefactorEstimate(j) : null);
            (double? offsetLow, double? offsetHigh, _) = intervals.Of(f => f.LogOffsetEstimate);
            yield return WithTheory(row with
            {
                Exponent = !present ? null : j == 0 ? fit.Exponent : fit.SecondExponent, ExponentLow = low, ExponentHigh = high, StandardError = error,
                Prefactor = Finite(prefactor), PrefactorLow = Exp(logLow), PrefactorHigh = Exp(logHigh),
                Offset = fit.Offset, OffsetLow = Exp(offsetLow), OffsetHigh = Exp(offsetHigh),
                MeanPower = options.Form == ScalingForm.PowerMean && fit.Prefactor > 0 && fit.SecondPrefactor > 0 ? fit.MeanPower : null,
                RSquared = fit.RSquared, RootMeanSquareLogResidual = fit.RootMeanSquareLogResidual, Akaike = fit.Akaike, Objective = fit.Objective,
                Support = SupportTest.Decades(row.Decades ?? 0),
                Resampled = unit, Replicates = intervals.Replicates, Seed = unit == BootstrapUnit.None ? null : options.Seed,
            });
        }
    }

    private static (LawIntervals<CompositionFit>, BootstrapUnit) Intervals(
        CompositionFit fit, Observations used, FitOptions options, Action<double>? report, CancellationToken cancellation)
    {
        if (options.Bootstrap == 0)
            return (LawIntervals<CompositionFit>.FromCovariance(fit, options.ConfidenceLevel), BootstrapUnit.None);
        int[]? run = used.RunNumbers(out int runs);
        BootstrapUnit unit = run is not null && runs >= FewestRuns ? BootstrapUnit.Runs : BootstrapUnit.Observations;
        if (unit == BootstrapUnit.Observations)
            (run, runs) = ([.. Enumerable.Range(0, used.Count)], used.Count);
        return (LawIntervals<CompositionFit>.FromBootstrap(fit, options, runs,
            stream => CompositionFit.Of(fit.Problem.Reweighted(DrawUnits(stream, fit.Problem.Weight, run!, runs)), fit.Form, fit.Shape, false),
            report, cancellation), unit);
    }

    // Units drawn with replacement, as weights: an observation counts as often as its unit was drawn.
    private static double[] DrawUnits(RandomStream stream, double[] weight, int[] unit, int units)
    {
        int[] drawn = new int[units];
        for (int i = 0; i < units; i++)
            drawn[stream.NextInteger(units)]++;
        double[] result = new double[weight.Length];
        for (int i = 0; i < result.Length; i++)
            result[i] = weight[i] * drawn[unit[i]];
        return result;
    }

    // What is known of a row before the fit
    private static ScalingExponent Frame(string group, Observations all, Observations used, FitOptions options, int resource)
    {
        double[] x = used.Columns[resource];
        string name = resource == 0 ? options.X : options.SecondX!;
        double? low = x.Length == 0 ? null : x.Min(), high = x.Length == 0 ? null : x.Max();
        used.RunNumbers(out int runs);
        return new ScalingExponent
        {
            Group = group, Form = options.Form, X = name, Y = options.Y,
            TheoryExponent = used.Theory(name, out _),
            Count = used.Count, Excluded = all.Excluded, OutsideWindow = all.Count - used.Count, Runs = used.Runs is null ? null : runs,
            XMin = low, XMax = high, Decades = Math.Log10(high / low ?? double.NaN) is var decades && double.IsFinite(decades) ? decades : null,
            Outcome = FitOutcome.TooFewPoints, Advice = "",
        };
    }

    /// <summary>The row with its deviation from theory in standard errors.</summary>
    public static ScalingExponent WithTheory(ScalingExponent row) => row with
    {
        Deviation = Finite((row.Exponent - row.TheoryExponent) / row.StandardError),
    };

    private static string Advice(FitOutcome outcome, Observations used, string x, bool noWindow)
    {
        List<string> advice = [];
        if (outcome != FitOutcome.Converged)
            advice.Add(outcome.Advice());
        if (noWindow)
            advice.Add("No stretch of constant slope was found, so everything was used: give XMin and XMax.");
        used.Theory(x, out bool differ);
        if (differ)
            advice.Add("The records carry different theory exponents: group by what sets them.");
        return string.Join(" ", advice);
    }

    private static double? Exp(double? log) => log is { } value ? Finite(Math.Exp(value)) : null;
}
