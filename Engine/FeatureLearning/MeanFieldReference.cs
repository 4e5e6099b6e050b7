using MathNet.Numerics.LinearAlgebra;
using ScalingTools.RandomFeatures;

namespace ScalingTools.FeatureLearning;

/// <summary>
/// The mean-field equations as they are printed, matrices over times for each mode, iterated to their fixed point. For tests: <see cref="MeanFieldMarch"/> solves the same at once.
/// </summary>
/// <remarks>
/// Source: arXiv:2409.17858, App. C and D (Eq. 27–31 and 37–41), with λ_k² in the second sum of C_2, steps of η in App. D, and heavy-ball momentum in Θ.
/// </remarks>
internal sealed class MeanFieldReference
{
    private const int MostIterations = 400;
    private const double Damping = 0.5;

    /// <summary>C_0: the test loss is its diagonal. Shape (T+1, T+1).</summary>
    public Matrix<double> TestCorrelation { get; private set; }
    /// <summary>C_1: the train loss is its diagonal; C_0 for fresh samples.</summary>
    public Matrix<double> TrainCorrelation { get; private set; }
    /// <summary>C_w: |w|²/N is its diagonal.</summary>
    public Matrix<double> WeightCorrelation { get; private set; }
    /// <summary>C_0 of two students of an ensemble.</summary>
    public Matrix<double> CrossCorrelation { get; private set; }
    /// <summary>G R_3 R_1, so that H_k = (I + λ_k G R_3 R_1)^-1.</summary>
    public Matrix<double> Kernel { get; private set; }
    /// <summary>How many iterations it took.</summary>
    public int Iterations { get; }

    /// <summary>Solves.</summary>
    /// <param name="bins">Modes.</param>
    /// <param name="setting">η, γ, N, P, B.</param>
    /// <param name="tolerance">The largest change of an element of C_0 and C_3 in an iteration.</param>
    /// <exception cref="ScalingException">NotConverged.</exception>
    public MeanFieldReference(SpectrumBins bins, MeanFieldSetting setting, double tolerance = 1e-12)
    {
        int size = setting.Steps + 1;
        MatrixBuilder<double> build = Matrix<double>.Build;
        Matrix<double> one = build.DenseIdentity(size), theta = build.Dense(size, size, (t, s) => setting.Response(t - s)), all = build.Dense(size, size, 1);
        double perWidth = 1.0 / setting.Width ?? 0, perSample = 1.0 / setting.SampleCount ?? 1.0 / setting.BatchSize ?? 0, rich = setting.LearningRate * setting.Richness;
        bool reuse = setting.SampleCount is not null;
        Matrix<double> c0 = all * 0, c1 = c0, c3 = c0, cw = c0, cross = c0, r1 = one, r3 = one, kernel = c0;
        for (Iterations = 1; ; Iterations++)
        {
            Matrix<double> hw = (one - rich * theta * Strict(c3)).Inverse() * theta;
            cw = hw * c3 * hw.Transpose();
            Matrix<double> g = hw + rich * Strict(cw);
            kernel = g * r3 * r1;
            Matrix<double> noise = perWidth * g * c3 * g.Transpose(), sampled = perSample * (g * r3) * c1 * (g * r3).Transpose();
            Matrix<double> next0 = all * 0, next2 = all * 0, nextCross = all * 0, h0 = all * 0;
            Matrix<double> crossSampled = perSample * (g * r3) * (reuse ? r1 * cross * r1.Transpose() : Diagonal(cross)) * (g * r3).Transpose();
            for (int k = 0; k < bins.Length; k++)
            {
                double lambda = bins.Eigenvalue[k], count = bins.Count[k];
                Matrix<double> h = (one + lambda * kernel).Inverse(), left = one - lambda * r1 * h * g * r3;
                Matrix<double> signal = bins.Power[k] / lambda * all; // w*_k² 11ᵀ
                next0 += lambda * h * (signal + count * noise + count * lambda * sampled) * h.Transpose();
                nextCross += lambda * h * (signal + count * lambda * crossSampled) * h.Transpose();
                next2 += lambda * lambda * r1 * h * (signal + count * noise) * h.Transpose() * r1.Transpose() + count * lambda * perSample * left * c1 * left.Transpose();
                h0 += count * lambda * h;
            }
            Matrix<double> next1 = reuse ? r1 * next0 * r1.Transpose() : Diagonal(next0);
            Matrix<double> nextR1 = reuse ? (one + perSample * h0 * g * r3).Inverse() : one, nextR3 = (one + perWidth * r1 * h0 * g).Inverse();
            Matrix<double> next3 = r3 * next2 * r3.Transpose();
            double change = Math.Max((next0 - c0).Enumerate().Max(Math.Abs), (next3 - c3).Enumerate().Max(Math.Abs));
            (c0, c1, c3) = (Damping * (c0 + next0), Damping * (c1 + next1), Damping * (c3 + next3));
            (r1, r3, cross) = (Damping * (r1 + nextR1), Damping * (r3 + nextR3), Damping * (cross + nextCross));
            if (change < tolerance)
                break;
            if (Iterations == MostIterations || !double.IsFinite(change))
                throw new ScalingException(ScalingError.NotConverged, $"The mean-field iteration changes by {Guard.Text(change)} after {Iterations} iterations.", "Use a smaller LearningRate.", change);
        }
        (TestCorrelation, TrainCorrelation, WeightCorrelation, CrossCorrelation, Kernel) = (c0, reuse ? c1 : c0, cw, cross, kernel);
    }

    private static Matrix<double> Strict(Matrix<double> x) => x.StrictlyLowerTriangle();

    private static Matrix<double> Diagonal(Matrix<double> x) => Matrix<double>.Build.DenseOfDiagonalVector(x.Diagonal());
}
