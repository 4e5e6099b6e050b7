using ScalingTools.Multilinear;

namespace ScalingTools.Tests.Multilinear.Laws;

public class ScalingLawsInputTests
{
    private static ScalingException Refused(LawOptions options)
    {
        ScalingException e = Assert.Throws<ScalingException>(() => ScalingLaws.Get(options));
        Assert.NotEmpty(e.Advice);
        return e;
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(-1.0)]
    [InlineData(double.NaN)]
    public void Alpha_must_be_positive(double alpha)
    {
        foreach (ScalingLawKind law in Enum.GetValues<ScalingLawKind>())
            Assert.Equal(ScalingError.AlphaNotPositive, Refused(new LawOptions { Law = law, Alpha = alpha }).Error);
    }

    [Fact]
    public void Every_bad_value_has_its_error()
    {
        var good = new LawOptions { Alpha = 0.6, SkillCount = 100 };
        LawOptions data = good with { Law = ScalingLawKind.Data }, parameters = good with { Law = ScalingLawKind.Parameters };
        LawOptions compute = good with { Law = ScalingLawKind.Compute };
        (LawOptions, ScalingError)[] cases =
        [
            (good with { InitialStrength = 1 }, ScalingError.InitialStrengthOutOfRange),
            (good with { InitialStrength = 0 }, ScalingError.InitialStrengthOutOfRange),
            (good with { TargetScale = 0 }, ScalingError.ParameterOutOfRange),
            (good with { LearningRate = -1 }, ScalingError.ParameterOutOfRange),
            (good with { Margin = 1 }, ScalingError.ParameterOutOfRange),
            (good with { SkillCount = 0 }, ScalingError.ParameterOutOfRange),
            (good with { ParameterCount = 101 }, ScalingError.TooManyParameters),
            (good with { ParameterCount = 0 }, ScalingError.ParameterOutOfRange),
            (good with { SampleCount = 0 }, ScalingError.NoSamples),
            (good with { At = -1 }, ScalingError.NegativeTime),
            (good with { Time = -1 }, ScalingError.NegativeTime),
            (good with { Time = double.NaN }, ScalingError.NegativeTime),
            (good with { At = 0 }, ScalingError.ParameterOutOfRange),
            (good with { At = double.PositiveInfinity }, ScalingError.ParameterOutOfRange),
            (good with { Law = (ScalingLawKind)9 }, ScalingError.ParameterOutOfRange),
            (good with { At = 1, Time = 2 }, ScalingError.InconsistentInput),
            (good with { Mu = 1 }, ScalingError.InconsistentInput),
            (good with { Lambda = 1, ParameterCount = 5 }, ScalingError.InconsistentInput),
            (good with { Lambda = 0 }, ScalingError.ParameterOutOfRange),
            (good with { Lambda = 1, At = 1e9 }, ScalingError.TooManyParameters),
            (data with { At = 0 }, ScalingError.NoSamples),
            (data with { At = -3 }, ScalingError.NoSamples),
            (data with { At = 1e30 }, ScalingError.ParameterOutOfRange),
            (data with { Time = -1 }, ScalingError.NegativeTime),
            (data with { Lambda = 1 }, ScalingError.InconsistentInput),
            (data with { At = 7, SampleCount = 8 }, ScalingError.InconsistentInput),
            (parameters with { At = 101 }, ScalingError.TooManyParameters),
            (parameters with { At = 0 }, ScalingError.ParameterOutOfRange),
            (parameters with { Lambda = 1 }, ScalingError.InconsistentInput),
            (compute with { At = 0 }, ScalingError.ParameterOutOfRange),
            (compute with { At = 100, Time = 1 }, ScalingError.InconsistentInput),
            (compute with { Mu = 1 }, ScalingError.InconsistentInput),
        ];
        foreach ((LawOptions options, ScalingError error) in cases)
            Assert.Equal((options, error), (options, Refused(options).Error));
    }

    [Fact]
    public void The_resource_of_the_law_may_stand_for_At()
    {
        var options = new LawOptions { Alpha = 0.6, SkillCount = 1000 };
        Assert.Equal(ScalingLaws.Get(options with { At = 50 }), ScalingLaws.Get(options with { Time = 50 }));
        Assert.Equal(ScalingLaws.Get(options with { Law = ScalingLawKind.Data, At = 50 }),
            ScalingLaws.Get(options with { Law = ScalingLawKind.Data, SampleCount = 50 }));
        Assert.Equal(ScalingLaws.Get(options with { Law = ScalingLawKind.Parameters, At = 50 }),
            ScalingLaws.Get(options with { Law = ScalingLawKind.Parameters, ParameterCount = 50 }));
        Assert.Null(ScalingLaws.Get(options with { Time = double.PositiveInfinity }).At);
    }

    [Fact]
    public void No_number_on_a_row_is_infinite_or_NaN()
    {
        LawOptions[] hard =
        [
            new() { Alpha = 0.6 }, new() { Alpha = 0.01, At = 1 }, new() { Alpha = 5, SkillCount = 1, At = 1e12 },
            new() { Law = ScalingLawKind.Data, Alpha = 0.6, SkillCount = 1, At = 1 },
            new() { Law = ScalingLawKind.Data, Alpha = 0.6, Time = 1, SampleCount = 1_000_000_000_000 },
            new() { Law = ScalingLawKind.Parameters, Alpha = 0.6, At = 1, SkillCount = 1 },
            new() { Law = ScalingLawKind.Parameters, Alpha = 1, At = 3, Time = 0 },
            new() { Law = ScalingLawKind.Compute, Alpha = 0.6, At = 1e-3 }, new() { Law = ScalingLawKind.Compute, Alpha = 3, SkillCount = 2, At = 1e20 },
        ];
        foreach (LawOptions options in hard)
        {
            ScalingLaw row = ScalingLaws.Get(options);
            foreach (System.Reflection.PropertyInfo column in typeof(ScalingLaw).GetProperties())
                Assert.False(column.GetValue(row) is double value && !double.IsFinite(value), $"{options.Law} {column.Name}");
        }
    }
}
