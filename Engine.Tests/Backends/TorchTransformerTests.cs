using ScalingTools.Backends;
using ScalingTools.Networks;
using ScalingTools.Networks.Autodiff;

namespace ScalingTools.Tests.Backends;

/// <summary>Transformers of every kind give the same numbers.</summary>
public unsafe class TorchTransformerTests
{
    public static TheoryData<TransformerNormalization, TransformerReadout, TransformerActivation, TransformerParameterization, bool, bool> Kinds() => new()
    {
        { TransformerNormalization.None, TransformerReadout.Every, TransformerActivation.Relu, TransformerParameterization.PyTorch, true, true },
        { TransformerNormalization.Before, TransformerReadout.Last, TransformerActivation.Gelu, TransformerParameterization.PyTorch, false, true },
        { TransformerNormalization.After, TransformerReadout.Flattened, TransformerActivation.Gelu, TransformerParameterization.PyTorch, true, false },
        { TransformerNormalization.Before, TransformerReadout.Every, TransformerActivation.Relu, TransformerParameterization.MeanField, true, true },
        { TransformerNormalization.After, TransformerReadout.Last, TransformerActivation.Relu, TransformerParameterization.MeanField, false, false },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Outputs_are_the_same(TransformerNormalization normalization, TransformerReadout readout, TransformerActivation activation, TransformerParameterization parameterization, bool causal, bool positions)
    {
        TransformerOptions options = new()
        {
            Vocabulary = 7, SequenceLength = 6, OutputCount = 3, Layers = 2, Heads = 3, Width = 12, HiddenWidth = positions ? 20 : 0, Normalization = normalization, Readout = readout, Activation = activation,
            Parameterization = parameterization, Causal = causal, Positions = positions, Richness = 0.5,
        };
        const int Sequences = 4;
        using ParameterSet set = TransformerModel.Parameters(options);
        TransformerModel.Initialize(set, options, 1);
        using Graph graph = new();
        (Indices tokens, Tensor output) = TransformerModel.Record(graph, set, options, Sequences, options.SequenceLength);
        graph.Complete();
        int[] numbers = [.. Enumerable.Range(0, tokens.Count).Select(i => i * i % 7)];
        numbers.CopyTo(new Span<int>(tokens.Values, tokens.Count));
        graph.Forward();
        using IBackendModel model = TorchForTests.Cpu().Create(new() { Network = options, Arrays = BackendModel.ArraysOf(set), Loss = NetworkLoss.CrossEntropy, Moments = 0 }, 1);
        model.Write(BackendState.Parameters, set.Packed());
        float[] outputs = new float[output.Length];
        model.Forward(new() { Count = Sequences, Tokens = numbers }, outputs);
        double size = Math.Sqrt(outputs.Average(x => (double)x * x));
        Assert.True(size > 0);
        for (int i = 0; i < outputs.Length; i++)
            Assert.True(Math.Abs(output.Values[i] - outputs[i]) < 1e-5 * size, $"{i}: {output.Values[i]} managed, {outputs[i]} by Torch");
    }
}
