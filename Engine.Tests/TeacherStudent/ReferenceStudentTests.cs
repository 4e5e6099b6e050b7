using ScalingTools.Numerics;
using ScalingTools.TeacherStudent;

namespace ScalingTools.Tests.TeacherStudent;

public class ReferenceStudentTests
{
    private static readonly string[] Activations = ["he4", "he3", "relu", "abs", "erf", "gelu"];

    public static IEnumerable<TheoryDataRow<string>> Names() => Activations.Select(name => new TheoryDataRow<string>(name));

    internal static double[][] Weights(int width, int dimension, double scale, long seed)
    {
        RandomStream stream = new(seed);
        return [.. Enumerable.Range(0, width).Select(_ => Enumerable.Range(0, dimension).Select(_ => scale * stream.NextGaussian()).ToArray())];
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_population_gradient_is_the_difference_of_losses(string name)
    {
        ReferenceStudent student = new(AdditiveTeacher.PowerLaw(3, 1, ActivationFunction.Parse(name)));
        double[][] v = Weights(4, 5, 0.4, 1), gradient = student.PopulationGradient(v);
        for (int i = 0; i < v.Length; i++)
            for (int j = 0; j < 5; j++)
                Assert.Equal(Difference(() => student.Loss(v), v, i, j), gradient[i][j], 1e-6 * Math.Max(1, Math.Abs(gradient[i][j])));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_gradient_on_samples_is_the_difference_of_their_loss(string name)
    {
        ReferenceStudent student = new(AdditiveTeacher.PowerLaw(3, 1, ActivationFunction.Parse(name)));
        double[][] v = Weights(4, 5, 0.4, 1), samples = Weights(6, 5, 1, 2), gradient = student.SampleGradient(v, samples);
        for (int i = 0; i < v.Length; i++)
            for (int j = 0; j < 5; j++)
                Assert.Equal(Difference(() => samples.Average(x => Math.Pow(student.Target(x) - student.Output(v, x), 2)), v, i, j), gradient[i][j], 1e-6 * Math.Max(1, Math.Abs(gradient[i][j])));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_population_loss_is_a_mean_over_a_million_samples(string name)
    {
        const int samples = 1_000_000, dimension = 6;
        ActivationFunction activation = ActivationFunction.Parse(name);
        ReferenceStudent student = new(AdditiveTeacher.PowerLaw(3, 1, activation));
        double[][] v = Weights(5, dimension, 0.3, 1);
        v[0] = [1, 0.2, 0, 0.1, 0, 0]; // partly learnt
        double sum = 0, squares = 0;
        double[] buffer = new double[dimension];
        for (int n = 0; n < samples; n++)
        {
            GaussianFill.Fill(buffer, 16L * n, 3, 0, RandomPurpose.TestSamples, 0);
            double error = 0;
            for (int p = 0; p < 3; p++)
                error += student.Coefficient(p) * activation.Value(buffer[p]);
            foreach (double[] row in v)
            {
                double square = ReferenceStudent.Dot(row, row);
                error -= square * activation.Value(ReferenceStudent.Dot(row, buffer) / Math.Sqrt(square));
            }
            sum += error * error;
            squares += error * error * error * error;
        }
        double mean = sum / samples, standardError = Math.Sqrt((squares / samples - mean * mean) / samples);
        Assert.InRange((student.Loss(v) - mean) / standardError, -3, 3);
    }

    private static double Difference(Func<double> loss, double[][] v, int i, int j)
    {
        const double h = 1e-5;
        double at = v[i][j];
        v[i][j] = at + h;
        double above = loss();
        v[i][j] = at - h;
        double below = loss();
        v[i][j] = at;
        return (above - below) / (2 * h);
    }
}
