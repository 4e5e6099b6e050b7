using ScalingTools.Networks.Autodiff;
using ScalingTools.Numerics;

namespace ScalingTools.DeepNetworks;

/// <summary>The graph of a multilayer network on a few points of the circle.</summary>
internal sealed unsafe class CircleSlice : MeasuredSlice
{
    private readonly double[] _targets, _measured; // what the network is to be at 2πi/n, n their length
    private readonly Tensor _inputs, _values;
    private readonly bool _population;
    private readonly long _seed;
    private readonly ulong[] _words = new ulong[4];

    /// <summary>A graph for so many points.</summary>
    /// <param name="model">The network.</param>
    /// <param name="set">θ.</param>
    /// <param name="targets">y + f(θ_0) at equally spaced angles that are trained on, all in every step or some at random.</param>
    /// <param name="measured">The same at those that are measured on.</param>
    /// <param name="population">Whether a step takes all angles.</param>
    /// <param name="seed">Which batches.</param>
    /// <param name="points">Points of the slice.</param>
    public CircleSlice(PerceptronOptions model, ParameterSet set, double[] targets, double[] measured, bool population, long seed, int points)
    {
        (_targets, _measured, _population, _seed) = (targets, measured, population, seed);
        (_inputs, Output) = PerceptronModel.Record(Graph, set, model, points);
        Loss = Graph.Record(new SquaredError(Output, _values = Graph.Input(points), 0.5));
        Graph.Complete();
    }

    /// <summary>f. Shape (points, 1).</summary>
    public Tensor Output { get; }

    /// <inheritdoc/>
    public override LossOperation Loss { get; }

    /// <inheritdoc/>
    public override SliceData Data => new(_inputs, null, _values, null);

    /// <inheritdoc/>
    public override void Fill(long step, int first, int count)
    {
        for (int b = 0; b < count; b++)
        {
            int at = first + b, before = at % 4; // random words come in blocks of four
            if (!_population)
                RandomWords.Fill(_words.AsSpan(0, before + 1), at - before, _seed, 0, RandomPurpose.Batches, step);
            Put(b, _targets, _population ? at : (int)Math.BigMul(_words[before], (ulong)_targets.Length, out _));
        }
    }

    /// <inheritdoc/>
    public override void FillTest(int first, int count)
    {
        for (int b = 0; b < count; b++)
            Put(b, _measured, first + b);
    }

    /// <summary>Functions are not right or wrong.</summary>
    public override int CountCorrect(int rows) => 0;

    private void Put(int b, double[] targets, int i)
    {
        (double sine, double cosine) = Math.SinCos(2 * Math.PI * i / targets.Length);
        (_inputs.Values[2 * b], _inputs.Values[2 * b + 1], _values.Values[b]) = ((float)cosine, (float)sine, (float)targets[i]);
    }
}
