using ScalingTools.Backends;

namespace ScalingTools.Tests.Backends;

/// <summary>The Torch backend of this build or of SCALINGTOOLS_TORCH; tests that need it are skipped, with the reason, where there is none.</summary>
internal static class TorchForTests
{
    private static readonly ScalingBackend Row = Find();

    /// <summary>Skips a test without the backend.</summary>
    public static void Need() => Assert.SkipUnless(Row.Available, Row.Reason);

    /// <summary>The processor of the backend.</summary>
    public static BackendDevice Cpu()
    {
        Need();
        return ScalingBackends.Get(TrainingBackend.Torch, null)!;
    }

    // The engine that is tested lies beside the tests, the backend beside the module.
    private static ScalingBackend Find()
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(BackendFolder.Variable)))
            Environment.SetEnvironmentVariable(BackendFolder.Variable, Repository.Path("Module", "bin", "torch"));
        return ScalingBackends.List().Single(row => row.Name == TrainingBackend.Torch);
    }

    /// <summary>Whether two losses are the same to 10^-4.</summary>
    public static void Same(double? expected, double? actual, object where)
    {
        Assert.True(expected.HasValue && actual.HasValue, $"{where}: {expected} and {actual}");
        Assert.True(Math.Abs(expected.Value - actual.Value) <= 1e-4 * Math.Abs(expected.Value), $"{where}: {expected} managed, {actual} by Torch");
    }
}
