using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using ScalingTools.Benchmarks;

// side-by-side [--save] [--repeats N]        this machine against NumPy, alternating in one run; --save leaves the table in results/
// anything else                             BenchmarkDotNet's own arguments, such as --filter *Multilinear*
if (args is ["side-by-side", .. var rest])
    return SideBySide.Run(rest);
if (args is ["steps"])
{
    for (int r = 0; r < 5; r++)
        foreach (int threads in (int[])[1, 2])
            Console.WriteLine($"{threads} {NetworkWork.Step(threads, 200) * 1e3:F3} ms");
    return 0;
}
if (args is ["work", var name, var repeats])
    return SideBySide.Work(name, int.Parse(repeats, System.Globalization.CultureInfo.InvariantCulture));

// In process: the packaged toolchains know no .NET 10.
IConfig config = DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
BenchmarkSwitcher.FromAssembly(typeof(SideBySide).Assembly).Run(args, config);
return 0;
