using ScalingTools.Composition;
using ScalingTools.Numerics;

namespace ScalingTools.Tests.Composition;

public class TheoryCurriculumTests
{
    // Mean cross-entropy of one prompt with W_KQ of one layer given, by the definition, in a layout of its own.
    private static double Loss(CompositionTask task, PromptBatch prompt, TheoryCurriculum trained, int layer, double[][] keyQuery)
    {
        int t = task.SequenceLength, n = task.Size, d = trained.Width;
        double[][] x = ReferenceAttention.Matrix(t, d);
        for (int at = 0; at < t; at++)
            x[at][at] = x[at][t + at / n * n + prompt.Tokens[at]] = 1;
        for (int l = 0; l <= layer; l++)
        {
            double[][] w = l == layer ? keyQuery : trained.KeyQuery(l), next = [.. x.Select(row => row.ToArray())];
            int shift = l == 0 ? 0 : 1 << (l - 1);
            for (int i = 0; i < t; i++)
            {
                double[] a = [.. Enumerable.Range(0, t).Select(j => Enumerable.Range(0, d).Where(b => x[i][b] != 0).Sum(b => x[i][b] * Enumerable.Range(0, d).Where(c => x[j][c] != 0).Sum(c => w[b][c] * x[j][c])))];
                double largest = a.Max();
                a = [.. a.Select(s => Math.Exp(s - largest))];
                double sum = a.Sum();
                for (int j = 0; j < t; j++)
                    for (int block = shift; block < task.Length; block++)
                        for (int v = 0; v < n; v++)
                            next[i][(l + 2) * t + (block - shift) * n + v] += a[j] / sum * x[j][(l + 1) * t + block * n + v];
            }
            x = next;
        }
        return Enumerable.Range(0, prompt.Labelled(layer)).Average(i =>
        {
            double[] z = [.. Enumerable.Range(0, n).Select(v => Enumerable.Range(0, task.Length).Sum(block => x[i][(layer + 2) * t + block * n + v]))];
            return Math.Log(z.Sum(Math.Exp)) - z[prompt.Labels(layer)[i]];
        });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void The_gradient_is_a_finite_difference_of_the_loss(int layer)
    {
        CompositionTask task = new(4, 3, 5);
        TheoryCurriculum model = new(task);
        for (int before = 0; before < layer; before++)
            model.Step(before, 50, 1);
        PromptBatch prompt = new(task, 1);
        prompt.Fill(9, RandomPurpose.Batches, 0);
        double[][] gradient = ReferenceAttention.Matrix(model.Width, model.Width), keyQuery = ReferenceAttention.Matrix(model.Width, model.Width);
        model.AddGradient(prompt, layer, 1, gradient);
        (int B, int A)[] entries = [.. from b in Enumerable.Range(0, model.Width) from a in Enumerable.Range(0, model.Width) where gradient[b][a] != 0 select (b, a)];
        Assert.NotEmpty(entries);
        RandomStream stream = new(1);
        const double Step = 1e-4;
        for (int check = 0; check < 40; check++)
        {
            (int b, int a) = entries[stream.NextInteger(entries.Length)];
            keyQuery[b][a] = Step;
            double above = Loss(task, prompt, model, layer, keyQuery);
            keyQuery[b][a] = -Step;
            double below = Loss(task, prompt, model, layer, keyQuery);
            keyQuery[b][a] = 0;
            Assert.Equal((below - above) / (2 * Step), gradient[b][a], 1e-9);
        }
    }

    [Fact]
    public void The_mean_gradient_is_the_ground_truth()
    {
        // In layer 2, query feature hop^1 = (i, v): the key position (i+1, v) stands 1/(TP) above others of block i+1; others are level. Noise: one Bernoulli(1/N) a prompt.
        CompositionTask task = new(4, 4, 3);
        TheoryCurriculum model = new(task);
        model.Step(0, 500, 1);
        const int samples = 4000;
        PromptBatch prompt = new(task, 1);
        double[][] gradient = ReferenceAttention.Matrix(model.Width, model.Width);
        for (int m = 0; m < samples; m++)
        {
            prompt.Fill(2, RandomPurpose.Batches, m);
            model.AddGradient(prompt, 1, (double)task.SequenceLength * prompt.Labelled(1) / samples, gradient);
        }
        double error = Math.Sqrt(0.25 * 0.75 / samples);
        for (int i = 0; i < 3; i++)
            for (int v = 0; v < 4; v++)
            {
                double[] row = gradient[2 * task.SequenceLength + i * 4 + v]; // query feature hop^1 (i, v)
                for (int key = 0; key < task.SequenceLength; key++)
                {
                    double expected = key / 4 != i + 1 ? 0 : key % 4 == v ? 1 - 0.25 : -0.25;
                    // Blocks whose own hop^1 has no successor to be shifted from (i' = 1 of the first) lend nothing: u is 0 there, which only shifts the centre.
                    if (key / 4 > 0)
                        Assert.Equal(expected, row[key], 5 * error + 0.01);
                }
            }
    }

    [Fact]
    public void Enough_samples_learn_every_hop_in_its_stage_and_too_few_do_not()
    {
        CompositionTask task = new(8, 4, 1);
        TheoryCurriculum model = new(task), starved = new(task);
        for (int stage = 1; stage <= 4; stage++)
        {
            model.Step(stage - 1, 400, 1);
            starved.Step(stage - 1, 2, 1);
            (double Loss, double Accuracy, double StandardError)[] hops = model.Measure(stage, 50, 1);
            for (int level = 0; level < 4; level++)
                if (level < stage)
                    Assert.Equal(1, hops[level].Accuracy, 1e-12);
                else
                    Assert.InRange(hops[level].Accuracy, 0.25 - 4 * hops[level].StandardError, 0.25 + 4 * hops[level].StandardError);
        }
        Assert.True(starved.Measure(4, 50, 1)[3].Accuracy < 0.9);
    }
}
