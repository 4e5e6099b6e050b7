using ScalingTools.Numerics;

namespace ScalingTools.FeatureLearning;

/// <summary>
/// Whether a learning rate is stable for the kernel K of the start, with h_i the eigenvalues of what full-batch steps see of it: η h_1 &lt; 2 (1 + μ) for full batches, and for
/// B fresh Gaussian samples, in the mean square, η h_1 (1 + 1/B) &lt; 2 and Σ_i (η h_i/B)/(2 - η h_i (1 + 1/B)) &lt; 1.
/// </summary>
/// <remarks>
/// The second moments x_i of w along the eigenvectors of K obey x_i(t+1) = [1 - 2ηh_i + η²h_i² (1 + 1/B)] x_i + (η²/B) h_i Σ_j h_j x_j: a
/// diagonal and a matrix of rank one, which shrinks if and only if both conditions hold.
/// </remarks>
internal static unsafe class StudentStability
{
    private const int Iterations = 300, FewIterations = 8, Halvings = 60;

    /// <summary>Refuses a rate that is unstable from the start.</summary>
    /// <exception cref="ScalingException">UnstableLearningRate, with the largest stable rate.</exception>
    public static void Check(Student student, StudentGradient gradient, FeatureLearningOptions options)
    {
        double eta = options.LearningRate, limit = 2 * (1 + options.Momentum);
        if (options.BatchSize is not { } b)
        {
            double largest = LargestEigenvalue(student, gradient, 0.7 * limit / eta);
            if (eta * largest >= limit)
                throw FeatureLearningPlan.Unstable(eta, limit / largest);
            return;
        }
        using PopulationGradient population = new();
        double trace = student.KernelTrace(), top = LargestEigenvalue(student, population, double.PositiveInfinity);
        if (options.Momentum > 0 || eta * (top * (1 + 1.0 / b) + trace / b) < 2)
            return; // enough; with momentum there is no such condition, and a run that diverges says so
        // Where eigenvalues are out of reach, a condition without which no run is stable: the sum is at least η Σ_i h_i/(2B).
        double[]? eigenvalues = student.KernelEigenvalues();
        bool Stable(double rate) => eigenvalues is null ? rate * top * (1 + 1.0 / b) < 2 && rate * trace < 2 * b : IsStable(rate, eigenvalues, b);
        if (Stable(eta))
            return;
        (double stable, double unstable) = (0, eta);
        for (int i = 0; i < Halvings; i++)
            if ((stable + unstable) / 2 is var middle && Stable(middle))
                stable = middle;
            else
                unstable = middle;
        throw FeatureLearningPlan.Unstable(eta, stable);
    }

    /// <summary>The condition for fresh samples.</summary>
    public static bool IsStable(double eta, double[] eigenvalues, int batchSize)
    {
        double sum = 0;
        foreach (double h in eigenvalues)
        {
            double rest = 2 - eta * h * (1 + 1.0 / batchSize);
            if (rest <= 0)
                return false;
            sum += eta * h / batchSize / rest;
        }
        return sum < 1;
    }

    // h_1 from below by the power method, u → KHu with Hu = ĝ and the quotient ĝ·Kĝ/(u·ĝ); stops early once h_1 is clearly below what matters.
    private static double LargestEigenvalue(Student student, StudentGradient gradient, double clearlyBelow)
    {
        int n = student.Length;
        using DenseRows vectors = new(2, n);
        double* u = vectors.Start, next = vectors.Row(1);
        new Span<double>(student.Error, n).CopyTo(new Span<double>(u, n));
        double largest = 0;
        for (int i = 0; i < Iterations; i++)
        {
            double* g = gradient.At(u, 0);
            student.ApplyKernel(g, next);
            double quotient = DenseKernel.Dot(g, next, n) / DenseKernel.Dot(u, g, n), size = Math.Sqrt(DenseKernel.Dot(next, next, n));
            if (!(size > 0 && quotient > 0)) // the samples see nothing of the target
                return largest;
            bool converged = quotient <= largest * (1 + 1e-10);
            largest = Math.Max(largest, quotient);
            if (converged || (i >= FewIterations && largest < clearlyBelow && double.IsFinite(clearlyBelow)))
                return largest;
            DenseKernel.Combine(u, 1 / size, next, 0, n);
        }
        return largest;
    }
}
