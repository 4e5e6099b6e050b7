using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;
using ScalingTools.Numerics;
using static ScalingTools.RowValue;

namespace ScalingTools.Measurement;

/// <summary>Error bars of a fit: Student's t on its standard errors, or a bootstrap of whatever makes refits.</summary>
/// <remarks>
/// Bootstrap intervals are expanded percentiles (Hesterberg 2015, section 5.3): the levels are Φ(∓t_{ν} √(m/(m-1))) instead of (1∓confidence)/2, with
/// m units drawn and ν = m-1 for runs and observations, and ν = n-k without the root for residuals, which are already scaled. It removes the
/// under-coverage of plain percentiles in small samples and vanishes in large ones. The standard error is the standard deviation of the replicates, for
/// units times √(m/(m-1)). Replicate i uses the stream (seed, 0, Bootstrap, i) and its own slot, so threads do not change a bit.
/// </remarks>
internal sealed class LawIntervals<TFit> where TFit : LawFit
{
    private const int FewestReplicates = 10;
    private const int BlockSize = 64;

    private readonly TFit _fit;
    private readonly TFit[] _replicates;
    private readonly double? _t;   // Student's t at the confidence level; null without degrees of freedom
    private readonly double _tail; // lower percentile level
    private readonly double _scale;

    private LawIntervals(TFit fit, TFit[] replicates, double confidence, double freedom, double scale)
    {
        _fit = fit;
        _replicates = replicates;
        _scale = scale;
        _t = freedom > 0 ? StudentT.InvCDF(0, 1, freedom, (1 + confidence) / 2) : null;
        _tail = _t is { } t ? Normal.CDF(0, 1, -t * scale) : (1 - confidence) / 2;
    }

    /// <summary>Replicates that gave a fit.</summary>
    public int Replicates => _replicates.Length;

    /// <summary>Intervals from the covariance of the fit.</summary>
    public static LawIntervals<TFit> FromCovariance(TFit fit, double confidence) =>
        new(fit, [], confidence, fit.Count - fit.ParameterCount, 1);

    /// <summary>Intervals from refits to resampled data.</summary>
    /// <param name="fit">The fit of the data.</param>
    /// <param name="options">Number of replicates, seed, confidence level.</param>
    /// <param name="units">How many units a replicate draws; null for residuals.</param>
    /// <param name="refit">A fit to one resample; null where it fails.</param>
    /// <param name="report">Told, on the calling thread, the share of the replicates that is done.</param>
    /// <param name="cancellation">Stops the replicates.</param>
    public static LawIntervals<TFit> FromBootstrap(
        TFit fit, FitOptions options, int? units, Func<RandomStream, TFit?> refit, Action<double>? report, CancellationToken cancellation)
    {
        TFit?[] slots = new TFit?[options.Bootstrap];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancellation };
        // In blocks, so that the caller's own thread, which alone may show progress, comes round between them.
        for (int from = 0; from < slots.Length; from += BlockSize)
        {
            int to = Math.Min(slots.Length, from + BlockSize);
            Parallel.For(from, to, parallel, i => slots[i] = refit(new RandomStream(options.Seed, 0, RandomPurpose.Bootstrap, i)));
            report?.Invoke((double)to / slots.Length);
        }
        TFit[] usable = [.. slots.OfType<TFit>().Where(f => f.Outcome is FitOutcome.Converged or FitOutcome.BoundHit)];
        return units is { } m
            ? new LawIntervals<TFit>(fit, usable, options.ConfidenceLevel, m - 1, Math.Sqrt(m / (m - 1.0)))
            : new LawIntervals<TFit>(fit, usable, options.ConfidenceLevel, fit.Count - fit.ParameterCount, 1);
    }

    /// <summary>Lower end, upper end and standard error of an estimate; null where there is no such estimate or no error bar.</summary>
    public (double? Low, double? High, double? Error) Of(Func<TFit, Estimate?> quantity)
    {
        if (quantity(_fit) is not { } estimate)
            return default;
        if (_replicates.Length < FewestReplicates)
        {
            double? error = Positive(estimate.StandardError);
            return (estimate.Value - _t * error, estimate.Value + _t * error, error);
        }
        double[] values = [.. _replicates.Select(f => quantity(f)!.Value.Value).Order()];
        return (Quantile(values, _tail), Quantile(values, 1 - _tail), Positive(_scale * values.StandardDeviation()));
    }

    // Linear interpolation between order statistics; -∞ (the logarithm of an offset of zero) is kept as it is, where Math.NET's R7 makes NaN of it.
    private static double Quantile(double[] sorted, double level)
    {
        double position = level * (sorted.Length - 1);
        int below = (int)Math.Floor(position), above = Math.Min(below + 1, sorted.Length - 1);
        double part = position - below;
        return part == 0 ? sorted[below] : (1 - part) * sorted[below] + part * sorted[above];
    }

    private static double? Positive(double? error) => Finite(error) is > 0 and var e ? e : null;
}
