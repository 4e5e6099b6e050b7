namespace ScalingTools.TeacherStudent;

/// <summary>A 2-homogeneous student f(x) = Σ_{i≤m} |v_i|² σ(⟨x, v_i/|v_i|⟩) of an additive teacher, all weights trained at once from a small random start.</summary>
/// <remarks>Source: seed 3, part II (Ren, Nichani, Wu and Lee, Emergence and scaling laws in SGD learning of shallow neural networks, arXiv:2504.19983).</remarks>
public sealed record TeacherStudentOptions
{
    /// <summary>f*; has to be given.</summary>
    public required AdditiveTeacher Teacher { get; init; }

    /// <summary>d ≥ P, inputs. A flow costs the same for any. Default: 128.</summary>
    public int Dimension { get; init; } = 128;

    /// <summary>m ≥ 1, neurons. Default: 128.</summary>
    public int Width { get; init; } = 128;

    /// <summary>η > 0. Default: 0.01, for flows; Sgd of one sample wants about a_P/d^{k/2}.</summary>
    public double LearningRate { get; init; } = 0.01;

    /// <summary>B ≥ 1, samples in a step of Sgd. Default: 1.</summary>
    public int BatchSize { get; init; } = 1;

    /// <summary>Sgd or flow. Default: PopulationFlow.</summary>
    public TeacherStudentMethod Method { get; init; } = TeacherStudentMethod.PopulationFlow;

    /// <summary>T ≥ 0, steps, or time of the flow in units of steps. Default: 10,000.</summary>
    public double Time { get; init; } = 10_000;

    /// <summary>Times to measure at, 0 ≤ t ≤ T, whole for Sgd; T always is. Default: about fifty at equal ratios.</summary>
    public IReadOnlyList<double> MeasureAt { get; init; } = [];

    /// <summary>|v_i(0)| > 0; directions are uniform on the sphere. m|v(0)|² should be well below a_P. Default: 0.01.</summary>
    public double InitialScale { get; init; } = 0.01;

    /// <summary>0 &lt; θ &lt; 1: a direction has emerged when a neuron's overlap² with it exceeds θ. Default: 0.5.</summary>
    public double Threshold { get; init; } = 0.5;

    /// <summary>Relative error of a step of the flow; times of emergence then are good to about a thousandth. Default: 1e-6.</summary>
    public double Tolerance { get; init; } = 1e-6;

    /// <summary>Seeds, one run for each: they decide the start and the samples. Default: 1.</summary>
    public IReadOnlyList<long> Seeds { get; init; } = [1];

    /// <summary>Threads in all; results do not depend on it. Default (0): one for each processor.</summary>
    public int Threads { get; init; }
}
