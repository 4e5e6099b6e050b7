using ScalingTools.Numerics;
using ScalingTools.TeacherStudent;

namespace ScalingTools.Tests.TeacherStudent;

public unsafe class TrajectoryTests
{
    [Theory]
    [InlineData("he4", 9, 5)]
    [InlineData("relu", 12, 9)]
    [InlineData("gelu", 4, 10)] // more neurons than dimensions across
    public void Rates_of_the_flow_are_those_of_the_reference(string name, int dimension, int width)
    {
        TeacherStudentOptions options = new()
        {
            Teacher = AdditiveTeacher.PowerLaw(3, 1, ActivationFunction.Parse(name)), Dimension = dimension, Width = width, InitialScale = 0.5, LearningRate = 0.3,
            Method = TeacherStudentMethod.PopulationFlow, Time = 1,
        };
        TeacherStudentPlan plan = new(options);
        using OverlapFlow flow = new(plan, 7);
        int columns = Math.Max(plan.Span, width);
        using DenseRows state = new(width + 1, columns), rates = new(width + 1, columns);
        StudentStart.Draw(state, 3, dimension, width, 7);
        double[] r = [.. Enumerable.Range(0, width).Select(i => 0.2 + 0.1 * i)];
        for (int i = 0; i < width; i++)
            state.Row(width)[i] = Math.Log(r[i]);
        double[][] v = [.. Enumerable.Range(0, width).Select(i => state.AsSpan(i)[..plan.Span].ToArray().Select(x => r[i] * x).ToArray())];
        double[][] gradient = new ReferenceStudent(options.Teacher).PopulationGradient(v);
        flow.Rates(state.Start, rates.Start);
        for (int i = 0; i < width; i++)
            for (int j = 0; j < plan.Span; j++) // dv = dr u + r du
                Assert.Equal(-0.3 * gradient[i][j], rates.Row(width)[i] * v[i][j] + r[i] * rates.Row(i)[j], 1e-12);
    }

    [Fact]
    public void The_loss_of_a_state_is_that_of_the_reference()
    {
        foreach (string name in (string[])["he4", "relu", "gelu"])
        {
            AdditiveTeacher teacher = AdditiveTeacher.PowerLaw(3, 1, ActivationFunction.Parse(name));
            using DenseRows u = new(9, 7);
            StudentStart.Draw(u, 3, 7, 9, 1);
            double[] squares = [.. Enumerable.Range(1, 9).Select(i => 0.1 * i)];
            double[][] v = [.. Enumerable.Range(0, 9).Select(i => u.AsSpan(i).ToArray().Select(x => Math.Sqrt(squares[i]) * x).ToArray())];
            Assert.Equal(new ReferenceStudent(teacher).Loss(v), StudentState.Of(teacher, u, squares).Loss, 1e-12);
        }
    }

    [Fact]
    public void The_start_is_uniform_on_the_sphere_up_to_a_rotation()
    {
        // E[u_i4²] across the teacher is gone into the triangle; what can be measured are overlaps: E m² = 1/d, E⟨u_i,u_j⟩² = 1/d, and fourth moments 3/(d(d+2)).
        const int directions = 2, dimension = 7, width = 8, draws = 20_000;
        double square = 0, fourth = 0, cross = 0, crossFourth = 0, last = 0;
        using DenseRows u = new(width, 7);
        for (int draw = 0; draw < draws; draw++)
        {
            u.Clear();
            StudentStart.Draw(u, directions, dimension, width, draw);
            double m = u.Row(3)[1], overlap = DenseKernel.Dot(u.Row(2), u.Row(4), u.Stride), far = DenseKernel.Dot(u.Row(6), u.Row(7), u.Stride);
            square += m * m / draws;
            fourth += m * m * m * m / draws;
            cross += overlap * overlap / draws;
            crossFourth += overlap * overlap * overlap * overlap / draws;
            last += far * far / draws;
        }
        Assert.InRange(square * 7, 0.96, 1.04); // three standard errors are 0.03
        Assert.InRange(cross * 7, 0.96, 1.04);
        Assert.InRange(last * 7, 0.96, 1.04);
        Assert.InRange(fourth * 21, 0.9, 1.1);
        Assert.InRange(crossFourth * 21, 0.9, 1.1);
    }

    [Theory]
    [InlineData("he4", 1, 21, 13)]
    [InlineData("he4", 10, 40, 12)]
    [InlineData("gelu", 3, 33, 9)]
    public void Steps_are_those_of_the_reference(string name, int batch, int dimension, int width)
    {
        TeacherStudentOptions options = new()
        {
            Teacher = AdditiveTeacher.PowerLaw(3, 1, ActivationFunction.Parse(name)), Dimension = dimension, Width = width, BatchSize = batch, LearningRate = 0.003, InitialScale = 0.4,
        };
        ReferenceStudent reference = new(options.Teacher);
        using OnlineSgd sgd = new(options, 5, 1);
        double[][] v = [.. Enumerable.Range(0, width).Select(i => sgd.Weights(i).ToArray())];
        for (int step = 1; step <= 30; step++)
        {
            sgd.AdvanceTo(step, default);
            double[][] samples = [.. Enumerable.Range(0, batch).Select(b => sgd.Sample(b).ToArray())], gradient = reference.SampleGradient(v, samples);
            for (int i = 0; i < width; i++)
                for (int j = 0; j < dimension; j++)
                {
                    v[i][j] -= options.LearningRate * gradient[i][j];
                    Assert.Equal(v[i][j], sgd.Weights(i)[j], 1e-12);
                }
        }
        Assert.Equal(reference.Loss(v), sgd.Measure().Loss, 1e-11);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Threads_do_not_change_a_bit(int threads)
    {
        TeacherStudentOptions options = new()
        {
            Teacher = AdditiveTeacher.PowerLaw(4, 1), Dimension = 200, Width = 37, BatchSize = 250, LearningRate = 0.002, InitialScale = 0.1,
        };
        using OnlineSgd one = new(options, 5, 1), more = new(options, 5, threads);
        one.AdvanceTo(12, default);
        more.AdvanceTo(12, default);
        for (int i = 0; i < options.Width; i++)
            Assert.Equal(one.Weights(i).ToArray(), more.Weights(i).ToArray());
        TeacherStudentOptions runs = options with { Method = TeacherStudentMethod.Sgd, Seeds = [1, 2, 3], BatchSize = 5, Time = 20 };
        Assert.Equal(TeacherStudentTraining.Run(runs with { Threads = 1 }), TeacherStudentTraining.Run(runs with { Threads = threads }));
    }

    [Fact]
    public void Steps_allocate_nothing()
    {
        foreach (int batch in (int[])[1, 32])
        {
            using OnlineSgd sgd = new(new() { Teacher = AdditiveTeacher.PowerLaw(4, 1), Dimension = 64, Width = 16, BatchSize = batch, LearningRate = 1e-4 }, 1, 1);
            sgd.AdvanceTo(10_000, default); // looks are a thousandth of the steps apart
            int step = 10_000;
            long one = Allocation.Of(() => sgd.AdvanceTo(++step, default)), many = Allocation.Of(() => sgd.AdvanceTo(step += 9, default));
            Assert.Equal(one, many); // what a call needs, none for its steps
            Assert.InRange(one, 0, 500);
        }
    }

    [Fact]
    public void Small_steps_follow_the_flow()
    {
        // The same starts; what the samples of a step add falls as √(η/B), to an eighth for a sixty-fourth of the step: the mean of six seeds' largest differences of loss.
        TeacherStudentOptions options = new() { Teacher = AdditiveTeacher.PowerLaw(2, 1), Dimension = 4, Width = 6, InitialScale = 0.3, BatchSize = 64, Seeds = [1, 2, 3, 4, 5, 6] };
        double[] differences = [.. ((double[])[4e-3, 5e-4, 6.25e-5]).Select(rate =>
        {
            TeacherStudentOptions slow = options with { Method = TeacherStudentMethod.Sgd, LearningRate = rate, Time = Math.Round(3 / rate), MeasureAt = [.. Enumerable.Range(1, 8).Select(i => Math.Round(3 / rate / 8 * i))] };
            return TeacherStudentTraining.Run(slow).Zip(TeacherStudentTraining.Run(slow with { Method = TeacherStudentMethod.PopulationFlow }))
                .GroupBy(pair => pair.First.Seed, pair => Math.Abs(pair.First.Loss - pair.Second.Loss)).Average(seed => seed.Max());
        })];
        Assert.True(differences[1] < 0.75 * differences[0] && differences[2] < 0.75 * differences[1] && differences[2] < 0.25 * differences[0], string.Join(' ', differences));
    }
}
