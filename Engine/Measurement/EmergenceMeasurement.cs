using MathNet.Numerics.Statistics;
using ScalingTools.Numerics;

namespace ScalingTools.Measurement;

/// <summary>From the records of one group to one <see cref="EmergenceOnset"/> per skill.</summary>
internal static class EmergenceMeasurement
{
    public const string SeedColumn = "Seed";

    public static IEnumerable<EmergenceOnset> Rows(RecordGroup group, EmergenceOptions options, bool hasSkills, Action<ExcludedValue>? excluded)
    {
        MeasurementColumn[] columns = hasSkills
            ? [new(options.X), new(options.Y, Positive: false), new(options.SkillColumn, Positive: false)]
            : [new(options.X), new(options.Y, Positive: false)];
        Observations all = Read(group, columns, options.RunColumn, excluded);
        if (all.Count == 0)
            return [Row(group.Name, null, all, options)];
        if (!hasSkills)
            return [Row(group.Name, null, all, options)];
        double[] skill = all.Columns[2];
        return skill.Distinct().Order().Select(k => Row(group.Name, (long)k, all.Where(i => skill[i] == k), options));
    }

    /// <summary>The observations of a group with their runs: along D or N every x is a run of its own, and the curve over x then belongs to a seed.</summary>
    /// <param name="group">The records.</param>
    /// <param name="columns">What to read; x comes first.</param>
    /// <param name="runColumn">Column of the run; records may lack it.</param>
    /// <param name="excluded">Told of every record left out.</param>
    public static Observations Read(RecordGroup group, IReadOnlyList<MeasurementColumn> columns, string runColumn, Action<ExcludedValue>? excluded)
    {
        Observations all = group.Read(columns, runColumn, excluded);
        return OneXPerRun(all) ? group.Read(columns, SeedColumn, excluded: null) : all;
    }

    /// <summary>The row of one skill.</summary>
    /// <param name="group">The group's name.</param>
    /// <param name="skill">k; null where the records name none.</param>
    /// <param name="all">Positive x and y, the first two columns.</param>
    /// <param name="options">Threshold, saturation, crossing and the names of the columns.</param>
    public static EmergenceOnset Row(string group, long? skill, Observations all, EmergenceOptions options)
    {
        RunCurve[] runs = Curves(all);
        if (options.Crossing == CrossingRule.Monotone)
            runs = Array.ConvertAll(runs, run => run with { Y = IsotonicRegression.Increasing(run.Y, run.Weight) });
        RunCurve[] usable = [.. runs.Where(r => r.X.Length >= 2)];
        double?[] onset = Crossings(options.Threshold, out int aboveFromStart);
        double?[] saturation = Crossings(options.SaturationLevel, out _);
        (double? at, double? deviation, int crossed) = Mean(onset);
        (double? saturated, double? saturationDeviation, _) = Mean(saturation);
        double[] widths = [.. onset.Zip(saturation, (a, b) => Math.Log10(b / a ?? double.NaN)).Where(double.IsFinite)];
        EmergenceOutcome outcome =
            usable.Length == 0 ? EmergenceOutcome.TooFewPoints
            : crossed == usable.Length ? EmergenceOutcome.Crossed
            : crossed > 0 ? EmergenceOutcome.PartlyCrossed
            : aboveFromStart > 0 ? EmergenceOutcome.AboveFromStart
            : EmergenceOutcome.NeverCrossed;
        return new EmergenceOnset
        {
            Group = group, Skill = skill, X = options.X, Y = options.Y, Threshold = options.Threshold, SaturationLevel = options.SaturationLevel, Crossing = options.Crossing,
            Onset = at, OnsetDeviation = deviation,
            OnsetLow = deviation is null ? null : at / Math.Pow(10, deviation.Value),
            OnsetHigh = deviation is null ? null : at * Math.Pow(10, deviation.Value),
            Saturation = saturated, SaturationDeviation = saturationDeviation,
            WidthDecades = widths.Length == 0 ? null : widths.Average(),
            TenPercent = Mean(Crossings(0.1, out _)).At, FiftyPercent = Mean(Crossings(0.5, out _)).At, NinetyPercent = Mean(Crossings(0.9, out _)).At,
            Runs = runs.Length, RunsCrossed = crossed, Count = all.Count, Excluded = all.Excluded,
            XMax = all.Count == 0 ? null : all.Columns[0].Max(),
            Outcome = outcome, Advice = Advice(outcome, aboveFromStart),
        };

        double?[] Crossings(double level, out int fromStart)
        {
            int above = 0;
            double?[] found = Array.ConvertAll(usable, run =>
            {
                double? x = ThresholdCrossing.First(run.X, run.Y, level, out bool first);
                above += first ? 1 : 0;
                return x;
            });
            fromStart = above;
            return found;
        }
    }

    private static bool OneXPerRun(Observations all) =>
        all.Runs is { } runs && all.Columns[0].Distinct().Skip(1).Any()
        && runs.Zip(all.Columns[0]).Distinct().Count() == runs.Distinct().Count();

    // Geometric mean and standard deviation of log10 over the runs that cross
    private static (double? At, double? Deviation, int Count) Mean(double?[] positions)
    {
        double[] logs = [.. positions.OfType<double>().Select(Math.Log10)];
        return (logs.Length == 0 ? null : Math.Pow(10, logs.Average()), logs.Length < 2 ? null : logs.StandardDeviation(), logs.Length);
    }

    // Each run's curve in ascending x, y averaged where x repeats
    private static RunCurve[] Curves(Observations all)
    {
        int[] run = all.RunNumbers(out _) ?? new int[all.Count];
        return
        [
            .. from one in Enumerable.Range(0, all.Count).GroupBy(i => run[i])
               let points = (from i in one
                             group all.Columns[1][i] by all.Columns[0][i] into at
                             orderby at.Key
                             select (X: at.Key, Y: at.Average(), Weight: (double)at.Count())).ToArray()
               select new RunCurve([.. points.Select(p => p.X)], [.. points.Select(p => p.Y)], [.. points.Select(p => p.Weight)]),
        ];
    }

    private static string Advice(EmergenceOutcome outcome, int aboveFromStart) => outcome switch
    {
        EmergenceOutcome.Crossed => "",
        EmergenceOutcome.PartlyCrossed => aboveFromStart == 0
            ? "Some runs never crossed: go to larger x, or lower the threshold."
            : "Some runs are above the threshold at their first x: start at smaller x, or raise the threshold.",
        EmergenceOutcome.NeverCrossed => "No run crossed: go to larger x, or lower the threshold.",
        EmergenceOutcome.AboveFromStart => "The first x is already above the threshold: start at smaller x, or raise the threshold.",
        _ => "Give every run two observations at least, at different positive x.",
    };

    private sealed record RunCurve(double[] X, double[] Y, double[] Weight);
}
