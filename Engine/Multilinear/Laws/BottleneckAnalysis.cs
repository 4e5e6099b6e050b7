using System.Globalization;

namespace ScalingTools.Multilinear;

/// <summary>Compares what T, D and N alone would leave and asks the law of the largest.</summary>
internal sealed class BottleneckAnalysis
{
    private const double Infinite = double.PositiveInfinity;

    private readonly BottleneckOptions _options;
    private readonly LawModel _model;
    private readonly Resources _at;
    private readonly (ScalingLawKind Resource, double Loss)[] _byLoss; // largest first

    public BottleneckAnalysis(BottleneckOptions options)
    {
        _options = options;
        _model = new LawModel(options);
        _at = new Resources(
            Guard.Time(options.Time ?? Infinite),
            Guard.SampleCount(options.SampleCount) ?? Infinite,
            Guard.ParameterCount(options.ParameterCount, options.SkillCount) ?? _model.SkillCount);
        TimeLoss = Alone(new(_at.T, Infinite, Infinite));
        DataLoss = Alone(new(Infinite, _at.D, Infinite));
        ParametersLoss = Alone(new(Infinite, Infinite, _at.N));
        _byLoss = [.. new[]
        {
            (ScalingLawKind.Time, TimeLoss), (ScalingLawKind.Data, DataLoss), (ScalingLawKind.Parameters, ParametersLoss),
        }.OrderByDescending(x => x.Item2)];
    }

    private double TimeLoss { get; }
    private double DataLoss { get; }
    private double ParametersLoss { get; }

    private double Alone(Resources only) => ExpectedLoss.At(_model, only);

    public ScalingBottleneck Row()
    {
        ScalingLawKind? bottleneck = _byLoss[0].Loss > 0 ? _byLoss[0].Resource : null;
        ScalingLawKind? kind = bottleneck is null ? null : Balanced() ? ScalingLawKind.Compute : bottleneck;
        ScalingLaw? law = kind is null || _at.T == 0 ? null : ScalingLaws.Get(LawAt(kind.Value));
        double exact = ExpectedLoss.At(_model, _at);
        return new ScalingBottleneck(law ?? new LawErrorTerms())
        {
            Alpha = _model.Alpha,
            SkillCount = _options.SkillCount,
            TargetScale = _model.S,
            InitialStrength = _model.r,
            LearningRate = _model.Eta,
            Time = RowValue.Finite(_at.T),
            Samples = _options.SampleCount,
            Parameters = Resources.WholeOrNull(_at.N),
            Bottleneck = bottleneck,
            Dominance = _byLoss[1].Loss > 0 ? _byLoss[0].Loss / _byLoss[1].Loss : null,
            Law = kind,
            Exponent = law?.Exponent,
            PredictedLoss = law?.Loss,
            ExactLoss = exact,
            RelativeDeviation = exact > 0 ? law?.Loss / exact - 1 : null,
            TimeLoss = TimeLoss,
            DataLoss = DataLoss,
            ParametersLoss = ParametersLoss,
            Condition = law?.Condition,
            Holds = law?.Holds,
            Violated = law?.Violated,
            Advice = Advice(bottleneck, law),
        };
    }

    // T and N ahead of D, and N within a factor Margin of N*(C) (Table 4, third row).
    private bool Balanced()
    {
        if (_byLoss[2].Resource != ScalingLawKind.Data || !double.IsFinite(_at.T) || !double.IsFinite(_at.N) || _at.T == 0
            || _at.N == _model.SkillCount)
            return false;
        double ratio = _at.N / (OptimalSplit.Lambda(_model) * OptimalSplit.Unit(_model, _at.N * _at.T));
        return ratio <= _model.Margin && ratio >= 1 / _model.Margin;
    }

    private LawOptions LawAt(ScalingLawKind kind) => new(_options)
    {
        Law = kind,
        At = kind switch
        {
            ScalingLawKind.Time => _at.T,
            ScalingLawKind.Data => _at.D,
            ScalingLawKind.Parameters => _at.N,
            _ => _at.N * _at.T,
        },
        Time = kind == ScalingLawKind.Compute ? null : _options.Time,
        SampleCount = _options.SampleCount,
        ParameterCount = _options.ParameterCount,
    };

    private string Advice(ScalingLawKind? bottleneck, ScalingLaw? law)
    {
        if (bottleneck is null)
            return "Nothing limits the loss: every skill is learnt.";
        string what = bottleneck switch
        {
            ScalingLawKind.Time => "Train longer",
            ScalingLawKind.Data => "Add samples",
            _ => "Add parameters",
        };
        if (_byLoss[1].Loss <= 0)
            return $"{what}: nothing else limits the loss.";
        // L ∝ x^-p until the next limit: x grows by (L₁/L₂)^{1/p}.
        double p = bottleneck == ScalingLawKind.Parameters ? _model.Alpha : _model.p;
        double factor = Math.Pow(_byLoss[0].Loss / _byLoss[1].Loss, 1 / p);
        string advice = $"{what}: about {factor.ToString("G2", CultureInfo.InvariantCulture)} times as much until {_byLoss[1].Resource} limits as well.";
        return law is null or { Holds: true } ? advice
            : $"{advice} The {law.Law} law is outside its conditions ({law.Violated}): trust ExactLoss, or simulate.";
    }
}
