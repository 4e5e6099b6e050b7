using ScalingTools.Composition;

namespace ScalingTools.Tests.Composition;

public class ConstructiveTransformerTests
{
    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 8)]
    [InlineData(4, 5)]
    [InlineData(8, 3)]
    [InlineData(16, 2)]
    public void Answers_of_ten_thousand_prompts_are_all_right(int length, int size)
    {
        CompositionTask task = new(length, size, 3);
        int wrong = 0;
        Parallel.For(0, 4, () => (new ConstructiveTransformer(task), 0), (part, _, state) =>
        {
            (ConstructiveTransformer transformer, int mistakes) = state;
            for (int m = 2500 * part; m < 2500 * (part + 1); m++)
            {
                CompositionPrompt prompt = task.Prompt(m);
                int[] answers = transformer.Answers(prompt);
                for (int x = 0; x < size; x++)
                    mistakes += answers[x] == prompt.Answer(x) ? 0 : 1;
            }
            return (transformer, mistakes);
        }, state => Interlocked.Add(ref wrong, state.Item2));
        Assert.Equal(0, wrong);
    }

    [Fact]
    public void Every_layer_doubles_the_hop_at_every_position()
    {
        CompositionTask task = new(8, 4, 9);
        ConstructiveTransformer transformer = new(task);
        Assert.Equal(4, transformer.Layers);
        Assert.Equal(8 * 4 + 5 * 4, transformer.Width);
        for (int m = 0; m < 20; m++)
            for (int level = 0; level < 4; level++)
            {
                int[] predicted = transformer.Predict(task.Prompt(m), level);
                for (int i = 0; i + (1 << level) <= 8; i++)
                    for (int j = 0; j < 4; j++)
                        Assert.Equal(task.Prompt(m).Hop(i, j, 1 << level), predicted[i * 4 + j]);
            }
    }

    [Theory]
    [InlineData(8)]
    [InlineData(12)]
    [InlineData(20)]
    public void The_error_of_the_output_is_what_attention_leaves_out(double sharpness)
    {
        CompositionTask task = new(8, 4, 1);
        ConstructiveTransformer transformer = new(task, sharpness);
        // Every layer leaves out at most (T-1) e^-β, and what it composes has the error of the layer before, in the logit (times β) and in the value.
        double left = (task.SequenceLength - 1) * Math.Exp(-sharpness), bound = 0;
        for (int layer = 0; layer < transformer.Layers; layer++)
            bound = (left * Math.Exp(2 * sharpness * bound)) + bound;
        double error = Enumerable.Range(0, 50).Max(m => transformer.OutputError(task.Prompt(m)));
        Assert.InRange(error, left / task.SequenceLength, bound);
    }

    [Fact]
    public void Attention_that_is_not_sharp_is_wrong()
    {
        CompositionTask task = new(8, 4, 1);
        ConstructiveTransformer blunt = new(task, 0.5);
        Assert.Contains(Enumerable.Range(0, 20), m => !blunt.Answers(task.Prompt(m)).SequenceEqual(Enumerable.Range(0, 4).Select(task.Prompt(m).Answer)));
    }

    [Fact]
    public void Lengths_that_are_no_power_of_two_are_refused()
    {
        ScalingException refused = Assert.Throws<ScalingException>(() => new ConstructiveTransformer(new CompositionTask(6, 4)));
        Assert.Equal(ScalingError.InconsistentInput, refused.Error);
        Assert.Equal(6, refused.Offender);
        Assert.Equal(ScalingError.ParameterOutOfRange, Assert.Throws<ScalingException>(() => new ConstructiveTransformer(new CompositionTask(2, 4), double.NaN)).Error);
    }
}
