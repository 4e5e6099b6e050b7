using ScalingTools.FeatureLearning;
using ScalingTools.Multilinear;

namespace ScalingTools.Experiments;

/// <summary>L(N) or L(P) at the end of the training of students of many widths, or on many numbers of samples.</summary>
internal sealed class FeatureSizeExperiment : FeatureLawExperiment
{
    private const double Smallest = 8, Largest = 256, ModesPerSize = 4;

    private readonly FeatureLearningOptions[] _students;
    private readonly IReadOnlyList<TrainingCurve>[] _draws;

    public FeatureSizeExperiment(FeatureTheoryTestOptions options) : base(options)
    {
        X = [.. Grid(Smallest, Math.Min(Largest, Student.Task.ModeCount / ModesPerSize)).Select(x => Math.Round(x)).Distinct()];
        FeatureLearningOptions atEnd = Student with { MeasureAt = [Student.Time] };
        _students = [.. X.Select(x => options.Law == ScalingLawKind.Data ? atEnd with { SampleCount = (long)x, BatchSize = null } : atEnd with { Width = checked((int)x) })];
        _draws = new IReadOnlyList<TrainingCurve>[_students.Length];
    }

    public override IReadOnlyList<double> X { get; }

    public override double[] Theory(CancellationToken cancellation) =>
        [.. _students.Select(student => FeatureLearningTheory.Run(student, null, cancellation).Single().TestLoss!.Value)];

    public override void Simulate(IProgress<ScalingProgress>? progress, CancellationToken cancellation)
    {
        for (int i = 0; i < _students.Length; i++)
        {
            _draws[i] = FeatureLearningTraining.Curves(_students[i], null, cancellation);
            progress?.Report(new ScalingProgress((i + 1.0) / _students.Length, $"{Options.Law} {X[i]}"));
        }
        Draws = _draws[0].Count;
    }

    public override double[] Mean(int? without) => Array.ConvertAll(_draws, draws => Mean(draws, 0, without));
}
