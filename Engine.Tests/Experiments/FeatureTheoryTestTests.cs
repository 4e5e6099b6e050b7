using ScalingTools.Experiments;
using ScalingTools.FeatureLearning;
using ScalingTools.Multilinear;
using ScalingTools.RandomFeatures;

namespace ScalingTools.Tests.Experiments;

public class FeatureTheoryTestTests
{
    private static readonly PowerLawTask Task = PowerLawTask.FromCapacity(1.5, 0.4, 1000);

    private static FeatureTheoryTestOptions Options(ScalingLawKind law, double richness) => new()
    {
        Law = law,
        Student = new()
        {
            Task = Task, Richness = richness, Draws = 100, Method = richness == 0 ? FeatureMethod.GradientFlow : FeatureMethod.GradientDescent, LearningRate = richness == 0 ? 1 : 0.2,
            Width = law == ScalingLawKind.Time || law == ScalingLawKind.Data && richness > 0 ? 128 : null, Time = richness > 0 ? 100 : law == ScalingLawKind.Compute ? 1000 : 1e9,
        },
        XMin = law is ScalingLawKind.Data or ScalingLawKind.Parameters ? 16 : null,
        XMax = law is ScalingLawKind.Data or ScalingLawKind.Parameters ? 128 : null,
        XCount = 12,
    };

    public static TheoryData<ScalingLawKind, double> Laws => new(from law in Enum.GetValues<ScalingLawKind>() from richness in (double[])[0, 0.5] select (law, richness));

    [Theory]
    [MemberData(nameof(Laws))]
    public void Every_law_agrees_with_students_that_are_trained(ScalingLawKind law, double richness)
    {
        FeatureTheoryTestOptions options = Options(law, richness);
        FeatureTheoryCheck check = FeatureTheoryTest.Run(law == ScalingLawKind.Time && richness == 0 ? options with { Student = options.Student with { Time = 100 } } : options);
        Assert.Equal(TheoryVerdict.Agrees, check.Verdict);
        Assert.Equal(100, check.Draws);
        Assert.InRange(check.ExponentHigh!.Value - check.Exponent!.Value, 1e-4, 0.05); // so that agreement says something
        Assert.InRange(check.LossRatioHigh!.Value / check.LossRatio!.Value, 1.001, 1.06);
        ScalingRegime regime = ScalingRegimes.Of(new() { Capacity = 1.5, Source = 0.4, Richness = richness });
        Assert.Equal(law switch
        {
            ScalingLawKind.Time => regime.TimeExponent, ScalingLawKind.Data => regime.DataExponent, ScalingLawKind.Parameters => regime.WidthExponent, _ => regime.ComputeExponent,
        }, check.TheoryExponent);
    }

    // Where nothing limits but the resource itself the window has the law's exponent, and then there is no advice.
    [Theory]
    [InlineData(ScalingLawKind.Time, 1.2)]
    [InlineData(ScalingLawKind.Data, 1.2)]
    [InlineData(ScalingLawKind.Parameters, 1.2)]
    public void The_window_has_the_exponent_of_the_law(ScalingLawKind law, double beta)
    {
        FeatureTheoryCheck check = FeatureTheoryTest.Run(new()
        {
            Law = law, Student = new() { Task = PowerLawTask.FromCapacity(1.5, beta, 2000), Draws = 40, Method = FeatureMethod.GradientFlow, LearningRate = 1, Time = law == ScalingLawKind.Time ? 1000 : 1e9 },
        });
        Assert.InRange(check.WindowExponent!.Value / check.TheoryExponent!.Value, 0.9, 1.1);
        Assert.InRange(check.Exponent!.Value / check.TheoryExponent.Value, 0.9, 1.1);
        Assert.Empty(check.Advice);
    }

    [Fact]
    public void A_window_before_the_law_s_exponent_is_told()
    {
        FeatureTheoryCheck check = FeatureTheoryTest.Run(Options(ScalingLawKind.Time, 0.5) with { XMin = 1, XMax = 10 });
        Assert.Equal(TheoryVerdict.Agrees, check.Verdict);
        Assert.True(check.WindowExponent < 0.9 * check.TheoryExponent);
        Assert.Contains("law's exponent", check.Advice, StringComparison.Ordinal);
    }

    // The theory is right to O(1/N): losses are 3 % above it at N = 2, the exponent of N = 1 to 4 is 0.28 for 0.29.
    [Fact]
    public void Students_too_narrow_for_the_theory_disagree()
    {
        FeatureTheoryTestOptions options = Options(ScalingLawKind.Parameters, 0);
        FeatureTheoryCheck check = FeatureTheoryTest.Run(options with { XMin = 1, XMax = 4, Tolerance = 0.01, Student = options.Student with { Draws = 2000 } });
        Assert.Equal(TheoryVerdict.Disagrees, check.Verdict);
        Assert.True(check.LossRatioLow > 1.01);
        Assert.InRange(check.LargestDeviation!.Value, 0.02, 0.05);
        Assert.NotEmpty(check.Advice);
    }

    // Three widths by hand, from the rows of each: the ratio is the geometric mean of loss over theory; its error, to first order, follows from the losses of each draw.
    [Fact]
    public void Ratio_and_slope_are_those_of_the_mean_losses()
    {
        FeatureTheoryTestOptions options = Options(ScalingLawKind.Parameters, 0) with { XMin = 16, XMax = 64, XCount = 3 };
        FeatureTheoryCheck check = FeatureTheoryTest.Run(options);
        double[] simulated = new double[3], theory = new double[3], influence = new double[100];
        for (int i = 0; i < 3; i++)
        {
            FeatureLearningOptions student = options.Student with { Width = 16 << i, MeasureAt = [options.Student.Time] };
            simulated[i] = FeatureLearningTraining.Run(student).Single().TestLoss!.Value;
            theory[i] = FeatureLearningTheory.Run(student).Single().TestLoss!.Value;
            IReadOnlyList<TrainingCurve> draws = FeatureLearningTraining.Curves(student, null, TestContext.Current.CancellationToken);
            for (int j = 0; j < 100; j++)
                influence[j] += draws[j].TestLoss[0] / simulated[i] / 3;
        }
        double error = Math.Sqrt(influence.Sum(v => (v - 1) * (v - 1)) / 99 / 100);
        Assert.Equal(simulated.Zip(theory, (s, t) => Math.Log(s / t)).Average(), Math.Log(check.LossRatio!.Value), 1e-9);
        Assert.Equal(Math.Log(simulated[0] / simulated[2]) / Math.Log(4), check.Exponent!.Value, 1e-9);
        Assert.InRange(Math.Log(check.LossRatioHigh!.Value / check.LossRatio.Value) / (1.98422 * error), 0.97, 1.03); // t of 99 degrees of freedom at 95 %, any table
    }

    [Fact]
    public void An_infinite_student_has_no_scatter()
    {
        FeatureTheoryTestOptions options = Options(ScalingLawKind.Time, 0.5);
        FeatureTheoryCheck check = FeatureTheoryTest.Run(options with { Student = options.Student with { Width = null } });
        Assert.Equal(TheoryVerdict.Agrees, check.Verdict);
        Assert.Null(check.Seed);
        Assert.Null(check.ExponentLow);
        Assert.Equal(1, check.Draws);
        Assert.InRange(check.LargestDeviation!.Value, 0, 1e-4); // modes in groups against every mode
    }

    [Fact]
    public void The_same_seed_gives_the_same_row_on_any_number_of_threads()
    {
        FeatureTheoryTestOptions options = Options(ScalingLawKind.Compute, 0.5);
        options = options with { Student = options.Student with { Draws = 4, Threads = 1 } };
        FeatureTheoryCheck check = FeatureTheoryTest.Run(options);
        Assert.Equal(check, FeatureTheoryTest.Run(options with { Student = options.Student with { Threads = 3 } }));
        Assert.NotEqual(check, FeatureTheoryTest.Run(options with { Student = options.Student with { Seed = 2 } }));
    }

    [Fact]
    public void What_cannot_be_tested_is_refused_before_anything_is_trained()
    {
        FeatureTheoryTestOptions options = Options(ScalingLawKind.Time, 0);
        FeatureLearningOptions student = options.Student with { Draws = int.MaxValue };
        ScalingError Refused(FeatureTheoryTestOptions bad) => Assert.Throws<ScalingException>(() => FeatureTheoryTest.Run(bad)).Error;
        Assert.Equal(ScalingError.InconsistentInput, Refused(options with { Student = student with { Richness = 1 } })); // a rich flow of finite width
        Assert.Equal(ScalingError.InconsistentInput, Refused(options with { Student = student, XMin = 10, XMax = 20 }));
        Assert.Equal(ScalingError.TooFewPoints, Refused(options with { Law = ScalingLawKind.Compute, Student = student with { Time = 1e-3 } }));
        Assert.Equal(ScalingError.ParameterOutOfRange, Refused(options with { Student = student, XCount = 2 }));
        Assert.Equal(ScalingError.ParameterOutOfRange, Refused(options with { Student = student, Tolerance = -1 }));
        Assert.Equal(ScalingError.ParameterOutOfRange, Refused(options with { Student = student, ConfidenceLevel = 1 }));
        Assert.Equal(ScalingError.TooManyParameters, Refused(options with { Law = ScalingLawKind.Parameters, Student = student, XMax = 5000 }));
    }
}
