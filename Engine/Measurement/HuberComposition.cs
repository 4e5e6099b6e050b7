namespace ScalingTools.Measurement;

/// <summary>
/// The objective of a two-resource fit, Φ = Σ_i w_i ρ_δ(ln f_i - ln L_i), and its minimum over (E, A, B) ≥ 0 at given exponents, where
/// f = E + [(A N^-a)^q + (B D^-b)^q]^{1/q}; q = 1 is the Chinchilla form (Hoffmann et al. 2022, Eq. 10, and appendix D.3, log-sum-exp).
/// </summary>
/// <remarks>
/// ρ_δ(r) = r²/2 for |r| ≤ δ, δ(|r| - δ/2) beyond (Huber 1964). Resources are divided by their geometric means, so the unknowns are
/// e = ln E, ln A', ln B' with A' = A N̄^-a: the derivatives of ln f with respect to them are the shares of the three terms in f, which sum
/// to one, and ∂ ln f/∂a = -ln(N/N̄)·share. The inner minimum starts from non-negative least squares on the relative residuals and goes on by
/// Newton steps on Φ blended with iteratively reweighted least squares (weights min(1, δ/|r|), always a descent direction).
/// An instance is immutable and may be shared by threads.
/// </remarks>
internal sealed class HuberComposition
{
    private const int InnerIterations = 300;
    // A term below this share of the largest has vanished.
    private const double NegligibleTerm = 1e-12;
    // Keeps the curvature positive definite where fewer points than unknowns lie within δ.
    private const double SmallestBlend = 1e-3;

    private readonly double[] _logN, _logD, _logLoss, _weight;

    /// <summary>The objective on the observations (N_i, D_i, L_i) with weights w_i, all positive and of equal length.</summary>
    public HuberComposition(double[] n, double[] d, double[] loss, double[] weight, double delta)
    {
        (_logN, CenterN) = Centered(n);
        (_logD, CenterD) = Centered(d);
        _logLoss = Array.ConvertAll(loss, Math.Log);
        _weight = weight;
        Delta = delta;
    }

    private HuberComposition(HuberComposition original, double[] logLoss, double[] weight)
    {
        (_logN, _logD, CenterN, CenterD, Delta) = (original._logN, original._logD, original.CenterN, original.CenterD, original.Delta);
        (_logLoss, _weight) = (logLoss, weight);
    }

    /// <summary>δ.</summary>
    public double Delta { get; }
    /// <summary>Mean of ln N.</summary>
    public double CenterN { get; }
    /// <summary>Mean of ln D.</summary>
    public double CenterD { get; }
    /// <summary>w_i.</summary>
    public double[] Weight => _weight;
    /// <summary>Observations with a positive weight.</summary>
    public int ObservationCount => _weight.Count(w => w > 0);
    /// <summary>Whether N and D each take two values at least among them.</summary>
    public bool BothResourcesVary => Varies(_logN) && Varies(_logD);
    /// <summary>ln L_i.</summary>
    public ReadOnlySpan<double> LogLoss => _logLoss;

    /// <summary>The same observations with other weights, as a bootstrap over runs needs.</summary>
    public HuberComposition Reweighted(double[] weight) => new(this, _logLoss, weight);

    /// <summary>
    /// ln f_i and its derivatives with respect to (e, ln A', ln B', a, b, ln q) at one observation. A coefficient may be zero.
    /// </summary>
    /// <param name="i">Observation.</param>
    /// <param name="c">E, A', B'.</param>
    /// <param name="s">a, b, q.</param>
    /// <param name="g">Six derivatives; empty where they are not needed.</param>
    public double LogModel(int i, ReadOnlySpan<double> c, in CompositionShape s, Span<double> g) => LogModel(_logN[i], _logD[i], c, s, g);

    /// <summary>The same at any ln N - CenterN and ln D - CenterD.</summary>
    public static double LogModel(double logN, double logD, ReadOnlySpan<double> c, in CompositionShape s, Span<double> g) =>
        Compose(c[0], c[1] * Math.Exp(-s.A * logN), c[2] * Math.Exp(-s.B * logD), logN, logD, s.Q, g);

    // f = E + M, M = (m1^q + m2^q)^{1/q}; ω_j = (m_j/M)^q; ∂ln f/∂ln m_j = (M/f) ω_j; ∂ln f/∂ln q = (M/f)(Σ_j ω_j ln m_j - ln M)
    private static double Compose(double e, double m1, double m2, double logN, double logD, double q, Span<double> g)
    {
        double mean, omega1;
        if (m1 == 0 || m2 == 0)
        {
            mean = m1 + m2;
            omega1 = m1 > 0 ? 1 : 0;
        }
        else if (q == 1)
        {
            mean = m1 + m2;
            omega1 = m1 / mean;
        }
        else
        {
            double large = Math.Max(m1, m2), small = Math.Min(m1, m2);
            double ratio = Math.Pow(small / large, q);
            mean = large * Math.Pow(1 + ratio, 1 / q);
            omega1 = m1 >= m2 ? 1 / (1 + ratio) : ratio / (1 + ratio);
        }
        double f = e + mean;
        if (g.IsEmpty)
            return Math.Log(f);
        double share = mean / f;
        g[0] = e / f;
        g[1] = share * omega1;
        g[2] = mean == 0 ? 0 : share * (1 - omega1);
        g[3] = -logN * g[1];
        g[4] = -logD * g[2];
        g[5] = omega1 is 0 or 1 ? 0 : share * (omega1 * Math.Log(m1 / mean) + (1 - omega1) * Math.Log(m2 / mean));
        return Math.Log(f);
    }

    /// <summary>The least-squares start of (E, A', B'): Σ_i w_i ((E + A' n_i^-a + B' d_i^-b)/L_i - 1)² over non-negative coefficients.</summary>
    public double[] Start(in CompositionShape s)
    {
        double[,] normal = new double[3, 3];
        double[] right = new double[3];
        Span<double> phi = stackalloc double[3];
        for (int i = 0; i < _logLoss.Length; i++)
        {
            phi[0] = Math.Exp(-_logLoss[i]);
            phi[1] = Math.Exp(-s.A * _logN[i] - _logLoss[i]);
            phi[2] = Math.Exp(-s.B * _logD[i] - _logLoss[i]);
            for (int j = 0; j < 3; j++)
            {
                right[j] += _weight[i] * phi[j];
                for (int k = 0; k < 3; k++)
                    normal[j, k] += _weight[i] * phi[j] * phi[k];
            }
        }
        return NonNegativeLeastSquares.Solve(normal, right);
    }

    /// <summary>Φ minimised over (E, A', B') at fixed exponents: the variable projection.</summary>
    /// <param name="s">a, b, q.</param>
    /// <param name="c">In: where to start (all zero: non-negative least squares); out: the minimiser.</param>
    /// <param name="outer">∂Φ/∂(a, b, ln q) at the minimum, by the envelope theorem.</param>
    public double Minimize(in CompositionShape s, double[] c, Span<double> outer)
    {
        if (c[0] + c[1] + c[2] == 0)
            Start(s).CopyTo(c, 0);
        double[] powN = Array.ConvertAll(_logN, new Power(s.A).Of), powD = Array.ConvertAll(_logD, new Power(s.B).Of);
        Activate(s, c, powN, powD);

        double blend = 1; // 1: reweighted least squares, towards 0: Newton
        double[] trial = new double[3];
        Span<double> gradient = stackalloc double[6];
        double[,] curvature = new double[3, 3];
        double value = Evaluate(s, c, powN, powD, blend, gradient, curvature);
        for (int iteration = 0; iteration < InnerIterations; iteration++)
        {
            double[]? step = Step(c, gradient, curvature);
            if (step is null)
                break;
            double slope = 0;
            for (int j = 0; j < 3; j++)
                slope += gradient[j] * step[j];
            if (!(slope < -1e-17 * value))
                break;
            double length = Math.Min(1, 3 / step.Max(Math.Abs)), next = double.PositiveInfinity;
            bool full = true;
            for (int halving = 0; halving < 40; halving++, length /= 2, full = false)
            {
                for (int j = 0; j < 3; j++)
                    trial[j] = c[j] * Math.Exp(length * step[j]);
                next = Evaluate(s, trial, powN, powD, 0, default, null);
                if (next <= value + 1e-4 * length * slope)
                    break;
            }
            if (!(next < value))
            {
                if (blend >= 1)
                    break;
                blend = 1;
            }
            else
            {
                blend = full ? Math.Max(SmallestBlend, blend / 8) : Math.Min(1, blend * 4);
                trial.CopyTo(c, 0);
                double largest = c.Max();
                for (int j = 0; j < 3; j++)
                    if (c[j] < NegligibleTerm * largest)
                        c[j] = 0;
            }
            value = Evaluate(s, c, powN, powD, blend, gradient, curvature);
        }
        gradient[3..].CopyTo(outer);
        return value;
    }

    // A zero coefficient whose growth would lower Φ (∂Φ/∂c_j < 0) is set free at a thousandth of its natural size. Mattering for q = 1 only:
    // for q > 1 a vanishing term has no first-order effect, so both terms must start positive.
    private void Activate(in CompositionShape s, double[] c, double[] powN, double[] powD)
    {
        double typical = Math.Exp(_logLoss.Average());
        if (s.Q != 1)
        {
            for (int j = 1; j < 3; j++)
                c[j] = Math.Max(c[j], 1e-3 * typical);
            return;
        }
        Span<double> slope = stackalloc double[3], g = stackalloc double[6];
        for (int i = 0; i < _logLoss.Length; i++)
        {
            double logF = Compose(c[0], c[1] * powN[i], c[2] * powD[i], 0, 0, 1, g);
            double pull = _weight[i] * Math.Clamp(logF - _logLoss[i], -Delta, Delta) * Math.Exp(-logF);
            slope[0] += pull;
            slope[1] += pull * powN[i];
            slope[2] += pull * powD[i];
        }
        for (int j = 0; j < 3; j++)
            if (c[j] == 0 && slope[j] < 0)
                c[j] = 1e-3 * typical;
    }

    // Φ, its gradient in (e, ln A', ln B', a, b, ln q), and the blended curvature in the first three
    private double Evaluate(
        in CompositionShape s, double[] c, double[] powN, double[] powD, double blend, Span<double> gradient, double[,]? curvature)
    {
        Span<double> g = curvature is null ? default : stackalloc double[6];
        gradient.Clear();
        if (curvature is not null)
            Array.Clear(curvature);
        double sum = 0;
        for (int i = 0; i < _logLoss.Length; i++)
        {
            if (_weight[i] == 0)
                continue;
            double r = Compose(c[0], c[1] * powN[i], c[2] * powD[i], _logN[i], _logD[i], s.Q, g) - _logLoss[i];
            double size = Math.Abs(r);
            bool inside = size <= Delta;
            sum += _weight[i] * (inside ? r * r / 2 : Delta * (size - Delta / 2));
            if (curvature is null)
                continue;
            double psi = _weight[i] * Math.Clamp(r, -Delta, Delta);
            for (int j = 0; j < 6; j++)
                gradient[j] += psi * g[j];
            double weight = _weight[i] * (inside ? 1 : blend * Delta / size);
            for (int j = 0; j < 3; j++)
                for (int k = 0; k <= j; k++)
                    curvature[j, k] += weight * g[j] * g[k];
        }
        return sum;
    }

    // -H^-1 ∇Φ on the terms that are present; a small ridge keeps collinear terms solvable
    private static double[]? Step(double[] c, ReadOnlySpan<double> gradient, double[,] curvature)
    {
        int[] free = [.. Enumerable.Range(0, 3).Where(j => c[j] > 0 && curvature[j, j] > 0)];
        if (free.Length == 0)
            return null;
        double[] g = gradient[..3].ToArray();
        for (double ridge = 0; ridge < 1; ridge = Math.Max(10 * ridge, 1e-12))
        {
            double factor = 1 + ridge;
            double[]? solution = SmallSystem.SolvePositive(free.Length,
                (i, j) => i == j ? factor * curvature[free[i], free[i]] : curvature[free[i], free[j]], i => -g[free[i]]);
            if (solution is null)
                continue;
            double[] step = new double[3];
            for (int i = 0; i < free.Length; i++)
                step[free[i]] = solution[i];
            return step;
        }
        return null;
    }

    private bool Varies(double[] log) => log.Where((_, i) => _weight[i] > 0).Distinct().Skip(1).Any();

    private static (double[] Centered, double Mean) Centered(double[] values)
    {
        double[] log = Array.ConvertAll(values, Math.Log);
        double mean = log.Average();
        return (Array.ConvertAll(log, u => u - mean), mean);
    }

    private readonly record struct Power(double Exponent)
    {
        public double Of(double u) => Math.Exp(-Exponent * u);
    }
}

/// <summary>The nonlinear unknowns of a two-resource law: the exponents a of N and b of D, and the power q of their mean.</summary>
internal readonly record struct CompositionShape(double A, double B, double Q);
