using ScalingTools.Multilinear;

namespace ScalingTools.Tests.Multilinear.Laws;

/// <summary>Conditions flip where the theorems say, Margin = 10, ηS = 1.</summary>
public class LawConditionsTests
{
    private static readonly LawOptions Unit = new() { Alpha = 0.5, TargetScale = 1, InitialStrength = 0.01, LearningRate = 1 };

    private static void Flips(LawOptions holds, LawOptions fails, string violated)
    {
        ScalingLaw good = ScalingLaws.Get(holds), bad = ScalingLaws.Get(fails);
        Assert.True(good.Holds, good.Violated);
        Assert.Null(good.Violated);
        Assert.False(bad.Holds);
        Assert.Equal(violated, bad.Violated);
        Assert.Contains(violated, bad.Condition, StringComparison.Ordinal);
    }

    [Fact]
    public void Time_law_needs_parameters() => // N^1.5 = 10^6
        Flips(Unit with { ParameterCount = 10_000, At = 0.99e5 }, Unit with { ParameterCount = 10_000, At = 1.01e5 }, "N^(α+1) ≫ ηST");

    [Fact]
    public void Time_law_needs_data() // D ≫ (ηST)³ = 10^9 and N (ηST)² = 10^10
    {
        LawOptions options = Unit with { ParameterCount = 10_000, At = 1e3 };
        Flips(options with { SampleCount = 101_000_000_000 }, options with { SampleCount = 99_000_000_000 }, "D ≫ N(ηST)²");
        Flips(options with { ParameterCount = 500, At = 1e3, SampleCount = 10_100_000_000 },
            options with { ParameterCount = 500, At = 1e3, SampleCount = 9_900_000_000 }, "D ≫ (ηST)³");
    }

    [Fact]
    public void Time_law_needs_the_first_skill_learnt() // ηST/ζ(1.5) = 10 · ½ ln 99
    {
        double edge = 10 * 2.6123753486854883 * 0.5 * Math.Log(99);
        Flips(Unit with { At = 1.01 * edge }, Unit with { At = 0.99 * edge }, "ηST P_s(1) ≫ ½ln(S/r-1)");
    }

    [Fact]
    public void Time_law_needs_a_small_start() =>
        Flips(Unit with { InitialStrength = 0.49, At = 1e4 }, Unit with { InitialStrength = 0.51, At = 1e4 }, "r < S/2");

    [Fact]
    public void Data_law_needs_parameters_time_and_samples()
    {
        LawOptions data = Unit with { Law = ScalingLawKind.Data };
        Flips(data with { ParameterCount = 10_000, At = 0.99e5 }, data with { ParameterCount = 10_000, At = 1.01e5 }, "N^(α+1) ≫ D");
        double time = 10 * 1e4 * Math.Pow(Math.Log(1e4), 1.1);
        Flips(data with { At = 1e4, Time = 1.01 * time }, data with { At = 1e4, Time = 0.99 * time }, "ηST ≫ D(ln D)^(1+ε)");
        Flips(data with { At = 27 }, data with { At = 26 }, "D P_s(1) ≫ 1"); // ζ(1.5) = 2.61
    }

    [Fact]
    public void Parameter_law_has_two_roads()
    {
        const string roads = "N^(α+1) ≪ ηST with D ≫ (ηST)³, or N^(α+1) ≪ D with ηST ≫ D(ln D)^(1+ε)";
        LawOptions parameters = Unit with { Law = ScalingLawKind.Parameters, At = 10_000 }; // N^1.5 = 10^6
        Flips(parameters with { Time = 1.01e7 }, parameters with { Time = 0.99e7 }, roads);
        Flips(parameters with { SampleCount = 10_100_000 }, parameters with { SampleCount = 9_900_000 }, roads);
        // Both finite: enough time for the samples, or neither.
        Flips(parameters with { SampleCount = 10_100_000, Time = 3e9 }, parameters with { SampleCount = 10_100_000, Time = 1e8 }, roads);
        Flips(parameters with { At = 900, SkillCount = 1000 }, parameters with { At = 995, SkillCount = 1000 }, "N ≫ 1, n_s - N ≫ 1");
    }

    [Fact]
    public void Compute_law_needs_skills_and_balance()
    {
        LawOptions compute = Unit with { Law = ScalingLawKind.Compute, At = 1e9 };
        double best = ScalingLaws.Get(compute).Parameters!.Value;
        Flips(compute, compute with { SkillCount = (long)(9 * best) }, "n_s ≫ N");
        Flips(compute with { ParameterCount = (long)(9 * best) }, compute with { ParameterCount = (long)(11 * best) }, "N ≈ N*(C)");
    }

    [Fact]
    public void Valid_range_is_where_the_row_holds()
    {
        LawOptions options = Unit with { ParameterCount = 10_000 };
        ScalingLaw law = ScalingLaws.Get(options);
        Assert.True(law.Holds);
        Assert.Equal(1e5, law.ValidTo!.Value, 1);
        Assert.Equal(10 * 2.6123753486854883 * 0.5 * Math.Log(99), law.ValidFrom!.Value, 1e-3);
        Assert.True(ScalingLaws.Get(options with { At = law.ValidFrom * 1.001 }).Holds);
        Assert.False(ScalingLaws.Get(options with { At = law.ValidFrom * 0.999 }).Holds);
        Assert.Null(ScalingLaws.Get(Unit).ValidTo);
        // Too few parameters for any time.
        ScalingLaw none = ScalingLaws.Get(Unit with { ParameterCount = 10 });
        Assert.False(none.Holds);
        Assert.Null(none.ValidFrom);
        Assert.NotNull(none.Violated);
    }

    [Fact]
    public void Margin_moves_the_edge() =>
        Assert.Equal(1e4, ScalingLaws.Get(Unit with { ParameterCount = 10_000, Margin = 100 }).ValidTo!.Value, 0.1);
}
