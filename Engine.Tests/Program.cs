using ScalingTools.Tests.Networks;
using ScalingTools.Tests.Sweeps;
using Xunit.Runner.InProc.SystemConsole;

namespace ScalingTools.Tests;

/// <summary>Runs the tests; or, as a process of its own, the work that <see cref="NetworkCheckpointTests"/> and <see cref="KilledSweepTests"/> kill.</summary>
internal static class Program
{
    /// <summary>The first argument of the process that is to be killed; the second is its folder.</summary>
    public const string TrainUntilKilled = "train-until-killed";

    /// <summary>The same for a sweep.</summary>
    public const string SweepUntilKilled = "sweep-until-killed";

    public static async Task<int> Main(string[] args)
    {
        if (args is [TrainUntilKilled, string folder])
        {
            NetworkCheckpointTests.TrainUntilKilled(folder);
            return 0;
        }
        if (args is [SweepUntilKilled, string store])
        {
            KilledSweepTests.SweepUntilKilled(store);
            return 0;
        }
        return args.Contains("--server") || args.Contains("--internal-msbuild-node")
            ? await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
            : await ConsoleRunner.Run(args);
    }
}
