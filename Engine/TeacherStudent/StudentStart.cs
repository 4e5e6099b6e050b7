using ScalingTools.Numerics;

namespace ScalingTools.TeacherStudent;

/// <summary>
/// The start v_i = s u_i of a student, u_i uniform on the sphere of R^d, in coordinates in which at most D = P + min(m, d - P) are not 0.
/// </summary>
/// <remarks>
/// With g_i ~ N(0, I_d) and u_i = g_i/|g_i|, the parts of the g_i across the teacher's directions are an m × (d-P) Gaussian matrix; a rotation takes it to
/// its lower triangular factor, N(0,1) below the diagonal and χ of d-P-i degrees of freedom in column i of row i, i = 0, 1, … (Bartlett). Since x has no
/// preferred axes, everything that is measured has the law it has in any other coordinates. Row i does not depend on m.
/// </remarks>
internal static unsafe class StudentStart
{
    /// <summary>D.</summary>
    public static int Span(int directions, int dimension, int width) => directions + Math.Min(width, dimension - directions);

    /// <summary>Unit vectors u_i into the first D columns of rows.</summary>
    /// <param name="rows">m rows of D columns at least; zero beyond.</param>
    /// <param name="directions">P.</param>
    /// <param name="dimension">d.</param>
    /// <param name="width">m; there may be more rows.</param>
    /// <param name="seed">Decides the draw.</param>
    public static void Draw(DenseRows rows, int directions, int dimension, int width, long seed)
    {
        for (int i = 0; i < width; i++)
        {
            RandomStream stream = new(seed, 0, RandomPurpose.Initialization, i);
            double* u = rows.Row(i);
            int below = Math.Min(i, dimension - directions), length = directions + below;
            for (int j = 0; j < length; j++)
                u[j] = stream.NextGaussian();
            if (i < dimension - directions)
                u[length++] = Math.Sqrt(ChiSquareSampler.Next(stream, dimension - directions - i));
            double norm = Math.Sqrt(DenseKernel.Dot(u, u, rows.Stride));
            for (int j = 0; j < length; j++)
                u[j] /= norm;
        }
    }
}
