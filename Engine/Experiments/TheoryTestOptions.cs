using System.Diagnostics.CodeAnalysis;
using ScalingTools.Multilinear;

namespace ScalingTools.Experiments;

/// <summary>Which law to test on which model, and how thoroughly.</summary>
public sealed record TheoryTestOptions : LawSetting
{
    /// <summary>A test of a model yet to be set.</summary>
    public TheoryTestOptions() { }

    /// <summary>A test of a given model.</summary>
    /// <param name="model">α, n_s, S, r, η.</param>
    [SetsRequiredMembers]
    public TheoryTestOptions(LawSetting model) : base(model) { }

    /// <summary>The law; default Time.</summary>
    public ScalingLawKind Law { get; init; } = ScalingLawKind.Time;

    /// <summary>
    /// How training is simulated, for Time and Compute; default GradientDescent, discrete steps. Data and Parameters train to the end,
    /// which only the closed form can.
    /// </summary>
    public MultilinearMethod Method { get; init; } = MultilinearMethod.GradientDescent;

    /// <summary>Runs for each x where something is random; default 1 … 10.</summary>
    public IReadOnlyList<long> Seeds { get; init; } = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

    /// <summary>Smallest x; default: where the law's conditions begin to hold.</summary>
    public double? XMin { get; init; }

    /// <summary>Largest x; default: two or three decades further, as far as the conditions hold.</summary>
    public double? XMax { get; init; }

    /// <summary>Values of x, evenly spaced in log x; default 16.</summary>
    public int XCount { get; init; } = 16;

    /// <summary>By what fraction of the theory's value the intervals are widened for the verdict; default 0.02.</summary>
    public double Tolerance { get; init; } = 0.02;

    /// <summary>Coverage of the intervals; default 0.95.</summary>
    public double ConfidenceLevel { get; init; } = 0.95;
}
