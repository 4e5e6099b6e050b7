using System.Text.Json;
using ScalingTools.Networks;
using ScalingTools.Networks.Autodiff;

namespace ScalingTools.Tests.Networks;

/// <summary>Transformers against PyTorch's own blocks (Reference/transformer_torch.py): loss, derivatives, and a few steps of every optimiser.</summary>
public unsafe class TransformerModelTests
{
    private static readonly JsonElement[] Cases =
        [.. JsonDocument.Parse(File.ReadAllText(Repository.Path("Engine.Tests", "Reference", "transformer-torch.json"))).RootElement.GetProperty("cases").EnumerateArray()];

    public static IEnumerable<TheoryDataRow<string, int, int>> Names() =>
        from c in Cases from threads in (int[])[1, 2] from slice in (int[])[6, 4] select new TheoryDataRow<string, int, int>(Text(c, "name"), threads, slice);

    private static string Text(JsonElement c, string name) => c.GetProperty(name).GetString()!;

    private static int Number(JsonElement c, string name) => c.GetProperty(name).GetInt32();

    private static TransformerOptions Options(JsonElement c) => new()
    {
        Vocabulary = Number(c, "vocabulary"), SequenceLength = Number(c, "length"), OutputCount = Number(c, "outputs"), Layers = Number(c, "layers"), Heads = Number(c, "heads"), Width = Number(c, "width"),
        HiddenWidth = Number(c, "hidden"), Activation = Enum.Parse<TransformerActivation>(Text(c, "activation"), true), Causal = c.GetProperty("causal").GetBoolean(),
        Positions = c.GetProperty("positions").GetBoolean(), RectifiedEmbedding = c.GetProperty("rectified").GetBoolean(),
        Normalization = Enum.Parse<TransformerNormalization>(Text(c, "normalization"), true), Readout = Enum.Parse<TransformerReadout>(Text(c, "readout"), true),
    };

    // The upper 16 bits of the generator of Numerical Recipes.
    private static IEnumerable<int> Words(uint seed)
    {
        while (true)
            yield return (int)((seed = 1664525 * seed + 1013904223) >> 16);
    }

    private static ParameterSet Start(TransformerOptions options)
    {
        ParameterSet set = TransformerModel.Parameters(options);
        using IEnumerator<int> words = Words(7).GetEnumerator();
        foreach (ParameterSet.Parameter parameter in set.Parameters)
            foreach (ref float value in set.Of(parameter))
            {
                words.MoveNext();
                value = (words.Current % 97 - 48) / 256f + (parameter.Name.EndsWith(".scale", StringComparison.Ordinal) ? 1 : 0);
            }
        return set;
    }

    private sealed class Slice : GraphSlice
    {
        private readonly int[] _tokens, _targets;
        private readonly int _length, _rows;
        private readonly Indices _to;
        private readonly Indices? _labels;
        private readonly Tensor? _values;

        public Slice(JsonElement c, TransformerOptions options, ParameterSet set, int slice)
        {
            _tokens = [.. c.GetProperty("tokens").EnumerateArray().Select(t => t.GetInt32())];
            _targets = [.. c.GetProperty("targets").EnumerateArray().Select(t => t.GetInt32())];
            _length = options.SequenceLength;
            (_to, Tensor output) = TransformerModel.Record(Graph, set, options, slice, _length);
            _rows = output.Rows / slice;
            if (Text(c, "loss") == "halfMse")
                Loss = Graph.Record(new SquaredError(output, _values = Graph.Input(output.Rows), 0.5));
            else
                Loss = Graph.Record(new CrossEntropy(output, _labels = Graph.Indices(output.Rows)));
            Graph.Complete();
        }

        public override LossOperation Loss { get; }

        public override void Fill(long step, int first, int count)
        {
            for (int i = 0; i < count * _length; i++)
                _to.Values[i] = _tokens[first * _length + i];
            for (int i = 0; i < count * _rows; i++)
                if (_values is not null)
                    _values.Values[i] = _targets[first * _rows + i];
                else
                    _labels!.Values[i] = _targets[first * _rows + i];
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Loss_derivatives_and_steps_are_those_of_PyTorch(string name, int threads, int slice)
    {
        JsonElement c = Cases.First(c => Text(c, "name") == name);
        TransformerOptions options = Options(c);
        NetworkOptimizer optimizer = Enum.Parse<NetworkOptimizer>(Text(c, "optimizer"), true);
        double rate = c.GetProperty("learningRate").GetDouble(), momentum = c.GetProperty("momentum").GetDouble(), decay = c.GetProperty("weightDecay").GetDouble();
        using ParameterSet set = Start(options);
        using SlicedTraining training = new(set, Number(c, "batch"), slice, optimizer == NetworkOptimizer.Sgd ? 1 : 2, threads, () => new Slice(c, options, set, slice));
        double[] losses = [.. c.GetProperty("losses").EnumerateArray().Select(l => l.GetDouble())];
        for (int step = 0; step < losses.Length; step++)
        {
            double loss = training.Loss(step);
            Assert.Equal(losses[step], loss, 1e-5 * losses[step]);
            float[] gradient = training.Gradient();
            if (step == 0)
                foreach ((int i, JsonElement expected) in c.GetProperty("gradient").EnumerateArray().Index())
                    foreach ((int j, JsonElement g) in expected.EnumerateArray().Index())
                    {
                        ParameterSet.Parameter parameter = set.Parameters[i];
                        Assert.True(Math.Abs(g.GetDouble() - gradient[parameter.Offset + j]) < 2e-6 + 1e-5 * Math.Abs(g.GetDouble()), $"{parameter.Name}[{j}]: {gradient[parameter.Offset + j]} for {g}");
                    }
            training.Update(new ParameterUpdate(optimizer, rate, momentum, decay, step));
        }
    }
}
