using System.Diagnostics;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Statistics;

namespace ScalingTools.Sweeps;

/// <summary>
/// Estimates what a sweep takes: a few of its runs are begun and stopped after a short time t', and t = t'/(the part that was done). The others follow from
/// ln t = a + Σ_i b_i ln x_i over the numbers x_i that vary, with a constant for each value of what is no number.
/// </summary>
public static class SweepCosts
{
    /// <summary>Runs that differ in these alone cost the same.</summary>
    private const string Seed = "Seed";

    /// <summary>Measures.</summary>
    /// <param name="runs">The sweep.</param>
    /// <param name="executor">Who does the timing runs, one after the other on one thread.</param>
    /// <param name="options">How many and how long.</param>
    /// <param name="progress">Takes the part of the timing runs that is done.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="ScalingException">What made the first timing run fail, where none succeeded.</exception>
    public static IReadOnlyList<SweepCost> Measure(IReadOnlyList<RunConfiguration> runs, IRunExecutor executor, SweepCostOptions options, IProgress<ScalingProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(runs);
        ArgumentNullException.ThrowIfNull(executor);
        ArgumentNullException.ThrowIfNull(options);
        CostModel model = new(runs);
        int[] chosen = model.Choose(options.Probes);
        Dictionary<int, double> measured = [];
        RunFailure? failure = null;
        for (int i = 0; i < chosen.Length; i++)
        {
            progress?.Report(new((double)i / chosen.Length, $"timing run {i + 1} of {chosen.Length}"));
            using IRunSlot slot = executor.Open();
            if (Probe(slot, model.Kinds[chosen[i]].Run, options.ProbeSeconds, ref failure, cancellation) is { } seconds)
                measured[chosen[i]] = seconds;
        }
        if (measured.Count == 0)
            throw new ScalingException(ScalingError.NotIdentifiable, failure is null ? "No timing run came far enough to tell." : $"The timing runs failed: {failure.Error}",
                failure is null ? "Give them more ProbeSeconds." : failure.Advice);
        double[] predicted = model.Fit(measured, out double? error);
        int throttle = new SweepOptions { ThrottleLimit = options.ThrottleLimit }.Slots(runs.Count);
        double all = 0, longest = 0;
        for (int k = 0; k < model.Kinds.Count; k++)
            (all, longest) = (all + predicted[k] * model.Kinds[k].Count, Math.Max(longest, predicted[k]));
        // No schedule is shorter than the longest run, nor than an equal share.
        int atOnce = Math.Min(throttle, Environment.ProcessorCount);
        SweepCost whole = new()
        {
            Kind = "all", Runs = runs.Count, SecondsPerRun = all / runs.Count, ProcessorSeconds = all, Seconds = Math.Max(longest, all / atOnce), ThrottleLimit = throttle, Probes = measured.Count, RelativeError = error,
        };
        return !options.Detailed ? [whole] : [.. model.Kinds.Select((kind, k) => new SweepCost
        {
            Kind = kind.Name, Runs = kind.Count, SecondsPerRun = predicted[k], ProcessorSeconds = predicted[k] * kind.Count, ThrottleLimit = throttle, Probes = measured.ContainsKey(k) ? 1 : 0, RelativeError = error,
        }), whole];
    }

    // The first run of a command also pays for compiling it: a run that ends within the time is done twice.
    private static double? Probe(IRunSlot slot, RunConfiguration run, double limit, ref RunFailure? failure, CancellationToken cancellation)
    {
        double? seconds = null;
        for (int turn = 0; turn < 2; turn++)
        {
            using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            stop.CancelAfter(TimeSpan.FromSeconds(limit));
            Part part = new();
            string checkpoints = Path.Combine(Path.GetTempPath(), $"scaling-probe-{Guid.NewGuid():n}");
            Stopwatch clock = Stopwatch.StartNew();
            try
            {
                if (slot.Execute(new(run, checkpoints, 1), new Nowhere(), part, stop.Token) is { } why)
                {
                    failure ??= why;
                    return null;
                }
                seconds = clock.Elapsed.TotalSeconds;
                if (seconds > limit / 2)
                    return seconds;
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                return part.Seconds ?? seconds;
            }
            finally
            {
                if (Directory.Exists(checkpoints))
                    Directory.Delete(checkpoints, recursive: true);
            }
        }
        return seconds;
    }

    // The time that all takes, from what was done between the first and the last report.
    private sealed class Part : IProgress<double>
    {
        private readonly Stopwatch _clock = Stopwatch.StartNew();
        private (double Seconds, double Done)? _first, _last;

        public double? Seconds => _first is { } first && _last is { } last && last.Done > first.Done ? first.Seconds + (last.Seconds - first.Seconds) / (last.Done - first.Done) * (1 - first.Done) : _last is { Done: > 0 } one ? one.Seconds / one.Done : null;

        public void Report(double value)
        {
            (double, double) now = (_clock.Elapsed.TotalSeconds, value);
            _first ??= now;
            _last = now;
        }
    }

    private sealed class Nowhere : IRowSink
    {
        public void Write(object row) { }

        public void Write(StoredRow row) { }
    }

    /// <summary>The kinds of runs of a sweep, and the law of their cost.</summary>
    private sealed class CostModel
    {
        private readonly string[] _numbers, _others;
        private readonly double[][] _features;

        public IReadOnlyList<(RunConfiguration Run, int Count, string Name)> Kinds { get; }

        public CostModel(IReadOnlyList<RunConfiguration> runs)
        {
            string[] names = [.. runs.SelectMany(run => run.Parameters.Keys).Distinct().Where(name => name != Seed && !name.EndsWith(":" + Seed, StringComparison.Ordinal))];
            string[] varied = [.. names.Where(name => runs.Select(run => Text(run, name)).Distinct().Skip(1).Any())];
            Kinds = [.. runs.GroupBy(run => string.Join('|', run.Commands) + string.Join('|', varied.Select(name => Text(run, name))))
                .Select(group => (group.First(), group.Count(), string.Join(' ', varied.Select(name => $"{name}={Text(group.First(), name)}"))))];
            _numbers = [.. varied.Where(name => runs.All(run => Number(run, name) is > 0))];
            _others = [.. varied.Except(_numbers)];
            // 1, ln x_i, and for each value but the first of what is no number whether it is this one
            List<(string Name, string Value)> indicators = [.. _others.SelectMany(name => Kinds.Select(k => Text(k.Run, name)).Distinct().Skip(1).Select(value => (name, value)))];
            _features = [.. Kinds.Select(kind => (double[])[1, .. _numbers.Select(name => Math.Log(Number(kind.Run, name)!.Value)), .. indicators.Select(i => Text(kind.Run, i.Name) == i.Value ? 1.0 : 0)])];
        }

        /// <summary>The kinds to time: those at the ends of every number with all others least, one for each other value, then what is left from both ends.</summary>
        public int[] Choose(int most)
        {
            int[] order = [.. Enumerable.Range(0, Kinds.Count).OrderBy(k => _features[k].Skip(1).Sum())];
            List<int> chosen = [order[0], order[^1]];
            foreach (int column in Enumerable.Range(1, Math.Max(0, _features[0].Length - 1)))
                chosen.Add(order.MaxBy(k => (_features[k][column], -_features[k].Sum()))!);
            for (int i = 0; i < order.Length; i++)
                chosen.Add(order[i % 2 == 0 ? i / 2 : order.Length - 1 - i / 2]);
            return [.. chosen.Distinct().Take(most)];
        }

        /// <summary>Least squares on ln t; a column that the timed runs do not determine costs nothing.</summary>
        public double[] Fit(Dictionary<int, double> measured, out double? error)
        {
            int[] rows = [.. measured.Keys];
            Matrix<double> x = Matrix<double>.Build.DenseOfRowArrays(rows.Select(k => _features[k]));
            Vector<double> y = Vector<double>.Build.DenseOfEnumerable(rows.Select(k => Math.Log(measured[k]))), b = x.PseudoInverse() * y;
            error = rows.Length > x.Rank() ? (x * b - y).Select(d => Math.Abs(Math.Exp(d) - 1)).Median() : null;
            return [.. Kinds.Select((_, k) => measured.TryGetValue(k, out double seconds) ? seconds : Math.Exp(Vector<double>.Build.Dense(_features[k]) * b))];
        }

        private static string Text(RunConfiguration run, string name) => PlainValue.Text(run.Parameters.GetValueOrDefault(name));

        private static double? Number(RunConfiguration run, string name) => run.Parameters.GetValueOrDefault(name) switch { long whole => whole, double number => number, _ => null };
    }
}
