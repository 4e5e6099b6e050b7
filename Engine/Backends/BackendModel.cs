using ScalingTools.Composition;
using ScalingTools.DeepNetworks;
using ScalingTools.Networks;
using ScalingTools.Networks.Autodiff;

namespace ScalingTools.Backends;

/// <summary>What a backend is to train: a model record of the engine, its arrays of parameters, and its loss.</summary>
internal sealed record BackendModel
{
    /// <summary>An array of parameters.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Shape">Its dimensions; a weight has shape (outputs, inputs).</param>
    public sealed record Array(string Name, params int[] Shape)
    {
        /// <summary>Numbers.</summary>
        public int Length => Shape.Aggregate(1, (a, b) => checked(a * b));
    }

    /// <summary>A <see cref="TwoLayerOptions"/>, <see cref="TransformerOptions"/>, <see cref="PerceptronOptions"/>, <see cref="ConvolutionalOptions"/> or <see cref="AttentionShape"/>.</summary>
    public required object Network { get; init; }
    /// <summary>Its parameters.</summary>
    public required IReadOnlyList<Array> Arrays { get; init; }
    /// <summary>ℓ of a row: Σ_o c (f_o - y_o)² or the cross-entropy.</summary>
    public required NetworkLoss Loss { get; init; }
    /// <summary>Numbers besides each parameter that the optimiser keeps: 0, 1 or 2.</summary>
    public required int Moments { get; init; }
    /// <summary>Whether the output is f(θ) - f(θ_0).</summary>
    public bool RelativeToStart { get; init; }

    /// <summary>Numbers of all arrays.</summary>
    public int Count => Arrays.Sum(array => array.Length);

    /// <summary>The arrays of a set.</summary>
    public static IReadOnlyList<Array> ArraysOf(ParameterSet set) => [.. set.Parameters.Select(parameter => new Array(parameter.Name, parameter.Shape))];
}
