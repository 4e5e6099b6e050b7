using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using ScalingTools.Benchmarks;

// side-by-side [--save] [--repeats N] [--filter TEXT]   this machine against NumPy and PyTorch, alternating in one run; --save leaves the table in results/
// transformer-check FOLDER BATCH STEPS      the paper's transformer, for peers/transformer_check_torch.py to do again
// backends [REPEATS [THREADS]]              a step of each kind of network, managed beside Torch, alternating in one run (needs build.ps1 -Torch)
// anything else                             BenchmarkDotNet's own arguments, such as --filter *Multilinear*
if (args is ["side-by-side", .. var rest])
    return SideBySide.Run(rest);
if (args is ["work", var name, var repeats])
    return SideBySide.Work(name, int.Parse(repeats, System.Globalization.CultureInfo.InvariantCulture));
if (args is ["transformer-check", var folder, var batch, var steps])
    return TransformerCheck.Run(folder, int.Parse(batch, System.Globalization.CultureInfo.InvariantCulture), int.Parse(steps, System.Globalization.CultureInfo.InvariantCulture));

if (args is ["backends", .. var numbers])
    return BackendComparison.Run([.. numbers.Select(number => int.Parse(number, System.Globalization.CultureInfo.InvariantCulture))]);

// In process: the packaged toolchains know no .NET 10.
IConfig config = DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
BenchmarkSwitcher.FromAssembly(typeof(SideBySide).Assembly).Run(args, config);
return 0;
