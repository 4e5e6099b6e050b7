using System.Diagnostics;
using ScalingTools.Numerics;

namespace ScalingTools.Benchmarks;

/// <summary>Products of matrices in single precision: the same work as <c>peers/matrix_torch.py</c>.</summary>
internal static unsafe class MatrixWork
{
    /// <summary>Seconds of a product of two square matrices; the checksum is the sum of squares of what comes out, over n³.</summary>
    /// <param name="n">Rows and columns.</param>
    /// <param name="threads">Threads.</param>
    /// <param name="repeats">How many times ten products are timed.</param>
    public static SideBySide.Outcome Square(int n, int threads, int repeats)
    {
        using AlignedMemory a = new(4L * n * n), b = new(4L * n * n), c = new(4L * n * n);
        RandomStream stream = new(1);
        foreach (AlignedMemory matrix in (AlignedMemory[])[a, b])
            for (int i = 0; i < n * n; i++)
                matrix.Floats[i] = (float)stream.NextGaussian();
        using WorkCrew crew = new(threads);
        using MatrixProduct product = new(crew);
        void Multiply() => product.Multiply(new(a.Floats, n, n), new(b.Floats, n, n), new(c.Floats, n, n));
        Multiply();
        double[] seconds = new double[repeats];
        for (int r = 0; r < repeats; r++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < 10; i++)
                Multiply();
            seconds[r] = Stopwatch.GetElapsedTime(start).TotalSeconds / 10;
        }
        double sum = 0;
        for (int i = 0; i < n * n; i++)
            sum += (double)c.Floats[i] * c.Floats[i];
        return new SideBySide.Outcome(seconds, sum / Math.Pow(n, 3), 0, "");
    }
}
