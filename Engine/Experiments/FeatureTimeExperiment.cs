using ScalingTools.FeatureLearning;

namespace ScalingTools.Experiments;

/// <summary>L(t) along the training of one student.</summary>
internal sealed class FeatureTimeExperiment : FeatureLawExperiment
{
    private const double Decades = 1.5;

    private readonly FeatureLearningOptions _student;
    private IReadOnlyList<TrainingCurve> _draws = [];

    public FeatureTimeExperiment(FeatureTheoryTestOptions options) : base(options)
    {
        double[] times = Grid(Student.Time * Math.Pow(10, -Decades), Student.Time);
        X = [.. Student.Method == FeatureMethod.GradientDescent ? times.Select(t => Math.Max(1, Math.Round(t))).Distinct() : times];
        _student = Student with { MeasureAt = X, Time = X[^1] };
    }

    public override IReadOnlyList<double> X { get; }

    public override double[] Theory(CancellationToken cancellation) => [.. FeatureLearningTheory.Run(_student, null, cancellation).Select(row => row.TestLoss!.Value)];

    public override void Simulate(IProgress<ScalingProgress>? progress, CancellationToken cancellation)
    {
        _draws = FeatureLearningTraining.Curves(_student, progress, cancellation);
        Draws = _draws.Count;
    }

    public override double[] Mean(int? without) => [.. Enumerable.Range(0, X.Count).Select(i => Mean(_draws, i, without))];
}
