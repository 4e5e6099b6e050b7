using System.Text.Json;
using ScalingTools.DeepNetworks;
using ScalingTools.Networks;
using ScalingTools.Networks.Autodiff;

namespace ScalingTools.Tests.DeepNetworks;

/// <summary>Convolutional networks and their linear approximations against PyTorch (Reference/convolution_torch.py): loss, derivatives, and a few steps.</summary>
public unsafe class ConvolutionalModelTests
{
    private static readonly JsonElement[] Cases =
        [.. JsonDocument.Parse(File.ReadAllText(Repository.Path("Engine.Tests", "Reference", "convolution-torch.json"))).RootElement.GetProperty("cases").EnumerateArray()];

    public static IEnumerable<TheoryDataRow<string, int, int>> Names() =>
        from c in Cases from threads in (int[])[1, 2] from slice in (int[])[5, 2] select new TheoryDataRow<string, int, int>(c.GetProperty("name").GetString()!, threads, slice);

    // The upper 16 bits of the generator of Numerical Recipes.
    private static IEnumerable<int> Words(uint seed)
    {
        while (true)
            yield return (int)((seed = 1664525 * seed + 1013904223) >> 16);
    }

    private sealed class Slice : GraphSlice
    {
        private readonly float[] _pixels, _targets;
        private readonly int _size, _outputs;
        private readonly Tensor _to, _y;

        public Slice(ConvolutionalOptions options, ParameterSet set, ParameterSet start, int batch, int slice)
        {
            (_size, _outputs) = (options.Height * options.Width * options.Channels, options.OutputCount);
            int[] words = [.. Words(11).Take(batch * (_size + _outputs))];
            _pixels = [.. words[..(batch * _size)].Select(w => (w % 17 - 8) / 8f)];
            _targets = [.. words[(batch * _size)..].Select(w => (w % 5 - 2) / 2f)];
            (_to, Tensor output) = ConvolutionalModel.Record(Graph, set, start, options, slice);
            Loss = Graph.Record(new SquaredError(output, _y = Graph.Input(slice, _outputs), 0.5));
            Graph.Complete();
        }

        public override LossOperation Loss { get; }

        public override void Fill(long step, int first, int count)
        {
            _pixels.AsSpan(first * _size, count * _size).CopyTo(new Span<float>(_to.Values, count * _size));
            _targets.AsSpan(first * _outputs, count * _outputs).CopyTo(new Span<float>(_y.Values, count * _outputs));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Loss_derivatives_and_steps_are_those_of_PyTorch(string name, int threads, int slice)
    {
        JsonElement c = Cases.First(c => c.GetProperty("name").GetString() == name);
        int Number(string of) => c.GetProperty(of).GetInt32();
        ConvolutionalOptions options = new()
        {
            Height = Number("height"), Width = Number("width"), Channels = Number("channels"), OutputCount = Number("outputs"), Layers = Number("layers"), Filters = Number("filters"), KernelSize = Number("kernel"),
            Richness = c.GetProperty("richness").GetDouble(), Linearized = c.GetProperty("linearized").GetBoolean(),
        };
        using ParameterSet set = ConvolutionalModel.Parameters(options), start = ConvolutionalModel.Parameters(options);
        using IEnumerator<int> words = Words(7).GetEnumerator();
        foreach (ParameterSet.Parameter parameter in start.Parameters)
            foreach (ref float value in start.Of(parameter))
            {
                words.MoveNext();
                value = (words.Current % 97 - 48) / 32f;
            }
        if (!options.Linearized)
            new Span<float>(start.Values, (int)start.Size).CopyTo(new Span<float>(set.Values, (int)set.Size));
        using SlicedTraining training = new(set, Number("batch"), slice, 0, threads, () => new Slice(options, set, start, Number("batch"), slice));
        double[] losses = [.. c.GetProperty("losses").EnumerateArray().Select(l => l.GetDouble())];
        for (int step = 0; step < losses.Length; step++)
        {
            Assert.Equal(losses[step], training.Loss(step), 1e-5 * losses[step]);
            if (step == 0)
            {
                float[] gradient = training.Gradient();
                foreach ((int i, JsonElement expected) in c.GetProperty("gradient").EnumerateArray().Index())
                {
                    double[] g = [.. expected.EnumerateArray().Select(v => v.GetDouble())];
                    double scale = g.Max(Math.Abs);
                    for (int j = 0; j < g.Length; j++)
                        Assert.Equal(g[j], gradient[set.Parameters[i].Offset + j], 1e-5 * scale);
                }
            }
            training.Update(new ParameterUpdate(NetworkOptimizer.Sgd, c.GetProperty("learningRate").GetDouble() * options.RateFactor, 0, 0, step));
        }
    }

    [Fact]
    public void The_linear_approximation_is_the_derivative_of_the_network()
    {
        // (f(θ_0 + h v) - f(θ_0 - h v))/2h = ∇f·v + O(h²).
        ConvolutionalOptions options = new() { Height = 6, Width = 6, OutputCount = 2, Filters = 3 };
        using ParameterSet start = ConvolutionalModel.Parameters(options), set = ConvolutionalModel.Parameters(options), change = ConvolutionalModel.Parameters(options);
        start.DrawGaussian(1);
        change.DrawGaussian(2);
        double[] slopes = Outputs(options with { Linearized = true }, change);
        double[] above = At(2e-3f), below = At(-2e-3f);
        double scale = slopes.Max(Math.Abs);
        for (int i = 0; i < slopes.Length; i++)
            Assert.Equal(slopes[i], (above[i] - below[i]) / 4e-3, 0.01 * scale);
        Assert.True(scale > 0.1);

        double[] At(float h)
        {
            for (int i = 0; i < set.Size; i++)
                set.Values[i] = start.Values[i] + h * change.Values[i];
            return Outputs(options, set);
        }

        double[] Outputs(ConvolutionalOptions of, ParameterSet parameters)
        {
            using Graph graph = new();
            (Tensor images, Tensor output) = ConvolutionalModel.Record(graph, parameters, start, of, 4);
            graph.Complete();
            for (int i = 0; i < images.Length; i++)
                images.Values[i] = MathF.Sin(0.37f * i * i);
            graph.Forward();
            return [.. Enumerable.Range(0, output.Length).Select(i => (double)output.Values[i])];
        }
    }

    [Theory]
    [InlineData("KernelSize")]
    [InlineData("Filters")]
    [InlineData("Richness")]
    public void Networks_that_cannot_be_are_refused(string what)
    {
        ConvolutionalOptions options = what switch { "KernelSize" => new() { KernelSize = 4 }, "Filters" => new() { Filters = 0 }, _ => new() { Richness = 0 } };
        ScalingException thrown = Assert.Throws<ScalingException>(options.Check);
        Assert.Equal(ScalingError.ParameterOutOfRange, thrown.Error);
        Assert.Contains(what, thrown.Message, StringComparison.Ordinal);
        Assert.Equal(ScalingError.TooLarge, Assert.Throws<ScalingException>(() => new ConvolutionalOptions { Filters = 100_000 }.Check()).Error);
    }
}
