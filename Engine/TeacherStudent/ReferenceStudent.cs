namespace ScalingTools.TeacherStudent;

/// <summary>The student from its definitions, without any trick: outputs, gradients on samples and of the population, and the population loss.</summary>
/// <param name="teacher">f*, with v*_p the p-th unit vector.</param>
internal sealed class ReferenceStudent(AdditiveTeacher teacher)
{
    /// <summary>a_p.</summary>
    public double Coefficient(int p) => teacher.GetCoefficients()[p];

    /// <summary>f*(x) = Σ_p a_p σ(x_p).</summary>
    public double Target(double[] x) => teacher.GetCoefficients().Select((a, p) => a * teacher.GetActivation().Value(x[p])).Sum();

    /// <summary>f(x) = Σ_i |v_i|² σ(⟨x, v_i/|v_i|⟩).</summary>
    public double Output(double[][] v, double[] x) => v.Sum(row => Dot(row, row) * teacher.GetActivation().Value(Dot(x, row) / Math.Sqrt(Dot(row, row))));

    /// <summary>∇_{v_i} (1/B) Σ_b (f*(x_b) - f(x_b))², with ∂f/∂v = |v| [(2σ(z) - zσ'(z)) u + σ'(z) x], u = v/|v|, z = ⟨x,u⟩.</summary>
    public double[][] SampleGradient(double[][] v, double[][] samples)
    {
        double[][] gradient = [.. v.Select(row => new double[row.Length])];
        foreach (double[] x in samples)
        {
            double error = Target(x) - Output(v, x);
            for (int i = 0; i < v.Length; i++)
            {
                double r = Math.Sqrt(Dot(v[i], v[i])), z = Dot(x, v[i]) / r, value = teacher.GetActivation().Value(z), slope = teacher.GetActivation().Derivative(z);
                for (int j = 0; j < x.Length; j++)
                    gradient[i][j] -= 2 * error / samples.Length * r * ((2 * value - z * slope) * v[i][j] / r + slope * x[j]);
            }
        }
        return gradient;
    }

    /// <summary>L = E(f* - f)² = Σ_pq a_p a_q κ(δ_pq) - 2 Σ_ip r_i² a_p κ(m_ip) + Σ_ij r_i² r_j² κ(u_ij), m_ip = ⟨u_i,v*_p⟩, u_ij = ⟨u_i,u_j⟩, r_i = |v_i|.</summary>
    public double Loss(double[][] v)
    {
        OverlapKernel kernel = teacher.GetActivation().Kernel;
        double loss = 0;
        for (int p = 0; p < teacher.Directions; p++)
            for (int q = 0; q < teacher.Directions; q++)
                loss += teacher.GetCoefficients()[p] * teacher.GetCoefficients()[q] * kernel.Value(p == q ? 1 : 0);
        for (int i = 0; i < v.Length; i++)
        {
            double square = Dot(v[i], v[i]), r = Math.Sqrt(square);
            for (int p = 0; p < teacher.Directions; p++)
                loss -= 2 * square * teacher.GetCoefficients()[p] * kernel.Value(Unit(v[i][p] / r));
            for (int j = 0; j < v.Length; j++)
                loss += square * Dot(v[j], v[j]) * kernel.Value(i == j ? 1 : Unit(Dot(v[i], v[j]) / r / Math.Sqrt(Dot(v[j], v[j]))));
        }
        return loss;
    }

    /// <summary>
    /// ∇_{v_i} L = 4 r_i G_i u_i + 2 r_i (I - u_i u_iᵀ) h_i, G_i = Σ_j r_j² κ(u_ij) - Σ_p a_p κ(m_ip), h_i = Σ_{j≠i} r_j² κ'(u_ij) u_j - Σ_p a_p κ'(m_ip) v*_p.
    /// </summary>
    public double[][] PopulationGradient(double[][] v)
    {
        OverlapKernel kernel = teacher.GetActivation().Kernel;
        double[] r = [.. v.Select(row => Math.Sqrt(Dot(row, row)))];
        double[][] u = [.. v.Select((row, i) => Array.ConvertAll(row, x => x / r[i]))], gradient = [.. v.Select(row => new double[row.Length])];
        for (int i = 0; i < v.Length; i++)
        {
            double radial = 0;
            double[] h = new double[v[i].Length];
            for (int j = 0; j < v.Length; j++)
            {
                double overlap = i == j ? 1 : Unit(Dot(u[i], u[j]));
                radial += r[j] * r[j] * kernel.Value(overlap);
                for (int c = 0; c < h.Length && i != j; c++)
                    h[c] += r[j] * r[j] * kernel.Slope(overlap) * u[j][c];
            }
            for (int p = 0; p < teacher.Directions; p++)
            {
                radial -= teacher.GetCoefficients()[p] * kernel.Value(Unit(u[i][p]));
                h[p] -= teacher.GetCoefficients()[p] * kernel.Slope(Unit(u[i][p]));
            }
            double along = Dot(u[i], h);
            for (int c = 0; c < h.Length; c++)
                gradient[i][c] = 4 * r[i] * radial * u[i][c] + 2 * r[i] * (h[c] - along * u[i][c]);
        }
        return gradient;
    }

    internal static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    private static double Unit(double overlap) => Math.Clamp(overlap, -1, 1);
}
