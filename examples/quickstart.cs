#:property PublishAot=false
#:project ../Engine/ScalingTools.Engine.csproj

// Simulation beside theory: do the scaling laws of the multilinear model (Nam et al. 2024) come out of its simulation?
//
//   dotnet run examples/quickstart.cs
//
// The task has infinitely many skills; skill k occurs with a frequency ∝ k^-(α+1), and the model learns each along a sigmoid.
// What is left of the loss is L = A x^-p, where x is the resource there is too little of:
//
//   training time T, data D:  p = α/(α+1)      parameters N:  p = α      compute C = N·T, split at its best:  p = α/(α+2)

using System.Globalization;
using ScalingTools.Experiments;
using ScalingTools.Measurement;
using ScalingTools.Multilinear;
using ScalingTools.Numerics;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
double[] alphas = [0.3, 0.6, 0.9];
long[] seeds = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const double eta = 0.5; // learning rate

// 1. What to simulate. Resources that are not named are unlimited.
Experiment[] experiments =
[
    // Stochastic gradient descent draws its batches at random, one curve for each seed ...
    new(ScalingLawKind.Time, "SGD", new()
    {
        Alphas = alphas, LearningRate = eta, Method = MultilinearMethod.Sgd, BatchSize = 32, Seeds = seeds, Times = [.. LogSpace.Values(1e3, 3e4, 12)],
    }),
    // ... which follow the closed form of gradient flow.
    new(ScalingLawKind.Time, "closed form", new()
    {
        Alphas = alphas, LearningRate = eta, Times = [.. LogSpace.Values(1e3, 3e4, 12)],
    }),
    // Data sets of D points, each drawn ten times and trained to the end: a skill is learnt if it was seen once.
    new(ScalingLawKind.Data, "sampled data", new()
    {
        Alphas = alphas, LearningRate = eta, SampleCounts = [.. LogSpace.WholeNumbers(1_000, 100_000, 9)], Seeds = seeds, Times = [double.PositiveInfinity],
    }),
    // Models of N parameters trained to the end: they know the N most frequent skills.
    new(ScalingLawKind.Parameters, "closed form", new()
    {
        Alphas = alphas, LearningRate = eta, ParameterCounts = [.. LogSpace.WholeNumbers(1_000, 1_000_000, 10)], Times = [double.PositiveInfinity],
    }),
    // Learning curves of models of many sizes; their lower envelope is the best that compute can buy.
    new(ScalingLawKind.Compute, "envelope", new()
    {
        Alphas = alphas, LearningRate = eta, ParameterCounts = [.. LogSpace.WholeNumbers(1_000, 100_000, 60)], Times = [.. LogSpace.Values(1e4, 1e11, 200)],
    }),
];

// 2. Simulate, measure, and put the theory beside it.
List<Comparison> table = [];
foreach (Experiment experiment in experiments)
{
    MeasurementRecord[] records = [.. MultilinearTraining.Run(experiment.Options).Select(MeasurementRecord.From)];
    foreach ((double alpha, ScalingExponent measured) in alphas.Zip(Measure(experiment.Law, records)))
    {
        ScalingLaw theory = ScalingLaws.Get(new LawOptions { Law = experiment.Law, Alpha = alpha, LearningRate = eta });
        table.Add(new Comparison(experiment.Law, experiment.Simulation, alpha, theory.Exponent, measured.Exponent, measured.ExponentLow, measured.ExponentHigh,
            theory.Prefactor, measured.Prefactor, measured.PrefactorLow, measured.PrefactorHigh));
    }
}

// 3. Show and save.
Console.WriteLine("Scaling laws L = A x^-p of the multilinear model: theory and simulation");
Console.WriteLine();
Console.WriteLine("x           simulation    alpha   p theory  measured   95 % interval     A theory  measured");
foreach (Comparison row in table)
    Console.WriteLine($"{row.Law,-10}  {row.Simulation,-12}  {row.Alpha,5:F1}   {row.TheoryExponent,8:F4}  {row.MeasuredExponent,8:F4}   "
        + $"{row.ExponentLow:F4} - {row.ExponentHigh:F4}   {row.TheoryPrefactor,8:F4}  {row.MeasuredPrefactor,8:F4}");
Console.WriteLine();
Console.WriteLine("Intervals: over seeds where anything is random; else only how straight the line is, and the rest of the distance is the error of the law.");
Console.WriteLine($"Table written to {CsvTable.Write("out/quickstart.csv", table)}");

// One exponent for each α: along the lower envelope for compute, of the loss against the resource for the others.
static IEnumerable<ScalingExponent> Measure(ScalingLawKind law, MeasurementRecord[] records) => law == ScalingLawKind.Compute
    ? ScalingMeasurement.Frontier(records, new FrontierOptions { GroupBy = ["Alpha"] }).Select(frontier => frontier.Exponents(FrontierMethod.Envelope)[0])
    : ScalingMeasurement.Exponents(records, new FitOptions
    {
        X = law == ScalingLawKind.Data ? "Samples" : $"{law}", GroupBy = ["Alpha"], Bootstrap = 200, Seed = 1,
    });

internal sealed record Experiment(ScalingLawKind Law, string Simulation, MultilinearOptions Options);

internal sealed record Comparison(ScalingLawKind Law, string Simulation, double Alpha, double TheoryExponent, double? MeasuredExponent, double? ExponentLow,
    double? ExponentHigh, double TheoryPrefactor, double? MeasuredPrefactor, double? PrefactorLow, double? PrefactorHigh);
