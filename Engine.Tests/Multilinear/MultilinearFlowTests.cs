using ScalingTools.Multilinear;

namespace ScalingTools.Tests.Multilinear;

public class MultilinearFlowTests
{
    // dR/dT = ηρ (a² + b²)(S - R) with a² + b² = √(q² + 4R²), q = a² - b² conserved; four-stage Runge–Kutta, nothing else assumed.
    internal static double RungeKutta(double rate, double time, double s, double r, double eta, double imbalance = 0, bool linear = false, int steps = 20_000)
    {
        double F(double x) => linear ? eta * rate * (s - x) : eta * rate * Math.Sqrt(imbalance * imbalance + 4 * x * x) * (s - x);
        double h = time / steps, y = linear ? 0 : r;
        for (int i = 0; i < steps; i++)
        {
            double k1 = F(y), k2 = F(y + h / 2 * k1), k3 = F(y + h / 2 * k2), k4 = F(y + h * k3);
            y += h / 6 * (k1 + 2 * k2 + 2 * k3 + k4);
        }
        return y;
    }

    [Theory]
    [InlineData(MultilinearModelKind.Multilinear, 1.0, 0.01, 0.05, 0.3, 100)]
    [InlineData(MultilinearModelKind.Multilinear, 5.0, 0.001, 0.02, 0.05, 1500)]
    [InlineData(MultilinearModelKind.Multilinear, 0.5, 0.4, 1.0, 0.9, 3)]
    [InlineData(MultilinearModelKind.Linear, 2.0, 0.01, 0.05, 0.3, 100)]
    public void Strength_and_loss_solve_the_differential_equation(MultilinearModelKind model, double s, double r, double eta, double rate, double time)
    {
        var flow = new MultilinearFlow(model, s, r, eta);
        double expected = RungeKutta(rate, time, s, r, eta, linear: model == MultilinearModelKind.Linear);
        Assert.Equal(1, flow.Strength(rate, time) / expected, 1e-10);
        Assert.Equal(1, flow.SkillLoss(rate, time) / ((s - expected) * (s - expected) / 2), 1e-8);
    }

    [Fact]
    public void Nothing_overflows_and_the_limits_are_exact()
    {
        var flow = new MultilinearFlow(MultilinearModelKind.Multilinear, 2, 1e-300, 1);
        Assert.Equal(1e-300, flow.Strength(0.5, 0), 1e-310);
        Assert.Equal(2, flow.Strength(0.5, 1e300));
        Assert.Equal(2, flow.Strength(1e-9, double.PositiveInfinity));
        Assert.Equal(1e-300, flow.Strength(0, double.PositiveInfinity), 1e-310);
        Assert.Equal(0, flow.SkillLoss(0.5, 1e300));
        Assert.Equal(0, flow.SkillLoss(0.5, double.PositiveInfinity));
        Assert.Equal(2, flow.SkillLoss(0, double.PositiveInfinity));
    }

    [Fact]
    public void The_loss_keeps_its_digits_when_the_skill_is_learnt()
    {
        var flow = new MultilinearFlow(MultilinearModelKind.Multilinear, 1, 0.01, 1);
        // python: from decimal import *; getcontext().prec = 40; (1/(1 + Decimal(60).exp()/99))**2/2
        Assert.Equal(1, flow.SkillLoss(1, 30) / 3.757530938527465919874e-49, 1e-12);
    }

    [Theory]
    [InlineData(MultilinearModelKind.Multilinear)]
    [InlineData(MultilinearModelKind.Linear)]
    public void Time_to_reach_is_the_inverse_of_the_strength(MultilinearModelKind model)
    {
        var flow = new MultilinearFlow(model, 3, 0.02, 0.1);
        foreach (double fraction in new[] { 0.05, 0.5, 0.97 })
            Assert.Equal(fraction, flow.Strength(0.2, flow.TimeToReach(0.2, fraction)) / 3, 1e-12);
    }

    [Theory]
    [InlineData(0, 0.01, 0.1, ScalingError.ParameterOutOfRange)]
    [InlineData(1, 1, 0.1, ScalingError.InitialStrengthOutOfRange)]
    [InlineData(1, 0, 0.1, ScalingError.InitialStrengthOutOfRange)]
    [InlineData(1, double.NaN, 0.1, ScalingError.InitialStrengthOutOfRange)]
    [InlineData(1, 0.01, -1, ScalingError.ParameterOutOfRange)]
    public void Bad_constants_are_named(double s, double r, double eta, ScalingError error) =>
        Assert.Equal(error, Assert.Throws<ScalingException>(() => new MultilinearFlow(MultilinearModelKind.Multilinear, s, r, eta)).Error);
}
