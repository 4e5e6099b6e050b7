using ScalingTools.DeepNetworks;
using ScalingTools.Networks;

namespace ScalingTools.Tests.DeepNetworks;

/// <summary>Training on a text whose entropy is known, lazy and rich limits, threads, and what is refused.</summary>
public class LanguageTrainingTests
{
    // A chain of eight letters: after letter i comes i+1 or i+3, each with probability 1/2, so that the entropy is ln 2 a letter where bytes alone have ln 8.
    private static LanguageCorpus Chain()
    {
        ScalingTools.Numerics.RandomStream stream = new(5);
        int letter = 0;
        return LanguageCorpus.FromText(string.Concat(Enumerable.Range(0, 20_000).Select(_ => (char)('a' + (letter = (letter + (stream.NextDouble() < 0.5 ? 1 : 3)) % 8)))), "chain");
    }

    private static readonly LanguageTrainingOptions Small = new()
    {
        Corpus = Chain(), ContextLength = 8, Layers = 1, Heads = 2, Width = 16, BatchSize = 16, Steps = 400, MeasureAt = [0, 100], Threads = 1,
    };

    [Fact]
    public void What_can_be_predicted_is_learnt_and_no_more()
    {
        LanguageLoss[] rows = [.. LanguageTraining.Run(Small)];
        Assert.Equal([0L, 100, 400], rows.Select(r => r.Step));
        Assert.Equal(Math.Log(256), rows[0].TestLoss!.Value, 1e-5);
        Assert.Null(rows[0].TrainLoss);
        Assert.InRange(rows[2].TestLoss!.Value, Math.Log(2) - 0.03, Math.Log(2) + 0.15);
        Assert.InRange(rows[2].Accuracy!.Value, 0.44, 0.56);
        Assert.Equal(rows[2].TestLoss!.Value / Math.Log(2), rows[2].BitsPerByte!.Value, 1e-9);
        Assert.Equal(400 * 16 * 8, rows[2].Tokens);
        Assert.Equal(NetworkOutcome.Completed, rows[2].Outcome);
        Assert.InRange(rows[1].TrainLoss!.Value, rows[2].TrainLoss!.Value, rows[0].TestLoss!.Value);
    }

    [Fact]
    public void The_same_seed_gives_the_same_bits_on_any_number_of_threads()
    {
        LanguageTrainingOptions options = Small with { Steps = 30, MeasureAt = [] };
        double?[] one = [.. LanguageTraining.Run(options).Select(r => r.TestLoss)], two = [.. LanguageTraining.Run(options with { Threads = 2 }).Select(r => r.TestLoss)];
        Assert.Equal(one, two);
        Assert.NotEqual(one, LanguageTraining.Run(options with { Seeds = [2] }).Select(r => r.TestLoss));
    }

    [Fact]
    public void Lazy_runs_have_a_limit_from_which_rich_ones_depart()
    {
        double[] at = [.. new[] { 1e-4, 1e-3, 1 }.Select(richness => LanguageTraining.Run(Small with { Richness = [richness], Steps = 60, MeasureAt = [60] }).Last().TestLoss!.Value)];
        Assert.Equal(at[0], at[1], 0.003);
        Assert.True(Math.Abs(at[2] - at[0]) > 0.1, string.Join(' ', at));
    }

    [Fact]
    public void A_run_that_diverges_says_so_and_the_next_begins()
    {
        LanguageLoss[] rows = [.. LanguageTraining.Run(Small with { LearningRate = 1e4, Seeds = [1, 2] })];
        LanguageLoss[] ends = [.. rows.Where(r => r.Outcome == NetworkOutcome.Diverged)];
        Assert.Equal([1L, 2], ends.Select(r => r.Seed));
        Assert.All(ends, r => Assert.True(r.TestLoss is null && r.Advice.Length > 0));
    }

    [Theory]
    [InlineData("heads", ScalingError.InconsistentInput)]
    [InlineData("context", ScalingError.TooFewPoints)]
    [InlineData("rate", ScalingError.ParameterOutOfRange)]
    [InlineData("richness", ScalingError.ParameterOutOfRange)]
    [InlineData("measure", ScalingError.ParameterOutOfRange)]
    [InlineData("momentum", ScalingError.ParameterOutOfRange)]
    [InlineData("seeds", ScalingError.EmptyPipeline)]
    public void Bad_input_is_refused_before_anything_is_trained(string what, ScalingError error)
    {
        LanguageTrainingOptions options = what switch
        {
            "heads" => Small with { Heads = 3 },
            "context" => Small with { ContextLength = 3000 },
            "rate" => Small with { LearningRate = 0 },
            "richness" => Small with { Richness = [-1] },
            "measure" => Small with { MeasureAt = [1000] },
            "momentum" => Small with { Momentum = 1 },
            _ => Small with { Seeds = [] },
        };
        Assert.Equal(error, Assert.Throws<ScalingException>(() => LanguageTraining.Run(options)).Error);
    }
}
