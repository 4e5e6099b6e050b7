using ScalingTools.FeatureLearning;
using ScalingTools.Measurement;
using ScalingTools.Numerics;

namespace ScalingTools.Experiments;

/// <summary>L*(C), C = E N t: loss curves of students of many widths and their lower envelope, at budgets for which the mean-field theory has a best width among them.</summary>
internal sealed class FeatureComputeExperiment : FeatureLawExperiment
{
    private const int Smallest = 4, Largest = 128, WidthsPerOctave = 2, Times = 60;

    private readonly FeatureLearningOptions[] _students;
    private readonly IReadOnlyList<TrainingCurve>[] _draws;
    private bool[] _used = [];

    public FeatureComputeExperiment(FeatureTheoryTestOptions options) : base(options)
    {
        int largest = (int)Math.Min(Largest, Student.Task.ModeCount);
        double[] times = Student.Method == FeatureMethod.GradientDescent
            ? [.. LogSpace.WholeNumbers(1, (long)Math.Max(2, Student.Time), Times).Select(t => (double)t)]
            : LogSpace.Values(Student.Time / 1e3, Student.Time, Times);
        _students =
        [
            .. LogSpace.WholeNumbers(Smallest, largest, 1 + (int)Math.Round(WidthsPerOctave * Math.Log2((double)largest / Smallest)))
                .Select(n => Student with { Width = (int)n, MeasureAt = times }),
        ];
        _draws = new IReadOnlyList<TrainingCurve>[_students.Length];
    }

    public override IReadOnlyList<double> X => _x;

    private double[] _x = [];

    public override double[] Theory(CancellationToken cancellation)
    {
        IReadOnlyList<FrontierOptimum> optima = Envelope(_students.SelectMany(student => FeatureLearningTheory.Run(student, null, cancellation))
            .Select(row => (row.Width!.Value, row.Time, row.Compute!.Value, row.TestLoss!.Value)), cancellation);
        _used = [.. optima.Select(o => o.Outcome == FrontierOutcome.Optimum && o.Compute >= (Options.XMin ?? 0) && o.Compute <= (Options.XMax ?? double.PositiveInfinity))];
        _x = [.. optima.Where((_, i) => _used[i]).Select(o => o.Compute)];
        return [.. optima.Where((_, i) => _used[i]).Select(o => o.Loss!.Value)];
    }

    public override void Simulate(IProgress<ScalingProgress>? progress, CancellationToken cancellation)
    {
        for (int i = 0; i < _students.Length; i++)
        {
            _draws[i] = FeatureLearningTraining.Curves(_students[i], null, cancellation);
            progress?.Report(new ScalingProgress((i + 1.0) / _students.Length, $"Width {_students[i].Width}"));
        }
        Draws = _draws[0].Count;
    }

    public override double[] Mean(int? without)
    {
        IReadOnlyList<FrontierOptimum> optima = Envelope(
            from s in Enumerable.Range(0, _students.Length)
            let student = _students[s]
            from t in Enumerable.Range(0, student.MeasureAt.Count)
            let time = student.MeasureAt[t]
            select (student.Width!.Value, time, (double)student.EnsembleSize * student.Width.Value * time, Mean(_draws[s], t, without)), default);
        return [.. optima.Where((_, i) => _used[i]).Select(o => o.Loss!.Value)];
    }

    private IReadOnlyList<FrontierOptimum> Envelope(IEnumerable<(int Width, double Time, double Compute, double Loss)> losses, CancellationToken cancellation)
    {
        IEnumerable<MeasurementRecord> records = losses.Select(l => new MeasurementRecord(
            [new("Parameters", l.Width), new("Time", l.Time), new("Compute", l.Compute), new("Loss", l.Loss)]));
        ComputeFrontier frontier = ScalingMeasurement.Frontier([.. records], new FrontierOptions { BudgetCount = Options.XCount }, cancellation: cancellation).Single();
        return [.. frontier.Optima().Where(o => o.Method == FrontierMethod.Envelope)];
    }
}
