using ScalingTools.RandomFeatures;

namespace ScalingTools.Tests.RandomFeatures;

public class PowerLawTaskTests
{
    [Fact]
    public void Both_ways_to_give_a_power_law_are_the_same_task()
    {
        PowerLawTask source = PowerLawTask.FromCapacity(1.5, 0.4, 100), decay = PowerLawTask.FromDecay(1.6, 1.5, 100);
        Assert.Equal((1.5, 0.4, 100), (source.Capacity, source.Source, source.ModeCount));
        Assert.Equal(1.6, source.TargetDecay!.Value, 1e-15);
        Assert.Equal(0.4, decay.Source!.Value, 1e-15);
        Assert.Equal(source.Eigenvalues(), decay.Eigenvalues());
        Assert.All(source.TargetPowers().Zip(decay.TargetPowers()), pair => Assert.Equal(pair.First, pair.Second, 1e-15));
        Assert.Equal(Math.Pow(7, -1.5), source.Eigenvalues()[6]);
        Assert.Equal(Math.Pow(7, -1.6), decay.TargetPowers()[6]);
        Assert.Equal(source.Eigenvalues().Sum(), source.Trace, 1e-13);
        Assert.Equal(source.TargetPowers().Sum(), source.InitialLoss, 1e-13);
    }

    [Fact]
    public void A_given_spectrum_is_sorted()
    {
        PowerLawTask task = PowerLawTask.FromSpectrum([0.1, 3, 1], [5, 6, 0]);
        Assert.Equal([3, 1, 0.1], task.Eigenvalues());
        Assert.Equal([6, 0, 5], task.TargetPowers());
        Assert.Equal((4.1, 11, 3), (Math.Round(task.Trace, 12), task.InitialLoss, task.ModeCount));
        Assert.Null(task.Capacity);
        Assert.Null(task.TargetDecay);
        task.Eigenvalues()[0] = 9;
        Assert.Equal(3, task.Eigenvalues()[0]);
    }

    [Fact]
    public void A_huge_task_costs_nothing_until_its_modes_are_asked_for()
    {
        PowerLawTask task = PowerLawTask.FromCapacity(1.5, 0.4, 1_000_000_000_000);
        Assert.Equal(2.612375, task.Trace, 1e-5); // ζ(1.5) = 2.6123753…, less 2·10^-6
        Assert.Equal(ScalingError.TooLarge, Assert.Throws<ScalingException>(task.Eigenvalues).Error);
    }

    [Fact]
    public void Bad_tasks_are_refused()
    {
        static void Refused(ScalingError error, Action make) => Assert.Equal(error, Assert.Throws<ScalingException>(make).Error);
        Refused(ScalingError.NotTraceClass, () => PowerLawTask.FromCapacity(1, 0.5));
        Refused(ScalingError.ParameterOutOfRange, () => PowerLawTask.FromCapacity(-1, 0.5));
        Refused(ScalingError.ParameterOutOfRange, () => PowerLawTask.FromCapacity(2, 0));
        Refused(ScalingError.ParameterOutOfRange, () => PowerLawTask.FromCapacity(2, 0.5, 0));
        Refused(ScalingError.ParameterOutOfRange, () => PowerLawTask.FromDecay(1, 2));
        Refused(ScalingError.ParameterOutOfRange, () => PowerLawTask.FromDecay(2, 0));
        Refused(ScalingError.InconsistentInput, () => PowerLawTask.FromSpectrum([], []));
        Refused(ScalingError.InconsistentInput, () => PowerLawTask.FromSpectrum([1, 2], [1]));
        Refused(ScalingError.InconsistentInput, () => PowerLawTask.FromSpectrum([1, 2], [0, 0]));
        Refused(ScalingError.NotPositive, () => PowerLawTask.FromSpectrum([1, 0], [1, 1]));
        Refused(ScalingError.NotPositive, () => PowerLawTask.FromSpectrum([1, 2], [1, -1]));
        Refused(ScalingError.NotFinite, () => PowerLawTask.FromSpectrum([1, double.NaN], [1, 1]));
    }
}
