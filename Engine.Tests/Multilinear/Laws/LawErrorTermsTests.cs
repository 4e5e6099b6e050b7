using ScalingTools.Multilinear;

namespace ScalingTools.Tests.Multilinear.Laws;

/// <summary>The error terms against what they bound: exact losses at finite T and D, with the rates of the theorems.</summary>
public class LawErrorTermsTests
{
    private static readonly LawOptions Unit = new() { Alpha = 0.6, TargetScale = 1, InitialStrength = 0.01, LearningRate = 1 };

    // Proposition 4: what a finite D changes at fixed T and N is at most S² D^-1/2 f_α(N) + S⁴η²T²/D; it shrinks as the second, 1/D.
    [Theory]
    [InlineData(0.6, 1_000L)]
    [InlineData(1.0, 1_000L)]
    [InlineData(1.5, null)]
    public void Counts_change_the_time_law_by_less_than_their_terms(double alpha, long? n)
    {
        LawOptions options = Unit with { Alpha = alpha, ParameterCount = n, At = 100 };
        double endless = ScalingLaws.Get(options).ExactLoss!.Value;
        double[] scaled = [.. ((long[])[1_000_000, 10_000_000, 100_000_000]).Select(samples =>
        {
            ScalingLaw law = ScalingLaws.Get(options with { SampleCount = samples });
            double change = law.ExactLoss!.Value - endless;
            Assert.InRange(Math.Abs(change), 0, law.CountShapeError!.Value + law.CountVarianceError!.Value);
            return change * samples;
        })];
        Assert.Equal(1, scaled[1] / scaled[2], 0.01);
        Assert.Equal(1, scaled[0] / scaled[2], 0.02);
    }

    // Proposition 8: skills seen once are the last to be learnt, S⁴ r^-2 D e^{-4ηST/D}.
    [Fact]
    public void Untrained_skills_vanish_exponentially_with_time()
    {
        const long samples = 1_000;
        LawOptions options = Unit with { Law = ScalingLawKind.Data, At = samples };
        double limit = ScalingLaws.Get(options).ExactLoss!.Value;
        List<double> bound = [];
        double[] left = [.. ((double[])[6_000, 6_500, 7_000]).Select(time =>
        {
            ScalingLaw law = ScalingLaws.Get(options with { Time = time });
            double change = law.ExactLoss!.Value - limit;
            bound.Add(law.UntrainedError!.Value);
            Assert.InRange(change, 0, bound[^1]);
            return change;
        })];
        // Five hundred steps more at d_k/D = 1/1000: a factor e^2 once R is near S.
        Assert.Equal(2, Math.Log(left[0] / left[1]), 0.01);
        Assert.Equal(2, Math.Log(left[1] / left[2]), 0.01);
        Assert.Equal(2, Math.Log(bound[0] / bound[1]), 1e-12);
    }

    // Theorem 3's S²/(ηST) is of higher order than the law: their ratio falls as T^-1/(α+1).
    [Theory]
    [InlineData(0.3)]
    [InlineData(0.9)]
    public void Head_term_falls_faster_than_the_loss(double alpha)
    {
        double Ratio(double time)
        {
            ScalingLaw law = ScalingLaws.Get(Unit with { Alpha = alpha, At = time });
            Assert.InRange(Math.Abs(law.Loss!.Value - law.ExactLoss!.Value), 0, law.HeadError!.Value);
            return law.HeadError.Value / law.Loss.Value;
        }
        Assert.Equal(Math.Pow(10, -1 / (alpha + 1)), Ratio(1e5) / Ratio(1e4), 1e-12);
    }

    [Fact]
    public void Terms_that_do_not_belong_to_the_law_are_missing()
    {
        ScalingLaw time = ScalingLaws.Get(Unit with { At = 1e3 });
        Assert.Null(time.UnlearntError);
        Assert.Null(time.UnseenError);
        Assert.Null(time.UntrainedError);
        Assert.Equal(0, time.TailError);
        Assert.Equal(0, time.CountShapeError);
        ScalingLaw data = ScalingLaws.Get(Unit with { Law = ScalingLawKind.Data, At = 1e3 });
        Assert.Equal(0, data.UntrainedError);
        Assert.Equal(Math.Pow(1e3, -2.2 / 3.2), data.HeadError!.Value, 1e-15);
        Assert.Null(data.CountShapeError);
    }
}
