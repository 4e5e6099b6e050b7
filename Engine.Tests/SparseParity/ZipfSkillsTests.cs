using ScalingTools.SparseParity;

namespace ScalingTools.Tests.SparseParity;

public class ZipfSkillsTests
{
    [Theory]
    [InlineData(0.3, 1_000_000, 1e3)]
    [InlineData(0.6, 1_000_000, 1e5)]
    [InlineData(0.9, 3_000_000, 1e7)]
    [InlineData(2.0, 1_000_000, 1e4)]
    [InlineData(0.05, 500_000, 1e2)]
    public void Bins_reproduce_the_brute_force_sum(double alpha, int count, double time)
    {
        var skills = new ZipfSkills(alpha, count);
        double Phi(double p) => 0.5 / Math.Pow(1 + Math.Exp(2 * time * p) / 99, 2);
        double[] probability = skills.Probabilities();
        double exact = 0;
        for (int k = probability.Length - 1; k >= 0; k--)
            exact += probability[k] * Phi(probability[k]);
        Assert.Equal(1, skills.Bins().Sum(Phi) / exact, 1e-12);
        Assert.Equal(1, skills.Bins().Sum(_ => 1), 1e-12);
    }

    // Spec 1.3: lim L (ηST)^{α/(α+1)} for S = 1, r = 0.01, N = D = n_s = ∞, found by an exact sum over 2e7 skills plus tail.
    [Theory]
    [InlineData(0.3, 0.64532)]
    [InlineData(0.6, 0.60006)]
    [InlineData(0.9, 0.53034)]
    public void Bins_of_infinitely_many_skills_give_the_published_time_constants(double alpha, double constant)
    {
        SkillBins bins = new ZipfSkills(alpha, null).Bins();
        const double time = 1e12;
        double loss = bins.Sum(p => 0.5 / Math.Pow(1 + Math.Exp(2 * time * p) / 99, 2));
        Assert.Equal(constant, loss * Math.Pow(time, alpha / (alpha + 1)), 5e-6);
    }
}
