using MathNet.Numerics;

namespace ScalingTools.Composition;

/// <summary>What the theorems on k-fold composition say, as numbers. Orders of magnitude: constants and logarithms that the theorems do not name are taken as 1.</summary>
/// <remarks>Source: Wang et al. 2025; slides, "Hardness of learning via SGD", "Curriculum learning", "Remarks".</remarks>
public sealed record CompositionTheory
{
    /// <summary>k.</summary>
    public required int Length { get; init; }
    /// <summary>N.</summary>
    public required int Size { get; init; }
    /// <summary>T = kN tokens.</summary>
    public required int SequenceLength { get; init; }
    /// <summary>1/N.</summary>
    public required double ChanceLevel { get; init; }
    /// <summary>L = log2 k + 1 layers that are enough; null where k is not a power of two.</summary>
    public int? Layers { get; init; }
    /// <summary>kN + (L+1)N, the width of the constructive weights, O(kN); null where k is not a power of two.</summary>
    public int? ConstructiveWidth { get; init; }
    /// <summary>ln |F| = k ln N!, nats that determine π: what any learner has to find out.</summary>
    public required double Information { get; init; }
    /// <summary>kN ln N, the samples that the information asks for, up to a constant.</summary>
    public required double InformationSamples { get; init; }
    /// <summary>k⁴N⁶, the samples that are enough for the curriculum and gradient descent, up to logarithms and a constant.</summary>
    public required double CurriculumSamples { get; init; }
    /// <summary>N^k, what statistical query learners need from the whole answers alone, N^Ω(k) queries or a tolerance N^-Ω(k), with the constant 1 in the exponent.</summary>
    public required double DirectQueries { get; init; }

    /// <summary>The numbers of a task.</summary>
    /// <param name="length">k.</param>
    /// <param name="size">N.</param>
    public static CompositionTheory Of(int length, int size)
    {
        CompositionTask task = new(length, size);
        int? layers = task.IsBinaryTree ? task.LayerCount : null;
        double k = length, n = size;
        return new()
        {
            Length = length, Size = size, SequenceLength = task.SequenceLength, ChanceLevel = task.ChanceLevel, Layers = layers, ConstructiveWidth = task.SequenceLength + (layers + 1) * size,
            Information = k * SpecialFunctions.FactorialLn(size), InformationSamples = k * n * Math.Log(n), CurriculumSamples = Math.Pow(k, 4) * Math.Pow(n, 6),
            DirectQueries = Math.Pow(n, k),
        };
    }
}
