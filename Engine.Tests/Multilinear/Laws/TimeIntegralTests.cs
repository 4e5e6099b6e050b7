using ScalingTools.Multilinear;

namespace ScalingTools.Tests.Multilinear.Laws;

public class TimeIntegralTests
{
    // mpmath, mp.dps = 30 (70 from u_N = 20), panels of 1/4 in u:
    //   phi = lambda u: S*S/2/(1+exp(2*u)/(S/r-1))**2;  p = a/(a+1)
    //   u_N = 0: quad(lambda v: phi(v**(1/p)), [x**p for x in panels])/p;  else quad(lambda u: u**(p-1)*phi(u), panels)
    [Theory]
    [InlineData(0.05, 1, 0.01, 0, 10.546767343050993)]
    [InlineData(0.05, 5, 0.01, 0.3, 26.205916645967588)]
    [InlineData(0.05, 1, 1e-8, 3, 0.57397478896887032)]
    [InlineData(0.05, 1, 0.6, 0, 1.5619968987046344)]
    [InlineData(0.05, 1, 0.01, 20, 1.2602817758463992e-33)]
    [InlineData(0.3, 1, 0.01, 0, 2.4049812301039791)]
    [InlineData(0.3, 5, 0.01, 0.3, 25.930495610002493)]
    [InlineData(0.6, 1, 0.01, 0, 1.6095732996620709)]
    [InlineData(0.6, 1, 1e-8, 3, 0.98645082393136901)]
    [InlineData(0.9, 1, 0.01, 0, 1.3526557283227333)]
    [InlineData(0.9, 1, 0.6, 0, 0.09206375200721925)]
    [InlineData(2, 1, 0.01, 0, 1.0852544126523259)]
    [InlineData(2, 1, 0.01, 20, 8.1126227320780657e-33)]
    [InlineData(5, 1, 0.01, 0, 0.96857535347309429)]
    [InlineData(5, 5, 0.01, 0.3, 27.649718258354192)]
    [InlineData(5, 1, 0.6, 0, 0.037653145643944825)]
    public void Quadrature_agrees_with_mpmath(double alpha, double scale, double strength, double from, double expected) =>
        Assert.Equal(1, TimeIntegral.From(from, alpha, scale, strength) / expected, 1e-13);

    // Beyond 2^53 a panel of length 1 would not move: the integral must end all the same.
    [Theory]
    [InlineData(1e3)]
    [InlineData(1e16)]
    [InlineData(1e300)]
    public void Nothing_is_left_where_everything_is_learnt(double from) =>
        Assert.Equal(0, TimeIntegral.From(from, 0.6, 1, 0.01));

    [Fact]
    public void Phi_falls_from_half_the_squared_gap_to_zero()
    {
        var model = new LawModel(new LawSetting { Alpha = 0.6, TargetScale = 5, InitialStrength = 0.1, LearningRate = 0.3 });
        Assert.Equal(0.5 * 4.9 * 4.9, model.Phi(0), 1e-12);
        Assert.Equal(25.0 / 8, model.Phi(0.5 * Math.Log(49)), 1e-12); // R = S/2
        Assert.Equal(0, model.Phi(1e6));
    }
}
