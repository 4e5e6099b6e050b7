using ScalingTools.Backends;
using ScalingTools.Networks;

namespace ScalingTools.Tests.Backends;

/// <summary>What happens without the Torch backend, on every machine.</summary>
public sealed class BackendAbsenceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("backend").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_managed_engine_is_always_listed()
    {
        ScalingBackend row = ScalingBackends.List().First();
        Assert.Equal(new ScalingBackend { Name = TrainingBackend.Managed, Available = true, Version = typeof(ScalingBackend).Assembly.GetName().Version!.ToString(3), Devices = "cpu" }, row);
        Assert.Null(ScalingBackends.Get(TrainingBackend.Managed, null));
        Assert.Null(ScalingBackends.Get(TrainingBackend.Managed, "CPU"));
    }

    [Fact]
    public void Asking_for_an_absent_backend_is_an_error_with_the_install_line()
    {
        ScalingException e = Assert.Throws<ScalingException>(() => ScalingBackends.Get(TrainingBackend.Torch, null, folder: null));
        Assert.Equal(ScalingError.BackendNotFound, e.Error);
        Assert.Contains("Install-PSResource ScalingTools.Torch", e.Advice, StringComparison.Ordinal);
        Assert.Contains("./build.ps1 -Torch", e.Advice, StringComparison.Ordinal);
        Assert.Equal(e.Message, ScalingBackends.Torch(folder: null).Reason);
        Assert.False(ScalingBackends.Torch(folder: null).Available);
    }

    [Fact]
    public void A_GPU_of_the_managed_engine_is_an_error()
    {
        ScalingException e = Assert.Throws<ScalingException>(() => _ = new TrainingPlan(new() { Device = "cuda:0" }));
        Assert.Equal(ScalingError.DeviceNotFound, e.Error);
        Assert.Contains("-Backend Torch", e.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void A_batch_that_no_array_holds_is_an_error_that_says_to_halve_it()
    {
        ScalingException e = Assert.Throws<ScalingException>(() => BackendBatch.Numbers(100_000_000, 37));
        Assert.Equal(ScalingError.TooLarge, e.Error);
        Assert.Contains("BatchSize of 50000000", e.Advice, StringComparison.Ordinal);
        Assert.Equal(3_700, BackendBatch.Numbers(100, 37));
    }

    [Fact]
    public void A_backend_of_another_version_is_an_error_with_both()
    {
        File.Copy(typeof(FactAttribute).Assembly.Location, Path.Combine(_folder, BackendFolder.AssemblyFile)); // an assembly with another version than ours
        ScalingException e = Assert.Throws<ScalingException>(() => ScalingBackends.Get(TrainingBackend.Torch, null, _folder));
        Assert.Equal(ScalingError.BackendVersion, e.Error);
        Assert.Contains(typeof(FactAttribute).Assembly.GetName().Version!.ToString(3), e.Problem, StringComparison.Ordinal);
        Assert.Contains(typeof(ScalingBackends).Assembly.GetName().Version!.ToString(3), e.Problem, StringComparison.Ordinal);
        Assert.Contains(e.Problem, ScalingBackends.Torch(_folder).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_backend_is_an_error_each_time()
    {
        File.WriteAllText(Path.Combine(_folder, BackendFolder.AssemblyFile), "no assembly");
        for (int again = 0; again < 2; again++)
            Assert.Equal(ScalingError.BackendNotFound, Assert.Throws<ScalingException>(() => ScalingBackends.Get(TrainingBackend.Torch, null, _folder)).Error);
    }

    [Fact]
    public void It_is_looked_for_beside_the_engine_and_then_among_the_modules_the_newest_first()
    {
        string engine = Path.Combine(_folder, "ScalingTools", "0.1.0", "Module", "bin"), other = Path.Combine(_folder, "other");
        Assert.Null(Find());
        string onPath = Put(other, "ScalingTools.Torch", "9.0.0", "bin");
        Assert.Equal(onPath, Find());
        string old = Put(_folder, "ScalingTools.Torch", "0.9.0", "bin");
        Assert.Equal(old, Find());
        string newer = Put(_folder, "ScalingTools.Torch", "0.10.0", "bin");
        Assert.Equal(newer, Find());
        string beside = Put(engine, "torch");
        Assert.Equal(beside, Find());
        Assert.Null(Find(named: other));
        Assert.Equal(old, Find(named: old));

        string? Find(string? named = null) => BackendFolder.Find(named, Path.Combine(_folder, "nowhere"), engine, string.Join(Path.PathSeparator, Path.Combine(_folder, "missing"), other));

        static string Put(params string[] parts)
        {
            string folder = Path.Combine(parts);
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, BackendFolder.AssemblyFile), "");
            return folder;
        }
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("-p:TorchSharp=true", true)]
    public async Task Only_a_build_that_asks_for_it_refers_to_the_backend(string argument, bool refers)
    {
        string project = Repository.Path("Cmdlets", "ScalingTools.Cmdlets.csproj");
        using System.Diagnostics.Process process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("dotnet", $"msbuild \"{project}\" -getItem:ProjectReference {argument}") { RedirectStandardOutput = true })!;
        string references = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Contains("ScalingTools.Engine.csproj", references, StringComparison.Ordinal);
        Assert.Equal(refers, references.Contains("ScalingTools.Engine.Torch.csproj", StringComparison.Ordinal));
        Assert.DoesNotContain("Torch", await File.ReadAllTextAsync(Repository.Path("ScalingTools.sln"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
