using ScalingTools.FeatureLearning;
using ScalingTools.Numerics;
using ScalingTools.RandomFeatures;

namespace ScalingTools.Tests.FeatureLearning;

public unsafe class ReferenceStudentTests
{
    private const int N = 7, M = 19, P = 11;

    internal static readonly FeatureLearningOptions Options = new() { Task = PowerLawTask.FromCapacity(1.5, 0.5, M), Width = N, LearningRate = 0.3, Richness = 0.4, Time = 30 };

    // A_0 or Ψ of what the fast students use, from R = A_0 Λ^½ or Z.
    internal static double[,] Unwhitened(DenseRows rows, int count, DenseRows spectrum, double power, double factor = 1)
    {
        double[,] a = new double[count, rows.Columns];
        for (int i = 0; i < count; i++)
            for (int k = 0; k < rows.Columns; k++)
                a[i, k] = factor * rows.Row(i)[k] * Math.Pow(spectrum.Start[k], power);
        return a;
    }

    private static double[] NetworkWeights(FeatureLearningOptions options)
    {
        double[] w = new double[N];
        NetworkStudent.DrawWeights(w, options, 0, 0);
        return w;
    }

    [Theory]
    [InlineData(StudentModel.RotatedFeatures)]
    [InlineData(StudentModel.LinearNetwork)]
    public void Updates_go_down_the_gradient_of_the_loss_on_the_samples(StudentModel model)
    {
        FeatureLearningOptions options = Options with { Model = model };
        using StudentFeatures features = StudentFeatures.Draw(options, 0, false);
        using FixedSampleGradient gradient = new(1, 0, P, M);
        double[,] psi = Unwhitened(gradient.Samples, P, features.Spectrum, 0.5);
        ReferenceStudent student = new(options, Unwhitened(features.Rows, N, features.Spectrum, -0.5), model == StudentModel.LinearNetwork ? NetworkWeights(options) : null);
        for (int i = 0; i < 5; i++)
            student.Step(psi);
        double[] w = [.. student.W];
        double[,] matrix = model == StudentModel.LinearNetwork ? student.A : student.B, old = (double[,])matrix.Clone();
        double[,] slopes = new double[N, matrix.GetLength(1)];
        double[] slope = new double[N];
        double Derivative(ref double parameter)
        {
            const double d = 1e-5;
            (double at, parameter) = (parameter, parameter + d);
            double above = student.Loss(psi);
            parameter = at - d;
            double below = student.Loss(psi);
            parameter = at;
            return (above - below) / (4 * d); // of half the loss
        }
        for (int i = 0; i < N; i++)
        {
            slope[i] = Derivative(ref student.W[i]);
            for (int j = 0; j < slopes.GetLength(1); j++)
                slopes[i, j] = Derivative(ref matrix[i, j]);
        }
        student.Step(psi);
        // Rates: ηN and ηγ for w and B; ηγ²N for both layers of the network.
        double gamma = options.Richness, eta = options.LearningRate;
        (double rateW, double rate) = model == StudentModel.LinearNetwork ? (eta * gamma * gamma * N, eta * gamma * gamma * N) : (eta * N, eta * gamma);
        double[,] moved = model == StudentModel.LinearNetwork ? student.A : student.B;
        for (int i = 0; i < N; i++)
        {
            Assert.Equal(-rateW * slope[i], student.W[i] - w[i], 1e-8);
            for (int j = 0; j < slopes.GetLength(1); j++)
                Assert.Equal(-rate * slopes[i, j], moved[i, j] - old[i, j], 1e-8);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Rotated_and_projected_features_are_the_same_function(bool population)
    {
        using StudentFeatures features = StudentFeatures.Draw(Options, 0, false);
        using FixedSampleGradient gradient = new(1, 0, P, M);
        double[,] a = Unwhitened(features.Rows, N, features.Spectrum, -0.5), psi = Unwhitened(gradient.Samples, P, features.Spectrum, 0.5);
        ReferenceStudent rotated = new(Options, a), projected = new(Options with { Model = StudentModel.ProjectedFeatures }, a);
        for (int i = 0; i < 30; i++)
        {
            rotated.Step(population ? null : psi);
            projected.Step(population ? null : psi);
            Assert.Equal(rotated.Loss(), projected.Loss(), 1e-12);
        }
        Assert.Equal(rotated.W, projected.W, (x, y) => Math.Abs(x - y) < 1e-11);
    }

    [Theory]
    [InlineData(StudentModel.RotatedFeatures, 0.4, 0)]
    [InlineData(StudentModel.RotatedFeatures, 0, 0)]
    [InlineData(StudentModel.RotatedFeatures, 0, 0.8)]
    [InlineData(StudentModel.ProjectedFeatures, 0.4, 0)]
    [InlineData(StudentModel.LinearNetwork, 0.4, 0)]
    [InlineData(StudentModel.LinearNetwork, 0.01, 0)]
    [InlineData(StudentModel.LinearNetwork, 0.4, 0, 0.3)]
    public void Fast_students_are_the_reference(StudentModel model, double richness, double momentum, double variance = 1)
    {
        FeatureLearningOptions options = Options with { Model = model, Richness = richness, Momentum = momentum, FeatureVariance = variance };
        using StudentFeatures features = StudentFeatures.Draw(options, 0, false);
        using FixedSampleGradient samples = new(1, 0, P, M);
        using PopulationGradient population = new();
        double[,] psi = Unwhitened(samples.Samples, P, features.Spectrum, 0.5);
        foreach (StudentGradient gradient in (StudentGradient[])[samples, population])
        {
            ReferenceStudent reference = new(options, Unwhitened(features.Rows, N, features.Spectrum, -0.5, Math.Sqrt(variance)), model == StudentModel.LinearNetwork ? NetworkWeights(options) : null);
            using Student student = Student.Create(options, features, 0, 0);
            for (int i = 0; i < 30; i++)
            {
                student.Step(gradient.At(student.Error, i));
                reference.Step(gradient == samples ? psi : null);
                double loss = reference.Loss();
                Assert.Equal(1, DenseKernel.Dot(student.Error, student.Error, student.Length) / loss, 1e-9);
                Assert.Equal(1, student.WeightNorm * N / reference.W.Sum(w => w * w), 1e-9);
                Assert.Equal(1, gradient.TrainLoss(student.Error, student.Length) / (gradient == samples ? reference.Loss(psi) : loss), 1e-9);
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.8)]
    public void Residuals_alone_take_a_student_where_its_weights_do(double momentum)
    {
        FeatureLearningOptions options = Options with { Richness = 0, Momentum = momentum, EnsembleSize = 2, LearningRate = 0.2 };
        using StudentFeatures features = StudentFeatures.Draw(options, 0, true);
        using FixedSampleGradient samples = new(1, 0, P, features.Dimension);
        using SampleTrajectory fast = new(options, features, samples, 1);
        using StepTrajectory slow = new(options, new LazyStudent(options, features, 1), samples);
        foreach (int time in (int[])[0, 1, 30])
        {
            fast.AdvanceTo(time, default);
            slow.AdvanceTo(time, default);
            Assert.Equal(slow.WeightNorm, fast.WeightNorm, 1e-11);
            Assert.Equal(new Span<double>(slow.Error, features.Dimension).ToArray(), new Span<double>(fast.Error, features.Dimension).ToArray(), (x, y) => Math.Abs(x - y) < 1e-12);
        }
    }

    [Theory]
    [InlineData(StudentModel.RotatedFeatures, 0.4, 0)]
    [InlineData(StudentModel.ProjectedFeatures, 0.4, 0)]
    [InlineData(StudentModel.RotatedFeatures, 0, 0.8)]
    public void Directions_that_do_not_matter_can_be_left_out(StudentModel model, double richness, double momentum)
    {
        FeatureLearningOptions options = Options with { Model = model, Richness = richness, Momentum = momentum, EnsembleSize = 2 };
        using StudentFeatures all = StudentFeatures.Draw(options, 3, false), few = StudentFeatures.Draw(options, 3, true);
        Assert.Equal(M, all.Dimension);
        Assert.Equal(2 * N + 1, few.Dimension);
        for (int member = 0; member < 2; member++)
        {
            using Student one = Student.Create(options, all, member, 3), other = Student.Create(options, few, member, 3);
            for (int i = 0; i < 30; i++)
            {
                one.Step(one.Error);
                other.Step(other.Error);
                Assert.Equal(1, DenseKernel.Dot(one.Error, one.Error, one.Length) / DenseKernel.Dot(other.Error, other.Error, other.Length), 1e-10);
                Assert.Equal(1, one.WeightNorm / other.WeightNorm, 1e-10);
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(N)]
    [InlineData(P)]
    public void The_flow_of_frozen_features_by_eigenvectors_is_the_one_by_small_steps(int count)
    {
        FeatureLearningOptions options = Options with { Richness = 0, EnsembleSize = 2, Method = FeatureMethod.GradientFlow, SampleCount = count == 0 ? null : count };
        using StudentFeatures features = StudentFeatures.Draw(options, 0, true);
        using FixedSampleGradient? samples = count == 0 ? null : new(1, 0, count, features.Dimension);
        using PopulationGradient population = new();
        using SpectralTrajectory exact = new(options, features, samples, 1);
        using FlowTrajectory stepped = new(options, new RotatedFlow(options, features, samples ?? (StudentGradient)population, 1));
        foreach (double time in (double[])[0, 0.5, 20, 1000])
        {
            exact.AdvanceTo(time, default);
            stepped.AdvanceTo(time, default);
            Assert.Equal(stepped.WeightNorm, exact.WeightNorm, (x, y) => Math.Abs(x - y) <= 1e-6 * y);
            Assert.Equal(new Span<double>(stepped.Error, features.Dimension).ToArray(), new Span<double>(exact.Error, features.Dimension).ToArray(), (x, y) => Math.Abs(x - y) < 1e-6);
        }
    }

    [Theory]
    [InlineData(StudentModel.RotatedFeatures, 0, 0)]
    [InlineData(StudentModel.RotatedFeatures, 0, 0.7)]
    [InlineData(StudentModel.RotatedFeatures, 0.4, 0)]
    [InlineData(StudentModel.LinearNetwork, 0.4, 0)]
    [InlineData(StudentModel.LinearNetwork, 0.4, 0, 0.3)]
    public void Infinite_width_is_a_student_whose_features_are_orthogonal(StudentModel model, double richness, double momentum, double variance = 1)
    {
        // All that N → ∞ means for steps is A_0ᵀA_0/N = 1, and for the network |w(0)|²/N = 1 and A_0ᵀw(0) = 0: so N = M + 1 will do, whatever the samples.
        FeatureLearningOptions options = Options with { Width = null, Model = model, Richness = richness, Momentum = momentum, FeatureVariance = variance, LearningRate = 0.2 };
        double[,] a = new double[M + 1, M];
        double[] w = new double[M + 1];
        for (int k = 0; k < M; k++)
            a[k, k] = Math.Sqrt(variance * (M + 1));
        w[M] = model == StudentModel.LinearNetwork ? Math.Sqrt(M + 1) : 0;
        using StudentFeatures features = StudentFeatures.Draw(options, 0, true);
        using FixedSampleGradient gradient = new(1, 0, P, M);
        double[,] psi = Unwhitened(gradient.Samples, P, features.Spectrum, 0.5);
        ReferenceStudent reference = new(options, a, w);
        using Student student = Student.Create(options, features, 0, 0);
        for (int i = 0; i < 30; i++)
        {
            student.Step(gradient.At(student.Error, i));
            reference.Step(psi);
            Assert.Equal(1, DenseKernel.Dot(student.Error, student.Error, student.Length) / reference.Loss(), 1e-9);
            Assert.Equal(1, student.WeightNorm * (M + 1) / reference.W.Sum(x => x * x), 1e-9);
        }
    }
}
