using MathNet.Numerics;
using MathNet.Numerics.Statistics;
using ScalingTools.Numerics;
using ScalingTools.TeacherStudent;

namespace ScalingTools.Tests.TeacherStudent;

public unsafe class TeacherStudentTheoryTests
{
    private static long[] Seeds(int count) => [.. Enumerable.Range(1, count).Select(i => (long)i)];

    private static double Slope(IEnumerable<(double X, double Y)> points)
    {
        (double X, double Y)[] all = [.. points];
        return Fit.Line([.. all.Select(p => Math.Log(p.X))], [.. all.Select(p => Math.Log(p.Y))]).B;
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void Alignment_takes_the_time_of_a_Bernoulli_equation(int k)
    {
        AlignmentTime time = new(ActivationFunction.Hermite(k).Kernel, Math.Sqrt(0.5));
        Assert.All((double[])[0.003, 0.04, 0.3, 0.7], m => Assert.Equal((Primitive(0.5) - Primitive(m * m)) / (2 * k), time.From(m), 1e-10 * time.From(m)));
        Assert.Equal(time.From(0.1), time.From(-0.1));
        Assert.Equal(0, time.From(0.8));
        Assert.Equal(double.PositiveInfinity, time.From(0));

        double Primitive(double y) => Math.Log(y / (1 - y)) - Enumerable.Range(1, k / 2 - 1).Sum(j => Math.Pow(y, -j) / j);
    }

    [Theory]
    [InlineData("he4")]
    [InlineData("he6")]
    [InlineData("abs")]
    public void A_single_neuron_of_a_single_direction_emerges_when_the_theory_says(string name)
    {
        TeacherStudentOptions options = new()
        {
            Teacher = AdditiveTeacher.PowerLaw(1, 1, ActivationFunction.Parse(name)), Dimension = 30, Width = 1, LearningRate = 0.5, InitialScale = 1e-6, Method = TeacherStudentMethod.PopulationFlow,
            Seeds = [1, 2, 3, 4], Tolerance = 1e-8,
        };
        foreach (EmergencePrediction prediction in TeacherStudentTheory.Emergence(options))
        {
            double expected = prediction.PredictedTime!.Value;
            TeacherStudentStrength row = TeacherStudentTraining.Emergence(options with { Seeds = [prediction.Seed], Time = 1.01 * expected }).Single();
            Assert.Equal(expected, row.EmergenceTime!.Value, 1e-3 * expected);
            Assert.Equal(expected, row.PredictedTime);
        }
    }

    [Fact]
    public void Each_direction_emerges_when_independent_overlaps_say()
    {
        TeacherStudentOptions options = new()
        {
            Teacher = AdditiveTeacher.PowerLaw(16, 1), Dimension = 1024, Width = 48, LearningRate = 1, Method = TeacherStudentMethod.PopulationFlow, Seeds = Seeds(4), Tolerance = 1e-5,
        };
        options = options with { Time = 1.1 * TeacherStudentTheory.Emergence(options).Max(row => row.PredictedTime!.Value) };
        TeacherStudentStrength[] rows = [.. TeacherStudentTraining.Emergence(options)];
        double[] ratios = [.. rows.Select(row => row.EmergenceTime!.Value / row.PredictedTime!.Value)];
        Assert.InRange(ratios.Median(), 0.99, 1.02);
        Assert.True(ratios.Count(r => r is > 0.97 and < 1.04) >= 0.9 * ratios.Length, string.Join(' ', ratios.Order()));
        // The winners are those named, but where two neurons are close.
        int[] named = [.. TeacherStudentTheory.Emergence(options).Select(row => row.Neuron!.Value)];
        Assert.True(rows.Zip(named).Count(pair => pair.First.Neuron == pair.Second) >= 0.8 * rows.Length);
    }

    [Fact]
    public void Small_steps_of_Sgd_emerge_when_the_theory_says()
    {
        TeacherStudentOptions options = new()
        {
            Teacher = AdditiveTeacher.PowerLaw(2, 1), Dimension = 16, Width = 8, LearningRate = 4e-4, BatchSize = 64, InitialScale = 0.03, Method = TeacherStudentMethod.Sgd, Seeds = Seeds(6),
        };
        options = options with { Time = Math.Round(1.5 * TeacherStudentTheory.Emergence(options).Max(row => row.PredictedTime!.Value)) };
        double[] ratios = [.. TeacherStudentTraining.Emergence(options).Select(row => row.EmergenceTime!.Value / row.PredictedTime!.Value)];
        Assert.InRange(ratios.Median(), 0.9, 1.1);
        Assert.InRange(ratios.StandardDeviation(), 0, 0.3);
    }

    // 20 draws of P = 16; the mean exponent has a standard error of about 0.02.
    [Theory]
    [InlineData(0.8)]
    [InlineData(1)]
    [InlineData(1.5)]
    public void Times_of_emergence_grow_as_the_power_of_the_coefficients(double decay)
    {
        TeacherStudentOptions options = new()
        {
            Teacher = AdditiveTeacher.PowerLaw(16, decay), Dimension = 512, Width = 64, LearningRate = 1, Method = TeacherStudentMethod.PopulationFlow, Seeds = Seeds(20), Tolerance = 1e-4,
        };
        options = options with { Time = 1.1 * TeacherStudentTheory.Emergence(options).Max(row => row.PredictedTime!.Value) };
        double[] exponents = [.. TeacherStudentTraining.Emergence(options).GroupBy(row => row.Seed).Select(run => Slope(run.Select(row => ((double)row.Skill, row.EmergenceTime!.Value))))];
        Assert.Equal(20, exponents.Length);
        Assert.InRange(exponents.Mean() / TeacherStudentTheory.EmergenceExponent(decay), 0.9, 1.1);
        Assert.InRange(exponents.StandardDeviation(), 0.02, 0.2);
    }

    [Fact]
    public void Exponents_of_single_draws_spread_less_with_more_neurons()
    {
        // The theory of independent overlaps, which the flow follows to a few parts in a hundred, on 150 draws.
        double[] spreads = [.. ((int[])[24, 72, 216]).Select(width => TeacherStudentTheory.Emergence(new()
        {
            Teacher = AdditiveTeacher.PowerLaw(16, 1), Dimension = 4096, Width = width, LearningRate = 1, Seeds = Seeds(150),
        }).GroupBy(row => row.Seed).Select(run => Slope(run.Where(row => row.PredictedTime is not null).Select(row => ((double)row.Skill, row.PredictedTime!.Value)))).StandardDeviation())];
        // A standard deviation of 150 draws has an error of 6 %; the fall is that of the relative spread of the largest of m overlaps, 1/ln m.
        Assert.True(spreads[1] < 0.85 * spreads[0] && spreads[2] < 0.75 * spreads[0] && spreads[2] < spreads[1], string.Join(' ', spreads));
    }

    [Fact]
    public void The_loss_falls_with_the_exponent_of_the_law()
    {
        // β = 1.5, P = 48: from the first direction to about the sixteenth, 1.6 decades of time; beyond, the sum over p feels its end at P.
        AdditiveTeacher teacher = AdditiveTeacher.PowerLaw(48, 1.5);
        double unit = 512 / 16.0 / teacher.GetCoefficients()[0];
        TeacherStudentOptions options = new()
        {
            Teacher = teacher, Dimension = 512, Width = 64, LearningRate = 1, InitialScale = 0.003, Method = TeacherStudentMethod.PopulationFlow, Tolerance = 1e-4, Seeds = Seeds(8), Time = 4 * unit,
            MeasureAt = LogSpace.Values(0.1 * unit, 4 * unit, 40),
        };
        TeacherStudentLoss[] rows = [.. TeacherStudentTraining.Run(options)];
        double slope = Slope(rows.GroupBy(row => row.Time).Select(at => (at.Key, at.Average(row => row.Loss))));
        Assert.InRange(-slope / rows[0].TimeExponent!.Value, 0.9, 1.1);
        Assert.Equal(4.0 / 3, rows[0].TimeExponent!.Value, 1e-12);
    }

    [Fact]
    public void Neurons_choose_by_the_power_k_less_2_of_overlaps_and_not_by_the_printed_half_of_k()
    {
        // he_6, one neuron: the direction it takes is argmax a_q m_q⁴; argmax a_q m_q³ is another in some of the draws.
        const int directions = 6;
        TeacherStudentOptions options = new()
        {
            Teacher = AdditiveTeacher.PowerLaw(directions, 1, ActivationFunction.Hermite(6)), Dimension = 12, Width = 1, LearningRate = 1, InitialScale = 1e-6,
            Method = TeacherStudentMethod.PopulationFlow, Time = 1e5, Tolerance = 1e-5,
        };
        (int ours, int printed, int different) = (0, 0, 0);
        for (long seed = 1; seed <= 300; seed++)
        {
            using DenseRows u = new(1, 12);
            StudentStart.Draw(u, directions, 12, 1, seed);
            (int a, int b) = (Best(u, 4), Best(u, 3));
            if (a == b)
                continue;
            TeacherStudentStrength[] rows = [.. TeacherStudentTraining.Emergence(options with { Seeds = [seed] })];
            int won = rows.MaxBy(row => row.Overlap)!.Skill - 1;
            different++;
            ours += won == a ? 1 : 0;
            printed += won == b ? 1 : 0;
        }
        Assert.True(different >= 8 && ours > 2 * printed, $"{different}: {ours}, {printed}");

        int Best(DenseRows u, int power) => Enumerable.Range(0, directions).MaxBy(q => options.Teacher.GetCoefficients()[q] * Math.Pow(Math.Abs(u.Row(0)[q]), power));
    }

    [Fact]
    public void Losses_of_single_skills_add_up_to_the_joint_one()
    {
        AdditiveTeacher teacher = AdditiveTeacher.PowerLaw(8, 1);
        double unit = 1024 / 16.0 / teacher.GetCoefficients()[0];
        AdditiveModelLoss[] rows = [.. TeacherStudentTraining.AdditiveModel(new()
        {
            Teacher = teacher, Dimension = 1024, Width = 48, LearningRate = 1, Tolerance = 1e-4, Seeds = Seeds(6), Time = 3 * unit, MeasureAt = LogSpace.Values(0.03 * unit, 3 * unit, 30),
        })];
        double[] ratios = [.. rows.GroupBy(row => row.Time).Where(at => at.Average(row => row.Loss) > 1e-3).Select(at => at.Average(row => row.AdditiveLoss) / at.Average(row => row.Loss))];
        // Alone, a direction may have the neuron that another took: the sum falls a little earlier here and there.
        Assert.All(ratios, ratio => Assert.InRange(ratio, 0.5, 1.05));
        Assert.InRange(ratios.Median(), 0.97, 1.03);
        double[] predicted = [.. rows.GroupBy(row => row.Time).Where(at => at.Average(row => row.Loss) > 1e-3).Select(at => Math.Abs(at.Average(row => row.PredictedLoss) / at.Average(row => row.Loss) - 1))];
        Assert.InRange(predicted.Median(), 0, 0.03);
    }

    [Fact]
    public void Deflation_leaves_one_neuron_to_a_direction_and_few_directions_to_few_neurons()
    {
        // m < P: L ≥ Σ_{p>m} a_p², the barrier of width.
        AdditiveTeacher teacher = AdditiveTeacher.PowerLaw(12, 1);
        TeacherStudentOptions options = new()
        {
            Teacher = teacher, Dimension = 400, Width = 6, LearningRate = 1, InitialScale = 0.001, Method = TeacherStudentMethod.PopulationFlow, Time = 3e4, Tolerance = 1e-4,
        };
        TeacherStudentLoss end = TeacherStudentTraining.Run(options).Last();
        Assert.InRange(end.Loss, teacher.GetCoefficients().Skip(6).Sum(a => a * a), 0.35);
        TeacherStudentStrength[] learnt = [.. TeacherStudentTraining.Emergence(options).Where(row => row.RelativeStrength > 0.9)];
        Assert.InRange(learnt.Length, 4, 6);
        Assert.Equal(learnt.Length, learnt.Select(row => row.Neuron).Distinct().Count());
        Assert.All(learnt.Where(row => row.Neurons == 1), row => Assert.Equal(row.Coefficient, row.NormSquared, 0.02 * row.Coefficient));
    }

    [Fact]
    public void Typical_times_are_medians_of_starts()
    {
        TeacherStudentOptions options = new() { Teacher = AdditiveTeacher.PowerLaw(1, 1), Dimension = 300, Width = 50, LearningRate = 0.1, Seeds = Seeds(1000) };
        EmergencePrediction[] rows = [.. TeacherStudentTheory.Emergence(options)];
        Assert.Equal(rows[0].TypicalTime, rows.Select(row => row.PredictedTime!.Value).Median(), 0.05 * rows[0].TypicalTime);
        Assert.Equal(300 / 0.1, rows[0].ScalingTime!.Value, 1e-9);
        // d^{k/2-1}: 10 for ten times the dimensions, but for what is left after the search
        double wide = TeacherStudentTheory.Emergence(options with { Dimension = 100_000, Seeds = [1] }).First().TypicalTime, wider = TeacherStudentTheory.Emergence(options with { Dimension = 1_000_000, Seeds = [1] }).First().TypicalTime;
        Assert.Equal(10, wider / wide, 0.02);
    }

    [Fact]
    public void Laws_have_the_exponents_of_the_paper_and_refuse_what_its_theorem_excludes()
    {
        Assert.Equal(1, TeacherStudentTheory.TimeExponent(1), 1e-15);
        Assert.Equal(2, TeacherStudentTheory.WidthExponent(1.5), 1e-15);
        Assert.Equal(0.5, TeacherStudentTheory.TunedStepExponent(1), 1e-15);
        Assert.Equal(3, TeacherStudentTheory.EmergenceExponent(1.5, tunedStep: true), 1e-15);
        Assert.Equal(1, TeacherStudentTheory.DimensionExponent(ActivationFunction.Hermite(4)));
        Assert.Equal(5, TeacherStudentTheory.DimensionExponent(ActivationFunction.Hermite(6), tunedStep: true));
        Refused(() => TeacherStudentTheory.TimeExponent(0.5));
        Refused(() => TeacherStudentTheory.TunedStepExponent(double.NaN));
        foreach (string name in (string[])["he3", "he2", "relu", "cos", "abs"])
            Refused(() => TeacherStudentTheory.DimensionExponent(ActivationFunction.Parse(name)));
        Refused(() => TeacherStudentTheory.ThrowIfLimited(AdditiveTeacher.FromCoefficients([1, 2])));
        TeacherStudentTheory.ThrowIfLimited(AdditiveTeacher.PowerLaw(4, 1));

        static void Refused(Action action) => Assert.Equal(ScalingError.LawNotApplicable, Assert.Throws<ScalingException>(action).Error);
    }

    [Theory]
    [InlineData(0.4, "he4")]
    [InlineData(1, "he3")]
    [InlineData(1, "relu")]
    public void What_has_no_law_is_simulated_and_says_so(double decay, string name)
    {
        TeacherStudentOptions options = new() { Teacher = AdditiveTeacher.PowerLaw(3, decay, ActivationFunction.Parse(name)), Dimension = 8, Width = 4, LearningRate = 1e-3, Time = 20 };
        foreach (TeacherStudentMethod method in Enum.GetValues<TeacherStudentMethod>())
        {
            TeacherStudentLoss row = TeacherStudentTraining.Run(options with { Method = method }).Last();
            Assert.Null(row.TimeExponent);
            Assert.NotEmpty(row.Advice);
            Assert.True(double.IsFinite(row.Loss));
        }
        Assert.All(TeacherStudentTheory.Emergence(options), row => Assert.Null(row.ScalingTime));
    }
}
