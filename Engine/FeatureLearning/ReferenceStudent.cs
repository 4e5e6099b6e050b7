namespace ScalingTools.FeatureLearning;

/// <summary>
/// A student trained from the definitions, without any trick: every formula is recomputed from the parameters at every step. What the fast ones are tested against.
/// </summary>
/// <remarks>Eq. 3–5 for projected features, Eq. 17 with γ for rotated ones, Eq. 84 with the scaling of <see cref="NetworkStudent"/> for the linear network.</remarks>
internal sealed class ReferenceStudent
{
    private readonly StudentModel _model;
    private readonly double[] _eigenvalues, _target, _start, _velocity;
    private readonly double[,] _a0;
    private readonly double _eta, _gamma, _momentum;

    /// <summary>A student before training.</summary>
    /// <param name="options">Model, η, γ and μ.</param>
    /// <param name="features">A(0). Shape (N, M).</param>
    /// <param name="weights">w(0) of a linear network; null for 0. Shape (N).</param>
    public ReferenceStudent(FeatureLearningOptions options, double[,] features, double[]? weights = null)
    {
        (_model, _eta, _gamma, _momentum) = (options.Model, options.LearningRate, options.Richness, options.Momentum);
        _eigenvalues = options.Task.Eigenvalues();
        _target = [.. options.Task.TargetPowers().Zip(_eigenvalues, (power, eigenvalue) => Math.Sqrt(power / eigenvalue))];
        (_a0, A) = (features, (double[,])features.Clone());
        int n = features.GetLength(0);
        (W, B, _velocity) = (weights ?? new double[n], new double[n, n], new double[n]);
        for (int i = 0; i < n; i++)
            B[i, i] = 1;
        _start = TransposeTimes(A, W);
    }

    /// <summary>w. Shape (N).</summary>
    public double[] W { get; private set; }

    /// <summary>A of projected features and of the linear network. Shape (N, M).</summary>
    public double[,] A { get; private set; }

    /// <summary>B of rotated features. Shape (N, N).</summary>
    public double[,] B { get; private set; }

    /// <summary>v = w* - what is known. Shape (M).</summary>
    public double[] Error()
    {
        int n = W.Length;
        double[] known = _model switch
        {
            StudentModel.RotatedFeatures => TransposeTimes(_a0, TransposeTimes(B, W)),
            StudentModel.ProjectedFeatures => TransposeTimes(A, W),
            _ => [.. TransposeTimes(A, W).Zip(_start, (now, then) => (now - then) / _gamma)],
        };
        return [.. _target.Zip(known, (target, value) => target - value / n)];
    }

    /// <summary>vᵀΛv.</summary>
    public double Loss() => Error().Zip(_eigenvalues, (v, eigenvalue) => eigenvalue * v * v).Sum();

    /// <summary>(1/B) |Ψv|².</summary>
    public double Loss(double[,] samples) => Times(samples, Error()).Sum(s => s * s) / samples.GetLength(0);

    /// <summary>g = (1/B) ΨᵀΨv, or Λv without samples. Shape (M).</summary>
    public double[] Gradient(double[,]? samples)
    {
        double[] v = Error();
        return samples is null ? [.. v.Zip(_eigenvalues, (x, eigenvalue) => eigenvalue * x)] : [.. TransposeTimes(samples, Times(samples, v)).Select(x => x / samples.GetLength(0))];
    }

    /// <summary>One step.</summary>
    /// <param name="samples">Ψ. Shape (B, M); null for the population.</param>
    public void Step(double[,]? samples)
    {
        double[] g = Gradient(samples), seen = Times(_a0, g); // A_0 g
        int n = W.Length;
        double[] change = _model == StudentModel.RotatedFeatures ? Times(B, seen) : Times(A, g);
        switch (_model)
        {
            case StudentModel.RotatedFeatures:
                B = Plus(B, _eta * _gamma / n, W, seen);
                break;
            case StudentModel.ProjectedFeatures:
                A = Plus(A, _eta * _gamma / n, W, TransposeTimes(_a0, seen));
                break;
            default:
                A = Plus(A, _eta * _gamma, W, g);
                break;
        }
        for (int i = 0; i < n; i++)
            _velocity[i] = _momentum * _velocity[i] + _eta * (_model == StudentModel.LinearNetwork ? _gamma : 1) * change[i];
        W = [.. W.Zip(_velocity, (w, m) => w + m)];
    }

    private static double[] Times(double[,] a, double[] x)
    {
        double[] y = new double[a.GetLength(0)];
        for (int i = 0; i < y.Length; i++)
            for (int j = 0; j < x.Length; j++)
                y[i] += a[i, j] * x[j];
        return y;
    }

    private static double[] TransposeTimes(double[,] a, double[] x)
    {
        double[] y = new double[a.GetLength(1)];
        for (int i = 0; i < x.Length; i++)
            for (int j = 0; j < y.Length; j++)
                y[j] += a[i, j] * x[i];
        return y;
    }

    private static double[,] Plus(double[,] a, double c, double[] x, double[] y)
    {
        double[,] sum = (double[,])a.Clone();
        for (int i = 0; i < x.Length; i++)
            for (int j = 0; j < y.Length; j++)
                sum[i, j] += c * x[i] * y[j];
        return sum;
    }
}
