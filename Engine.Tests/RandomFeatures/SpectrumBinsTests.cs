using ScalingTools.RandomFeatures;

namespace ScalingTools.Tests.RandomFeatures;

public class SpectrumBinsTests
{
    private const double Tolerance = 1e-6;

    // The sums that occur: kernels, their squares, mode errors squared, for rates from 0.01 to 10^6.
    private static readonly (string Name, bool OfPower, Func<double, double, double> F)[] Sums =
    [
        ("trace", false, (l, x) => l), ("λ/(1+λx)", false, (l, x) => l / (1 + l * x)), ("(λ/(1+λx))²", false, (l, x) => l * l / ((1 + l * x) * (1 + l * x))),
        ("λe^-λx", false, (l, x) => l * Math.Exp(-l * x)), ("λ²e^-2λx", false, (l, x) => l * l * Math.Exp(-2 * l * x)),
        ("e^-2λx", true, (l, x) => Math.Exp(-2 * l * x)), ("1/(1+λx)²", true, (l, x) => 1 / ((1 + l * x) * (1 + l * x))), ("λe^-2λx", true, (l, x) => l * Math.Exp(-2 * l * x)),
    ];

    [Theory]
    [InlineData(1.01, 0.3)]
    [InlineData(1.5, 0.05)]
    [InlineData(1.5, 0.5)]
    [InlineData(2, 1.2)]
    [InlineData(3, 2.5)]
    public void Sums_over_bins_are_sums_over_modes(double alpha, double beta)
    {
        PowerLawTask task = PowerLawTask.FromCapacity(alpha, beta, 300_000);
        Compare(SpectrumBins.Exact(task), SpectrumBins.Of(task), Tolerance);
        Assert.InRange(SpectrumBins.Of(task).Length, 12, 120);
    }

    [Fact]
    public void A_kernel_without_a_trace_works_as_well()
    {
        PowerLawTask task = PowerLawTask.FromDecay(1.5, 0.6, 300_000);
        Compare(SpectrumBins.Exact(task), SpectrumBins.Of(task), Tolerance);
    }

    [Theory]
    [InlineData(65)]
    [InlineData(200)]
    [InlineData(1000)]
    public void Few_modes_are_binned_as_well_as_many(int modes)
    {
        PowerLawTask task = PowerLawTask.FromCapacity(1.5, 0.5, modes);
        Compare(SpectrumBins.Exact(task), SpectrumBins.Of(task), Tolerance);
    }

    [Fact]
    public void A_billion_modes_have_the_trace_and_the_variance_of_the_zeta_function()
    {
        PowerLawTask task = PowerLawTask.FromCapacity(1.2, 0.4, 1_000_000_000);
        SpectrumBins bins = SpectrumBins.Of(task);
        Assert.Equal(1, Sum(bins, false, l => l) / task.Trace, Tolerance);
        Assert.Equal(1, Sum(bins, true, _ => 1) / task.InitialLoss, Tolerance);
        Assert.InRange(bins.Length, 12, 120);
    }

    // A kinked spectrum: no power law, powers alternate.
    [Fact]
    public void A_given_spectrum_is_merged_without_loss()
    {
        double[] lambda = [.. Enumerable.Range(1, 5000).Select(k => k < 500 ? Math.Pow(k, -1.3) : Math.Pow(500, -1.3) * Math.Exp(-(k - 500) / 700.0))];
        double[] power = [.. Enumerable.Range(1, 5000).Select(k => Math.Pow(k, -1.5) * (1 + k % 3))];
        PowerLawTask task = PowerLawTask.FromSpectrum(lambda, power);
        Compare(SpectrumBins.Exact(task), SpectrumBins.Of(task), Tolerance);
        Assert.InRange(SpectrumBins.Of(task).Length, 16, 150);
    }

    [Fact]
    public void Equal_eigenvalues_are_one_node()
    {
        PowerLawTask task = PowerLawTask.FromSpectrum(Enumerable.Repeat(0.5, 1000), Enumerable.Repeat(0.001, 1000));
        Compare(SpectrumBins.Exact(task), SpectrumBins.Of(task), 1e-12);
        Assert.Equal(17, SpectrumBins.Of(task).Length);
    }

    private static void Compare(SpectrumBins exact, SpectrumBins bins, double tolerance)
    {
        foreach ((string name, bool ofPower, Func<double, double, double> f) in Sums)
            for (double x = 0.01; x <= 1.01e6; x *= 10)
            {
                double expected = Sum(exact, ofPower, l => f(l, x));
                if (expected > 1e-9 * Sum(exact, ofPower, l => f(l, 0)))
                    Assert.True(Math.Abs(Sum(bins, ofPower, l => f(l, x)) / expected - 1) < tolerance, $"{name} at x = {x}: {Sum(bins, ofPower, l => f(l, x)) / expected - 1}");
            }
    }

    private static double Sum(SpectrumBins bins, bool ofPower, Func<double, double> f)
    {
        double sum = 0;
        for (int b = bins.Length - 1; b >= 0; b--)
            sum += (ofPower ? bins.Power[b] : bins.Count[b]) * f(bins.Eigenvalue[b]);
        return sum;
    }
}
