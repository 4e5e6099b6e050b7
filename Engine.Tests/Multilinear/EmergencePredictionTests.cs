using ScalingTools.Multilinear;
using ScalingTools.Numerics;
using ScalingTools.SparseParity;

namespace ScalingTools.Tests.Multilinear;

public class EmergencePredictionTests
{
    [Fact]
    public void Time_with_rate_factor_one_is_the_multilinear_model()
    {
        var options = new EmergencePredictionOptions { Constant = 1, Values = [0, 10, 100, double.PositiveInfinity] };
        double[] expected = [.. MultilinearTraining.RunPerSkill(new MultilinearOptions { SkillCount = 5, TargetScale = 5, Times = [0, 10, 100, null] }).Select(row => row.Strength)];
        SkillStrength[] rows = [.. EmergencePrediction.Run(options)];
        Assert.Equal(expected, rows.Select(row => row.Strength));
        Assert.All(rows, row => Assert.Equal((5 - row.Strength) * (5 - row.Strength) / 2, row.SkillLoss, 1e-12));
        // Errata, Eq. 37: with the printed minus R_k(0) would be S/(2 - S/R_k(0)), negative.
        Assert.Equal(0.05, rows[0].Strength, 1e-12);
        Assert.Equal("ExtendedTime", rows[0].Model);
        Assert.Null(rows[^1].Time);
    }

    [Fact]
    public void A_rate_factor_stretches_time()
    {
        double slow = EmergencePrediction.Run(new() { Constant = 0.25, Values = [400] }).First().Strength;
        Assert.Equal(EmergencePrediction.Run(new() { Constant = 1, Values = [100] }).First().Strength, slow, 1e-12);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(75, 0.5)]
    [InlineData(96, 0.8)]
    [InlineData(100, 1)]
    [InlineData(250, 1)]
    public void Data_follow_equation_40(int d, double expected) =>
        Assert.Equal(expected, DataEmergence.RelativeStrength(100, d), 1e-12);

    [Theory]
    [InlineData(500)]
    [InlineData(2000)]
    [InlineData(30_000)]
    public void Data_in_the_mean_are_the_binomial_sum(long samples)
    {
        foreach (SkillStrength row in EmergencePrediction.Run(new() { Resource = EmergenceResource.Data, Constant = 300.5, Values = [samples] }))
        {
            double strength = 0, loss = 0;
            for (long d = 0; d <= samples; d++)
            {
                double pmf = Math.Exp(BinomialMass.Log(d, samples, row.Frequency)), r = d < 300.5 ? 1 - Math.Sqrt(1 - d / 300.5) : 1;
                strength += pmf * r;
                loss += pmf * (1 - r) * (1 - r) * 12.5;
            }
            Assert.Equal(strength, row.RelativeStrength, 1e-8);
            Assert.Equal(loss, row.SkillLoss, 1e-7);
            Assert.Null(row.Observations);
            Assert.Equal(samples, row.Samples);
        }
    }

    [Fact]
    public void One_shot_data_reduce_to_the_multilinear_model()
    {
        var options = new EmergencePredictionOptions { Resource = EmergenceResource.Data, Constant = 1, Observations = [4, 0, 1, 0, 2] };
        Assert.Equal([1, 0, 1, 0, 1], EmergencePrediction.Run(options).Select(row => row.RelativeStrength));
        SkillStrength[] sampled = [.. EmergencePrediction.Run(options with { Observations = null, Data = MultilinearDataMode.Sampled, Values = [30], Seed = 4 })];
        Assert.Equal(30, sampled.Sum(row => row.Observations));
        Assert.All(sampled, row => Assert.Equal(row.Observations > 0 ? 1 : 0, row.RelativeStrength));
    }

    [Fact]
    public void Parameters_follow_equation_44()
    {
        for (int nc = 1; nc <= 5; nc++)
            for (int n = 1; n <= 30; n++)
            {
                int q = (n - 1) / nc + 1, r = n - (q - 1) * nc;
                foreach (SkillStrength row in EmergencePrediction.Run(new() { Resource = EmergenceResource.Parameters, Constant = nc, Values = [n] }))
                    Assert.Equal(row.Skill < q ? 1 : row.Skill == q ? (double)r / nc : 0, row.RelativeStrength, 1e-12);
            }
    }

    [Fact]
    public void Default_values_show_every_skill_emerge()
    {
        foreach (EmergenceResource resource in Enum.GetValues<EmergenceResource>())
        {
            SkillStrength[] rows = [.. EmergencePrediction.Run(new() { Resource = resource })];
            Assert.True(rows[0].RelativeStrength < 0.3);
            Assert.True(rows[4].RelativeStrength < 0.05);
            Assert.All(rows[^5..], row => Assert.True(row.RelativeStrength > 0.98));
        }
    }

    [Fact]
    public void Errors_of_the_prediction_are_given_per_skill()
    {
        var options = new EmergencePredictionOptions { Resource = EmergenceResource.Data, Constant = 100, Values = [50, 100, 400] };
        SkillStrength[] measured = [.. EmergencePrediction.Run(options).Select(row => row with { RelativeStrength = row.RelativeStrength + 0.01 * row.Skill })];
        EmergencePredictionError[] errors = [.. EmergencePrediction.Errors(options, measured)];
        Assert.Equal([1L, 2, 3, 4, 5], errors.Select(row => row.Skill));
        Assert.All(errors, row =>
        {
            Assert.Equal(3, row.Count);
            Assert.Equal(0.01 * row.Skill, row.MeanError, 1e-12);
            Assert.Equal(0.01 * row.Skill, row.RootMeanSquareError, 1e-12);
            Assert.Equal(0.01 * row.Skill, row.LargestError, 1e-12);
        });
        Assert.Equal(ScalingError.EmptyPipeline, Assert.Throws<ScalingException>(() => EmergencePrediction.Errors(options, []).ToList()).Error);
        Assert.Equal(ScalingError.InconsistentInput, Assert.Throws<ScalingException>(
            () => EmergencePrediction.Errors(options with { Resource = EmergenceResource.Time }, measured).ToList()).Error);
    }

    public static TheoryData<EmergencePredictionOptions, ScalingError> Bad => new()
    {
        { new() { Constant = 0 }, ScalingError.ParameterOutOfRange },
        { new() { Values = [-1] }, ScalingError.NegativeTime },
        { new() { Resource = EmergenceResource.Data, Values = [0] }, ScalingError.NoSamples },
        { new() { Resource = EmergenceResource.Data, Values = [1.5] }, ScalingError.ParameterOutOfRange },
        { new() { Resource = EmergenceResource.Parameters, Values = [0] }, ScalingError.ParameterOutOfRange },
        { new() { Alpha = -1 }, ScalingError.AlphaNotPositive },
        { new() { InitialStrength = 5 }, ScalingError.InitialStrengthOutOfRange },
        { new() { SkillCount = null }, ScalingError.TooLarge },
        { new() { ReportedSkills = [6] }, ScalingError.SkillNotFound },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void Bad_options_are_named(EmergencePredictionOptions options, ScalingError error) =>
        Assert.Equal(error, Assert.Throws<ScalingException>(() => EmergencePrediction.Run(options).ToList()).Error);
}
