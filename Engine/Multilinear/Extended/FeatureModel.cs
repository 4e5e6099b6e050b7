using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;
using ScalingTools.Numerics;

namespace ScalingTools.Multilinear;

/// <summary>
/// Direct simulation of the data-side extended model: one skill, f(x) = a Σ_l B_l e_l(x) with explicit features e_l, trained by
/// gradient flow on d points until they are fitted.
/// </summary>
/// <remarks>
/// Source: Nam et al. 2024, Eq. 38–39, 94, 96. In time units of D/(ηd), with Φ (D_c, d) the features of the points, M = ΦΦᵀ/d and
/// u = (1, …, 1)/√D_c: dB/dT = -a M (aB - Su), da/dT = -Bᵀ M (aB - Su), by the classical Runge–Kutta method.
/// What is found. The end point is the minimum-norm fit aB = S P u, P the projector on the span of the points' features, so
/// L = (S²/2)|(1-P)u|² and E[g f] = S uᵀPu = S - 2L/S. For the Gaussian features L = (S²/2) χ²/(χ² + d), χ² with D_c - d degrees of
/// freedom, which is (S²/2)(1 - d/D_c) up to O(1/D_c), and so far Eq. 40 holds for S - √(2L). But E[g f], the skill strength of Eq. 9, is then S d/D_c: the two differ because f also holds a part
/// orthogonal to g, which Eq. 14 leaves out. And Eq. 39 alone is not enough: with features supported on cells
/// L = (S²/2)(1 - 1/D_c)^d on average.
/// </remarks>
public static class FeatureModel
{
    private const double StabilityFraction = 0.5; // of 1/(2 S λ_max), where the method would stay stable up to 2.8

    /// <summary>One row for each seed and d.</summary>
    /// <param name="options">D_c, d, features, seeds.</param>
    /// <param name="progress">Told how far the run is.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ScalingException">An option out of range.</exception>
    public static IEnumerable<FeatureModelStrength> Run(FeatureModelOptions options,
        IProgress<ScalingProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Rows();

        IEnumerable<FeatureModelStrength> Rows()
        {
            int dc = (int)Guard.Positive((long)options.FeatureCount, nameof(options.FeatureCount));
            Guard.Positive(options.TargetScale);
            Guard.Positive(options.InitialScale);
            Guard.Positive(options.Tolerance);
            Guard.Positive((long)options.MaxSteps, nameof(options.MaxSteps));
            IReadOnlyList<long> seeds = options.Seeds.Count > 0 ? options.Seeds : [1];
            IReadOnlyList<int> observations = options.Observations.Count > 0 ? options.Observations : [.. Enumerable.Range(0, 9).Select(i => i * dc / 4)];
            int done = 0;
            foreach (long seed in seeds)
                foreach (int d in observations)
                {
                    if (d < 0)
                        throw Guard.OutOfRange(nameof(options.Observations), d, "zero or a positive whole number");
                    yield return Train(options, seed, d, cancellation);
                    done++;
                    progress?.Report(new ScalingProgress((double)done / (seeds.Count * observations.Count), "Feature model"));
                }
        }
    }

    private static FeatureModelStrength Train(FeatureModelOptions options, long seed, int d, CancellationToken cancellation)
    {
        int dc = options.FeatureCount;
        double s = options.TargetScale, root = Math.Sqrt(s);
        // The state is (B_1 … B_{D_c}, a).
        RandomStream random = new(seed, purpose: RandomPurpose.Initialization, index: d);
        Vector<double> direction = DenseVector.Create(dc, _ => random.NextGaussian());
        Vector<double> b = direction * (options.InitialScale * root / direction.L2Norm());
        double a = options.InitialScale * root;
        Vector<double> b0 = b.Clone();
        double balance = a * a - b.DotProduct(b);

        int steps = 0;
        bool converged = d == 0;
        Matrix<double>? span = null;
        if (d > 0)
        {
            Matrix<double> phi = Points(options, seed, d);
            var svd = phi.Svd();
            int rank = svd.S.Count(x => x > 1e-10 * svd.S[0]);
            span = svd.U.SubMatrix(0, dc, 0, rank);
            double[,] m = (phi.TransposeAndMultiply(phi) / d).ToArray();
            double h = StabilityFraction / (2 * s * svd.S[0] * svd.S[0] / d);
            GradientFlow flow = new(m, s);
            double[] state = [.. b, a];
            for (; steps < options.MaxSteps && !converged; steps++)
            {
                if (steps % 64 == 0)
                    cancellation.ThrowIfCancellationRequested();
                // √((aB - Su)ᵀ M (aB - Su)): the error on the d points
                converged = flow.TrainingError(state) < options.Tolerance * s;
                if (!converged)
                    flow.Step(state, h);
            }
            b = DenseVector.OfEnumerable(state.Take(dc));
            a = state[dc];
        }

        Vector<double> u = DenseVector.Create(dc, 1 / Math.Sqrt(dc));
        Vector<double> missing = a * b - s * u;
        double loss = missing.DotProduct(missing) / 2;           // E[e eᵀ] = 1
        double strength = s - Math.Sqrt(2 * loss);
        Vector<double> change = b - b0;
        if (span is not null)
            change -= span * span.TransposeThisAndMultiply(change);
        return new FeatureModelStrength
        {
            Features = options.Features,
            Seed = seed,
            FeatureCount = dc,
            TargetScale = s,
            Observations = d,
            Strength = strength,
            RelativeStrength = strength / s,
            SkillLoss = loss,
            Correlation = a * b.DotProduct(u),                   // E[g e] = u
            Theory = DataEmergence.RelativeStrength(dc, d),
            BalanceDrift = Math.Abs(a * a - b.DotProduct(b) - balance) / s,
            OrthogonalDrift = change.L2Norm() / root,
            Steps = steps,
            Converged = converged,
            Run = RunId.Of(nameof(FeatureModel), options.Features, dc, s, options.InitialScale, seed, options.Tolerance, options.MaxSteps),
        };
    }

    // Φ (D_c, d): column j holds e(x_j). The sign g(x_j) = ±1 drops out of ΦΦᵀ but is part of Eq. 39.
    private static Matrix<double> Points(FeatureModelOptions options, long seed, int d)
    {
        int dc = options.FeatureCount;
        RandomStream random = new(seed, purpose: RandomPurpose.Features, index: d);
        double[,] phi = new double[dc, d];
        for (int j = 0; j < d; j++)
        {
            double g = random.NextInteger(2) == 0 ? 1 : -1;
            if (options.Features == FeatureFamily.Cells)
            {
                phi[random.NextInteger(dc), j] = g * Math.Sqrt(dc);
                continue;
            }
            double mean = 0; // uᵀz/√D_c
            for (int l = 0; l < dc; l++)
                mean += (phi[l, j] = random.NextGaussian()) / dc;
            for (int l = 0; l < dc; l++)
                phi[l, j] += g / Math.Sqrt(dc) - mean;
        }
        return DenseMatrix.OfArray(phi);
    }

    // dB = -a M (aB - Su), da = -Bᵀ M (aB - Su)
    private sealed class GradientFlow(double[,] m, double s)
    {
        private readonly int _n = m.GetLength(0);
        private readonly double[][] _slope = [.. Enumerable.Range(0, 4).Select(_ => new double[m.GetLength(0) + 1])];
        private readonly double[] _middle = new double[m.GetLength(0) + 1], _error = new double[m.GetLength(0)], _gradient = new double[m.GetLength(0)];

        public double TrainingError(double[] state)
        {
            Gradient(state);
            return Math.Sqrt(Math.Max(0, Dot(_error, _gradient)));
        }

        /// <summary>The classical fourth-order step.</summary>
        public void Step(double[] state, double h)
        {
            double[] offset = [0, h / 2, h / 2, h];
            for (int stage = 0; stage < 4; stage++)
            {
                for (int i = 0; i <= _n; i++)
                    _middle[i] = state[i] + (stage == 0 ? 0 : offset[stage] * _slope[stage - 1][i]);
                Gradient(_middle);
                for (int l = 0; l < _n; l++)
                    _slope[stage][l] = -_middle[_n] * _gradient[l];
                _slope[stage][_n] = -Dot(_middle, _gradient);
            }
            for (int i = 0; i <= _n; i++)
                state[i] += h / 6 * (_slope[0][i] + 2 * _slope[1][i] + 2 * _slope[2][i] + _slope[3][i]);
        }

        // M (aB - Su)
        private void Gradient(double[] state)
        {
            double a = state[_n], target = s / Math.Sqrt(_n);
            for (int l = 0; l < _n; l++)
                _error[l] = a * state[l] - target;
            for (int l = 0; l < _n; l++)
            {
                double sum = 0;
                for (int k = 0; k < _n; k++)
                    sum += m[l, k] * _error[k];
                _gradient[l] = sum;
            }
        }

        private double Dot(double[] x, double[] y)
        {
            double sum = 0;
            for (int l = 0; l < _n; l++)
                sum += x[l] * y[l];
            return sum;
        }
    }
}
