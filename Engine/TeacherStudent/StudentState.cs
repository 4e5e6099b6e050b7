using ScalingTools.Numerics;

namespace ScalingTools.TeacherStudent;

/// <summary>A student at one time: r_i², the m_ip = ⟨u_i,v*_p⟩ row by row, and the population loss.</summary>
internal sealed record StudentState(double[] SquareNorms, double[] Overlaps, double Loss)
{
    /// <summary>From unit vectors u_i and r_i²; O(m² D) for the loss.</summary>
    public static unsafe StudentState Of(AdditiveTeacher teacher, DenseRows u, double[] squareNorms)
    {
        int m = squareNorms.Length, directions = teacher.Directions;
        double[] overlaps = new double[m * directions];
        using DenseRows gram = new(m, m), scratch = new(3, Math.Max(m, directions));
        double* value = scratch.Row(0), slope = scratch.Row(1), rho = scratch.Row(2);
        OverlapKernel kernel = teacher.GetActivation().Kernel;
        DenseProduct.Gram(u, gram);
        double own = kernel.Value(1), apart = kernel.Value(0), sum = teacher.GetCoefficients().Sum(), loss = 0;
        for (int p = 0; p < directions; p++)
            loss += teacher.GetCoefficients()[p] * (teacher.GetCoefficients()[p] * (own - apart) + sum * apart);
        for (int i = 0; i < m; i++)
        {
            kernel.Evaluate(gram.Row(i), value, slope, DenseRows.Padded(i));
            double others = 0, taught = 0;
            for (int j = 0; j < i; j++)
                others += squareNorms[j] * value[j];
            new Span<double>(u.Row(i), directions).CopyTo(new Span<double>(rho, directions));
            new Span<double>(rho, directions).CopyTo(overlaps.AsSpan(i * directions));
            kernel.Evaluate(rho, value, slope, DenseRows.Padded(directions));
            for (int p = 0; p < directions; p++)
                taught += teacher.GetCoefficients()[p] * value[p];
            loss += squareNorms[i] * (squareNorms[i] * own + 2 * (others - taught));
        }
        return new StudentState(squareNorms, overlaps, loss);
    }
}
