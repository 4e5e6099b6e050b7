using ScalingTools.Sweeps;

namespace ScalingTools.Tests.Sweeps;

/// <summary>Runs whose rows are a function of their parameters; what else they do is up to the test.</summary>
internal sealed class FakeExecutor(Action<RunConfiguration, IProgress<double>, CancellationToken>? also = null) : IRunExecutor
{
    public int Begun;

    public string Name => "Local";

    public IRunSlot Open() => new Slot(this);

    public static RunConfiguration Configuration(int number) => new(["Invoke-Fake"], [new("Number", number), new("Half", number / 2.0)]);

    private sealed class Slot(FakeExecutor of) : IRunSlot
    {
        public RunFailure? Execute(RunRequest request, IRowSink result, IProgress<double> progress, CancellationToken cancellation)
        {
            Interlocked.Increment(ref of.Begun);
            of.Also?.Invoke(request.Configuration, progress, cancellation);
            long number = (long)request.Configuration.Parameters["Number"]!;
            for (int i = 0; i < 3; i++)
                result.Write(new StoredRow("Fake", ["Number", "Square", "Text"], [number, Math.Sqrt(number + i), $"α{i}"]));
            return null;
        }

        public void Dispose() { }
    }

    private Action<RunConfiguration, IProgress<double>, CancellationToken>? Also => also;
}

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TestFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("scaling-store-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
