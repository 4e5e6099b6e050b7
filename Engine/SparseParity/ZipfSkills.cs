using MathNet.Numerics.Integration;
using ScalingTools.Numerics;

namespace ScalingTools.SparseParity;

/// <summary>
/// The power law P_s(k) = A k^-(α+1), k = 1 … n_s, with A = 1/Σ_j j^-(α+1) (Nam et al. 2024, Eq. 1); n_s may be infinite.
/// </summary>
/// <remarks>
/// Bins: the first 1,024 skills stand for themselves; the rest is ∫ over geometric panels, on each of which P falls by e^-¼, by 16-point
/// Gauss–Legendre in ln k, with the Euler–Maclaurin correction of the midpoint form, Σ_{k=a}^{b} g(k) = ∫_{a-½}^{b+½} g + G(b+½) - G(a-½),
/// G = -g'/24 + 7g'''/5760 - 31g⁽⁵⁾/967680 + O(g⁽⁷⁾).
/// Losses of the multilinear model come out to 1e-12 relative for r/S from 1e-4 up and to 1e-9 for r/S = 1e-12, α = 0.001 … 10 (tested
/// against brute-force sums), as long as any skill is left unlearnt.
/// </remarks>
public sealed class ZipfSkills : SkillDistribution
{
    private const long HeadCount = 1024;
    // ln P(start) - ln P(end) of a panel: the poles of a learning curve 1/(1 + e^{2u}/(S/r-1)), u ∝ P, lie about π/ln(S/r) off the axis in ln P.
    private const double PanelLength = 0.25;
    // An infinite sum is carried to this P; what lies beyond is one bin there, learnt at T = ∞ and untouched at any T up to 10^80.
    private const double SmallestProbability = 1e-100;
    // Weights of [g(x+h) - g(x-h)]/2h, h = ½, 3/2, 5/2, in G: their sum has its three terms.
    private static readonly double[] EndWeights = [-26279.0 / 483840, 4691.0 / 322560, -367.0 / 193536];

    private const long CertainAcceptance = 10_000_000;
    private const long LastDrawn = 1L << 62;

    private static readonly GaussLegendreRule Gauss = new(-1, 1, 16);

    private readonly double _exponent;   // α + 1
    private readonly double _normalizer; // A
    private readonly Lazy<SkillBins> _allBins; // every sum over all skills asks for them

    /// <summary>The distribution of exponent α+1 over n_s skills.</summary>
    /// <param name="alpha">α > 0.</param>
    /// <param name="count">n_s ≥ 1; null for infinitely many.</param>
    /// <exception cref="ScalingException">α ≤ 0 or n_s &lt; 1.</exception>
    public ZipfSkills(double alpha, long? count)
    {
        Alpha = Guard.Alpha(alpha);
        Count = count is null ? null : Guard.Positive(count.Value, "SkillCount");
        _exponent = alpha + 1;
        _normalizer = 1 / PowerSum.Range(_exponent, 1, count);
        _allBins = new(() => MakeBins(1, Count));
    }

    /// <summary>α, so that P_s(k) ∝ k^-(α+1).</summary>
    public double Alpha { get; }

    /// <inheritdoc/>
    public override long? Count { get; }

    /// <summary>A, the normalisation 1/Σ_j j^-(α+1); 1/ζ(α+1) for infinitely many skills.</summary>
    public double Normalizer => _normalizer;

    /// <inheritdoc/>
    public override double Probability(long skill)
    {
        CheckSkill(skill);
        return P(skill);
    }

    /// <inheritdoc/>
    public override double Mass(long from, long? to = null)
    {
        long? last = LastSkill(from, to);
        return last < from ? 0 : _normalizer * PowerSum.Range(_exponent, from, last);
    }

    /// <inheritdoc/>
    public override SkillBins Bins(long from = 1, long? to = null)
    {
        long? last = LastSkill(from, to);
        return from == 1 && last == Count ? _allBins.Value : last < from ? new SkillBins([], []) : MakeBins(from, last);
    }

    private SkillBins MakeBins(long from, long? last)
    {
        List<double> probability = [], mass = [];
        long headEnd = Math.Min(from + HeadCount - 1, last ?? long.MaxValue);
        for (long k = from; k <= headEnd; k++)
            Add(P(k), P(k));

        if (last is null || headEnd < last)
        {
            double start = headEnd + 0.5;
            double end = last is { } b ? b + 0.5 : Math.Max(2 * start, Math.Pow(SmallestProbability, -1 / _exponent));
            AddIntegral(start, end);
            AddEnd(start, -1);
            if (last is not null)
                AddEnd(end, +1);
            else
                Add(P(end), _normalizer * Math.Pow(end, -Alpha) / Alpha);
        }
        return new SkillBins([.. probability], [.. mass]);

        void Add(double p, double m)
        {
            probability.Add(p);
            mass.Add(m);
        }

        // ∫_start^end P(k) φ(P(k)) dk with k = e^y, panel by panel
        void AddIntegral(double start, double end)
        {
            double length = Elementary.Log1p((end - start) / start); // ln(end/start), also when they are neighbours
            int panels = (int)Math.Ceiling(length * _exponent / PanelLength);
            double half = length / panels / 2;
            for (int panel = 0; panel < panels; panel++)
            {
                double middle = Math.Log(start) + half * (2 * panel + 1);
                for (int i = 0; i < Gauss.Order; i++)
                {
                    double k = Math.Exp(middle + half * Gauss.GetAbscissa(i));
                    double p = P(k);
                    Add(p, half * Gauss.GetWeight(i) * k * p);
                }
            }
        }

        // ±G(x) of g(k) = P(k) φ(P(k)), from the whole k next to x
        void AddEnd(double x, int sign)
        {
            for (int j = 0; j < EndWeights.Length; j++)
            {
                double h = j + 0.5, weight = sign * EndWeights[j] / (2 * h);
                Add(P(x + h), weight * P(x + h));
                Add(P(x - h), -weight * P(x - h));
            }
        }
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Rejection-inversion (Hörmann and Derflinger, "Rejection-inversion to generate variates from monotone discrete distributions",
    /// ACM TOMACS 6, 1996): constant time for any n_s, no table. With infinitely many skills every k from 2^62 on is
    /// returned as 2^62, which matters for small α only: what lies there has mass <c>Mass(1L &lt;&lt; 62)</c>, 5e-12 at α = 0.6 and 1e-2 at α = 0.1.
    /// </remarks>
    public override long Sample(RandomStream stream)
    {
        // H(x) = ∫ x^-(α+1) dx = -x^-α/α, negative and increasing; the hat of bar k is H(k-½) … H(k+½).
        double lower = H(1.5) - 1;               // the first bar is cut to its own height, x^-(α+1) = 1
        double upper = Count is { } n ? H(n + 0.5) : 0;
        while (true)
        {
            double u = lower + stream.NextOpenDouble() * (upper - lower);
            double x = Math.Pow(-Alpha * u, -1 / Alpha);
            if (Count is null && !(x < LastDrawn))
                return LastDrawn;
            long k = Math.Clamp((long)Math.Round(x), 1, Count ?? LastDrawn);
            // Far out the bar fills its hat but for a part (α+1)(α+2)/(24k²), which rounding in H would drown.
            if (k > CertainAcceptance || u >= H(k + 0.5) - Math.Pow(k, -_exponent))
                return k;
        }
    }

    private double H(double x) => -Math.Pow(x, -Alpha) / Alpha;

    private double P(double k) => _normalizer * Math.Pow(k, -_exponent);
}
