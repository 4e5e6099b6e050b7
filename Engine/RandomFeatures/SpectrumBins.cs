using MathNet.Numerics.Integration;

namespace ScalingTools.RandomFeatures;

/// <summary>
/// A quadrature rule over the modes of a task: Σ_k f(λ_k) = Σ_b Count_b f(λ_b) and Σ_k λ_k (w*_k)² f(λ_k) = Σ_b Power_b f(λ_b) for smooth f. Arrays of equal length.
/// </summary>
/// <remarks>
/// <para>
/// Smooth means built of e^{-λx}, λ/(1 + λx) and their products, 0 ≤ x ≤ the largest rate asked for: in u = ln λ these vary over a unit, and 1/(1 + λx) has its poles at a
/// distance π from the axis. Sums with f(0) = 0 that converge for M → ∞ come out to 1e-6 relative (tested against brute-force sums); where the count of modes itself
/// matters they hold for finite M.
/// </para>
/// <para>
/// Power laws: the first modes stand for themselves; the rest is ∫ over panels of equal length in ln k by Gauss–Legendre, with the Euler–Maclaurin correction
/// Σ_{k=a}^{b} g(k) = ∫_{a-½}^{b+½} g + G(b+½) - G(a-½), G = -g'/24 + 7g'''/5760, its derivatives taken from whole k next to the ends. Modes with λx ≪ 1 for every x
/// share one panel. Given spectra: the first modes stand for themselves; others are spread on the Chebyshev nodes of panels in ln λ by interpolation,
/// f(λ_k) = Σ_b ℓ_b(ln λ_k) f(λ_b). A few weights may be negative.
/// </para>
/// </remarks>
public sealed class SpectrumBins
{
    private const int HeadCount = 16, AlwaysExact = 64;
    // Length of a panel in ln λ and its nodes: an ellipse of ρ = 1.81, error ρ^-28 = 6e-8 for a pole at π/2.
    private const double PanelLength = 5;
    private const int PanelNodes = 14, LastPanelNodes = 10;
    // Interpolation needs shorter panels than integration does.
    private const double InterpolationLength = 3;
    private const int InterpolationNodes = 16;
    // λx below which f is a polynomial in λ.
    private const double Negligible = 0.01;
    // Weights of [g(x+½) - g(x-½)] and [g(x+3/2) - g(x-3/2)] in G.
    private const double InnerWeight = -97.0 / 1920, OuterWeight = 17.0 / 5760;

    private static readonly GaussLegendreRule Gauss = new(-1, 1, PanelNodes), LastGauss = new(-1, 1, LastPanelNodes);

    private readonly double[] _eigenvalue, _count, _power;

    private SpectrumBins(List<double> eigenvalue, List<double> count, List<double> power) =>
        (_eigenvalue, _count, _power, Trace) = ([.. eigenvalue], [.. count], [.. power], eigenvalue.Zip(count, (lambda, many) => lambda * many).Sum());

    /// <summary>λ at each node.</summary>
    public ReadOnlySpan<double> Eigenvalue => _eigenvalue;

    /// <summary>How many modes each node stands for.</summary>
    public ReadOnlySpan<double> Count => _count;

    /// <summary>The part Σ λ_k (w*_k)² of the target's variance each node carries.</summary>
    public ReadOnlySpan<double> Power => _power;

    /// <summary>Σ_b Count_b λ_b, the trace of the kernel.</summary>
    public double Trace { get; }

    /// <summary>How many nodes there are.</summary>
    public int Length => _eigenvalue.Length;

    /// <summary>The nodes of a task.</summary>
    /// <param name="task">λ_k and w*_k.</param>
    /// <param name="largestRate">The largest x for which f may depend on λx, at least 1. Default: 10^6.</param>
    public static SpectrumBins Of(PowerLawTask task, double largestRate = 1e6)
    {
        ArgumentNullException.ThrowIfNull(task);
        double cut = Negligible / Math.Max(1, largestRate);
        return task.ModeCount <= AlwaysExact ? Exact(task)
            : task.SpectrumDecay is { } b && task.TargetDecay is { } a ? OfPowerLaw(a, b, task.ModeCount, cut)
            : OfSpectrum(task.Eigenvalues(), task.TargetPowers());
    }

    /// <summary>One node for each mode.</summary>
    /// <param name="task">λ_k and w*_k.</param>
    /// <exception cref="ScalingException">TooLarge for more modes than an array should have.</exception>
    public static SpectrumBins Exact(PowerLawTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        double[] eigenvalues = task.Eigenvalues();
        return new([.. eigenvalues], [.. Enumerable.Repeat(1.0, eigenvalues.Length)], [.. task.TargetPowers()]);
    }

    /// <summary>The same with more nodes, without weight: modes to be followed.</summary>
    internal SpectrumBins With(IReadOnlyList<double> eigenvalues) =>
        new([.. _eigenvalue, .. eigenvalues], [.. _count, .. eigenvalues.Select(_ => 0.0)], [.. _power, .. eigenvalues.Select(_ => 0.0)]);

    private static SpectrumBins OfPowerLaw(double a, double b, long modes, double cut)
    {
        List<double> eigenvalue = [], count = [], power = [];
        for (long k = 1; k <= HeadCount; k++)
            Add(k, 1);
        double start = Math.Log(HeadCount + 0.5), end = Math.Log(modes + 0.5), last = Math.Min(end, Math.Max(start, -Math.Log(cut) / b));
        int panels = (int)Math.Ceiling((last - start) * b / PanelLength);
        for (int panel = 0; panel < panels; panel++)
            AddPanel(start + (last - start) * panel / panels, start + (last - start) * (panel + 1) / panels, Gauss);
        if (last < end)
            AddPanel(last, end, LastGauss);
        AddEnd(HeadCount + 0.5, -1);
        AddEnd(modes + 0.5, +1);
        return new(eigenvalue, count, power);

        void Add(double k, double weight)
        {
            eigenvalue.Add(Math.Pow(k, -b));
            count.Add(weight);
            power.Add(weight * Math.Pow(k, -a));
        }

        // ∫ f(λ(k)) dk with k = e^y
        void AddPanel(double from, double to, GaussLegendreRule rule)
        {
            double middle = (from + to) / 2, half = (to - from) / 2;
            for (int i = 0; i < rule.Order; i++)
            {
                double k = Math.Exp(middle + half * rule.GetAbscissa(i));
                Add(k, half * rule.GetWeight(i) * k);
            }
        }

        // ±G(x) from whole k; those of the head are nodes already
        void AddEnd(double x, int sign)
        {
            foreach ((double h, double weight) in ((double, double)[])[(0.5, InnerWeight), (-0.5, -InnerWeight), (1.5, OuterWeight), (-1.5, -OuterWeight)])
            {
                double k = x + h;
                if (k > HeadCount)
                {
                    Add(k, sign * weight);
                    continue;
                }
                int node = (int)k - 1;
                count[node] += sign * weight;
                power[node] = count[node] * Math.Pow(k, -a);
            }
        }
    }

    // λ descending
    private static SpectrumBins OfSpectrum(double[] lambda, double[] powers)
    {
        List<double> eigenvalue = [.. lambda[..HeadCount]], power = [.. powers[..HeadCount]], count = [.. Enumerable.Repeat(1.0, HeadCount)];
        int k = HeadCount;
        double[] basis = new double[InterpolationNodes];
        while (k < lambda.Length)
        {
            double top = Math.Log(lambda[k]);
            int next = k;
            while (next < lambda.Length && Math.Log(lambda[next]) >= top - InterpolationLength)
                next++;
            double bottom = Math.Log(lambda[next - 1]);
            if (next - k <= InterpolationNodes || top == bottom)
            {
                bool one = top == bottom;
                for (int i = k; i < (one ? k + 1 : next); i++)
                {
                    eigenvalue.Add(lambda[i]);
                    count.Add(one ? next - k : 1);
                    power.Add(one ? powers[k..next].Sum() : powers[i]);
                }
                k = next;
                continue;
            }
            int first = eigenvalue.Count;
            double middle = (top + bottom) / 2, half = (top - bottom) / 2;
            for (int i = 0; i < InterpolationNodes; i++)
            {
                eigenvalue.Add(Math.Exp(middle + half * Math.Cos(Math.PI * (i + 0.5) / InterpolationNodes)));
                count.Add(0);
                power.Add(0);
            }
            for (; k < next; k++)
            {
                Interpolate((Math.Log(lambda[k]) - middle) / half, basis);
                for (int i = 0; i < InterpolationNodes; i++)
                {
                    count[first + i] += basis[i];
                    power[first + i] += powers[k] * basis[i];
                }
            }
        }
        return new(eigenvalue, count, power);
    }

    // ℓ_i(x) on Chebyshev nodes of the first kind, barycentric: weights (-1)^i sin θ_i (Berrut and Trefethen 2004, Eq. 5.3)
    private static void Interpolate(double x, double[] basis)
    {
        double sum = 0;
        for (int i = 0; i < basis.Length; i++)
        {
            double angle = Math.PI * (i + 0.5) / basis.Length, distance = x - Math.Cos(angle);
            if (distance == 0)
            {
                Array.Clear(basis);
                basis[i] = 1;
                return;
            }
            basis[i] = (i % 2 == 0 ? 1 : -1) * Math.Sin(angle) / distance;
            sum += basis[i];
        }
        for (int i = 0; i < basis.Length; i++)
            basis[i] /= sum;
    }
}
