using ScalingTools.Composition;
using ScalingTools.Numerics;

namespace ScalingTools.Tests.Composition;

public class CompositionTaskTests
{
    [Fact]
    public void The_answer_is_the_composition_of_all_permutations()
    {
        CompositionTask task = new(3, 5, 2);
        CompositionPrompt prompt = task.Prompt(7);
        for (int x = 0; x < 5; x++)
        {
            int by_hand = prompt.Value(2, task.Hidden(2, prompt.Value(1, task.Hidden(1, prompt.Value(0, task.Hidden(0, x))))));
            Assert.Equal(by_hand, prompt.Answer(x));
            Assert.Equal(by_hand, prompt.Path(0, x, 3).Last());
            Assert.Equal(prompt.Value(1, task.Hidden(1, x)), prompt.Hop(1, x, 1));
        }
    }

    [Fact]
    public void Hidden_permutations_and_prompts_are_permutations_that_depend_on_the_seed_alone()
    {
        CompositionTask task = new(4, 6, 3), same = new(4, 6, 3), other = new(4, 6, 4);
        for (int i = 0; i < 4; i++)
        {
            Assert.Equal(Enumerable.Range(0, 6), Enumerable.Range(0, 6).Select(j => task.Hidden(i, j)).Order());
            Assert.Equal(Enumerable.Range(0, 6), Enumerable.Range(0, 6).Select(j => task.Prompt(5).Value(i, j)).Order());
        }
        Assert.Equal(task, same);
        Assert.Equal(task.GetHashCode(), same.GetHashCode());
        Assert.NotEqual(task, other);
        Assert.Equal(task.Prompt(9).Tokens, same.Prompt(9).Tokens);
        Assert.NotEqual(task.Prompt(9).ToString(), other.Prompt(9).ToString());
        Assert.NotEqual(task.Prompt(9).ToString(), task.Prompt(10).ToString());
    }

    [Fact]
    public void Permutations_are_uniform()
    {
        // 24 permutations of 4 things, 24,000 draws: chi-square with 23 degrees of freedom, 49.7 at a probability of 0.001
        const int draws = 24_000;
        Dictionary<string, int> counts = [];
        int[] permutation = new int[4];
        for (int i = 0; i < draws; i++)
        {
            RandomPermutation.Fill(permutation, new RandomStream(1, index: i));
            string text = string.Join(' ', permutation);
            counts[text] = counts.GetValueOrDefault(text) + 1;
        }
        Assert.Equal(24, counts.Count);
        Assert.True(counts.Values.Sum(c => (c - 1000.0) * (c - 1000) / 1000) < 49.7);
    }

    [Theory]
    [InlineData(8, 5)]
    [InlineData(1, 3)]
    public void Labels_of_a_batch_are_hops(int length, int size)
    {
        CompositionTask task = new(length, size, 5);
        PromptBatch batch = new(task, 3);
        batch.Fill(5, RandomPurpose.Batches, 10);
        for (int p = 0; p < 3; p++)
        {
            CompositionPrompt prompt = new(task, batch.Tokens.Slice(p * task.SequenceLength, task.SequenceLength).ToArray());
            for (int level = 0; level < task.LayerCount; level++)
                for (int position = 0; position < batch.Labelled(level); position++)
                    Assert.Equal(prompt.Hop(position / size, position % size, 1 << level), batch.Labels(level)[p * task.SequenceLength + position]);
        }
        PromptBatch later = new(task, 1);
        later.Fill(5, RandomPurpose.Batches, 12);
        Assert.Equal(batch.Tokens[(2 * task.SequenceLength)..], later.Tokens);
    }

    [Fact]
    public void Samples_are_rows_whose_label_is_the_end_of_their_path()
    {
        CompositionTask task = new(4, 6, 1);
        List<CompositionSample> rows = [.. task.Samples(50)];
        Assert.Equal(50, rows.Count);
        Assert.All(rows, row => Assert.Equal(9, row.Path.Split(" > ").Length));
        Assert.All(rows, row => Assert.Equal($"{row.Start}", row.Path.Split(" > ")[0]));
        Assert.All(rows, row => Assert.Equal($"{row.Label}", row.Path.Split(" > ")[^1]));
        Assert.All(rows, row => Assert.Equal("", row.Text));
        Assert.True(rows.Select(row => row.Start).Distinct().Count() == 6);
        CompositionSample partial = task.Samples(1, 2, 3).Single();
        Assert.Equal(task.Prompt(0).Hop(2, partial.Start - 1, 2) + 1, partial.Label);
    }

    [Fact]
    public void A_story_is_answered_by_reading_it()
    {
        (string Short, string Name)[] people = [("Bill", "William"), ("Peggy", "Margaret"), ("Bob", "Robert"), ("Beth", "Elizabeth"), ("Dick", "Richard"), ("Sally", "Sarah"), ("Jack", "John")];
        Dictionary<string, string> sportOf = new()
        {
            ["quarterback"] = "football", ["shortstop"] = "softball", ["sweeper"] = "soccer", ["point guard"] = "basketball", ["setter"] = "volleyball", ["wicketkeeper"] = "cricket", ["scrum-half"] = "rugby",
        };
        for (long seed = 1; seed < 20; seed++)
            foreach (CompositionSample row in new CompositionTask(2, 7, seed).Samples(10))
            {
                string[] sentences = row.Text.Split(". ", StringSplitOptions.RemoveEmptyEntries);
                string question = sentences[^1], asked = question.Split("does ")[1].Split(" play?")[0], answer = question.Split("? ")[1].TrimEnd('.');
                string name = people.Single(p => p.Short == asked).Name;
                string position = sentences.Single(s => s.StartsWith(name + " plays ", StringComparison.Ordinal))[(name.Length + 7)..];
                Assert.Contains($"The {sportOf[position]} game is on {answer}", sentences);
            }
        Assert.Equal("", new CompositionTask(2, 8).Samples(1).Single().Text);
    }

    [Fact]
    public void Bad_tasks_are_refused_by_name()
    {
        Assert.Equal(ScalingError.ParameterOutOfRange, Assert.Throws<ScalingException>(() => new CompositionTask(4, 1)).Error);
        Assert.Equal(ScalingError.ParameterOutOfRange, Assert.Throws<ScalingException>(() => new CompositionTask(0, 4)).Error);
        Assert.Equal(ScalingError.TooLarge, Assert.Throws<ScalingException>(() => new CompositionTask(129, 8)).Error);
        Assert.Equal(ScalingError.TooLarge, Assert.Throws<ScalingException>(() => new CompositionTask(int.MaxValue, int.MaxValue)).Error);
        CompositionTask task = new(4, 3);
        Assert.Equal(ScalingError.ParameterOutOfRange, Assert.Throws<ScalingException>(() => task.Samples(-1)).Error);
        Assert.Equal(ScalingError.ParameterOutOfRange, Assert.Throws<ScalingException>(() => task.Samples(1, 5)).Error);
        Assert.Equal(ScalingError.ParameterOutOfRange, Assert.Throws<ScalingException>(() => task.Samples(1, 3, 3)).Error);
    }
}
