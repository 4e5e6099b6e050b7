using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;

namespace ScalingTools.Measurement;

/// <summary>
/// The outer minimisation of a two-resource fit: the projected objective Φ(a, b[, ln q]) with its envelope gradient, by bounded BFGS
/// (Math.NET) from the best places of a grid.
/// </summary>
/// <remarks>
/// The projected problem is well conditioned (about 10, where the one in all five unknowns has 10^11), so any start in the grid's range leads to
/// the same minimum on the published data; the grid is for data that have several.
/// </remarks>
internal static class CompositionSearch
{
    /// <summary>Range of both exponents.</summary>
    public const double SmallestExponent = 0.01, LargestExponent = 5;
    /// <summary>Range of q.</summary>
    public const double SmallestPower = 0.25, LargestPower = 64;

    private static readonly double[] ExponentGrid = [0.05, 0.15, 0.35, 0.7, 1.2, 2];
    private static readonly double[] PowerGrid = [0.5, 1, 4, 16];
    private const int StartsKept = 3;

    /// <summary>The lowest minimum found.</summary>
    /// <param name="problem">The objective.</param>
    /// <param name="powerMean">Whether q is free; else q = 1.</param>
    /// <param name="warm">The only start; null to search.</param>
    public static CompositionMinimum Minimize(HuberComposition problem, bool powerMean, CompositionShape? warm)
    {
        CompositionShape[] starts = warm is { } one ? [one] : Starts(problem, powerMean);
        CompositionMinimum best = default;
        foreach (CompositionShape start in starts)
        {
            CompositionMinimum found = Descend(problem, start, powerMean);
            if (best.Coefficients is null || found.Objective < best.Objective)
                best = found;
        }
        return best;
    }

    private static CompositionShape[] Starts(HuberComposition problem, bool powerMean)
    {
        double[] unused = new double[3], powers = powerMean ? PowerGrid : [1];
        IEnumerable<CompositionShape> grid =
            from a in ExponentGrid
            from b in ExponentGrid
            from q in powers
            select new CompositionShape(a, b, q);
        return [.. grid.OrderBy(shape => problem.Minimize(shape, new double[3], unused)).Take(StartsKept)];
    }

    private static CompositionMinimum Descend(HuberComposition problem, CompositionShape start, bool powerMean)
    {
        double[] c = new double[3], gradient = new double[3];
        CompositionMinimum lowest = new(start, c, double.PositiveInfinity, FitOutcome.NotConverged);
        // Φ in units of its value at the start, so that the tolerances are relative.
        double unit = problem.Minimize(start, new double[3], gradient);
        if (!(unit > 0))
            unit = 1;
        int size = powerMean ? 3 : 2;
        IObjectiveFunction objective = ObjectiveFunction.Gradient(x =>
        {
            var shape = new CompositionShape(x[0], x[1], powerMean ? Math.Exp(x[2]) : 1);
            double[] coefficients = new double[3];
            double value = problem.Minimize(shape, coefficients, gradient);
            if (value < lowest.Objective)
                lowest = new CompositionMinimum(shape, coefficients, value, FitOutcome.NotConverged);
            return (value / unit, Vector<double>.Build.Dense(size, j => gradient[j] / unit));
        });
        Vector<double> At(params double[] values) => Vector<double>.Build.Dense(values[..size]);
        Vector<double> low = At(SmallestExponent, SmallestExponent, Math.Log(SmallestPower));
        Vector<double> high = At(LargestExponent, LargestExponent, Math.Log(LargestPower));
        FitOutcome outcome = FitOutcome.Converged;
        try
        {
            new BfgsBMinimizer(1e-8, 1e-10, 1e-15, 300).FindMinimum(objective, low, high,
                At(Math.Clamp(start.A, low[0], high[0]), Math.Clamp(start.B, low[1], high[1]), Math.Log(start.Q)));
        }
        catch (OptimizationException)
        {
            // A line search that finds nothing lower stands at the minimum to rounding; Φ is checked for that below.
            outcome = Stationary(problem, lowest, powerMean) ? FitOutcome.Converged : FitOutcome.NotConverged;
        }
        bool bound = OnBound(lowest.Shape.A, SmallestExponent, LargestExponent) || OnBound(lowest.Shape.B, SmallestExponent, LargestExponent)
            || (powerMean && OnBound(lowest.Shape.Q, SmallestPower, LargestPower)) || lowest.Coefficients.Contains(0);
        return lowest with { Outcome = outcome == FitOutcome.Converged && bound ? FitOutcome.BoundHit : outcome };
    }

    private static bool OnBound(double value, double low, double high) => value <= low * (1 + 1e-6) || value >= high * (1 - 1e-6);

    // |∂Φ/∂(a, b, ln q)| ≤ 1e-4 Φ in the free directions
    private static bool Stationary(HuberComposition problem, in CompositionMinimum minimum, bool powerMean)
    {
        double[] gradient = new double[3];
        problem.Minimize(minimum.Shape, [.. minimum.Coefficients], gradient);
        (double Value, double Low, double High)[] unknowns =
        [
            (minimum.Shape.A, SmallestExponent, LargestExponent),
            (minimum.Shape.B, SmallestExponent, LargestExponent),
            (minimum.Shape.Q, SmallestPower, LargestPower),
        ];
        for (int j = 0; j < (powerMean ? 3 : 2); j++)
            if (Math.Abs(gradient[j]) > 1e-4 * minimum.Objective && !OnBound(unknowns[j].Value, unknowns[j].Low, unknowns[j].High))
                return false;
        return true;
    }
}

/// <summary>A minimum of a two-resource fit: exponents, (E, A', B'), Φ and how it was reached.</summary>
internal readonly record struct CompositionMinimum(CompositionShape Shape, double[] Coefficients, double Objective, FitOutcome Outcome);
