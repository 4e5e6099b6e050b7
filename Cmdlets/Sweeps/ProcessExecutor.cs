using System.Diagnostics;
using System.Text;
using System.Text.Json;
using ScalingTools.Sweeps;

namespace ScalingTools.Cmdlets.Sweeps;

/// <summary>Does runs in processes of this machine, each slot in one of its own. A process that dies fails its run; the next run gets a new one.</summary>
internal sealed class ProcessExecutor : IRunExecutor
{
    /// <inheritdoc/>
    public string Name => "Process";

    /// <inheritdoc/>
    public IRunSlot Open() => new ProcessSlot();
}

/// <summary>One worker process at a time.</summary>
internal sealed class ProcessSlot : IRunSlot
{
    private readonly StringBuilder _complaints = new();
    private Process? _process;

    /// <inheritdoc/>
    public RunFailure? Execute(RunRequest request, IRowSink result, IProgress<double> progress, CancellationToken cancellation)
    {
        Process process = _process ??= Start();
        using (cancellation.Register(() => Kill(process)))
        {
            try
            {
                process.StandardInput.WriteLine(WorkerLine.Request(request));
                process.StandardInput.Flush();
                string[] columns = [];
                while (process.StandardOutput.ReadLine() is { } line)
                {
                    if (WorkerLine.ReadUp(line) is not { } answer)
                        continue;
                    if (answer.Ended)
                        return answer.Failure;
                    if (answer.Done is { } done)
                        progress.Report(done);
                    if (answer.Values is { } values)
                    {
                        columns = answer.Names is null || columns.SequenceEqual(answer.Names) ? columns : [.. answer.Names];
                        result.Write(StoredRow.Read(answer.Type!, columns, values));
                    }
                }
            }
            catch (Exception e) when (e is IOException or JsonException && process.WaitForExit(1000))
            {
                // It died while it was spoken to.
            }
            _process = null;
            cancellation.ThrowIfCancellationRequested();
            process.WaitForExit();
            int code = process.ExitCode;
            process.Dispose();
            string said = _complaints.ToString().Trim();
            _complaints.Clear();
            return new(nameof(ScalingError.WorkerLost), $"The run's process ended with code {code} before the run did.{(said.Length > 0 ? " " + said : "")}",
                code == 137 ? "It was killed; if for want of memory, run fewer at a time (-ThrottleLimit)." : "Resume-ScalingSweep -Failed does the run again.");
        }
    }

    private Process Start()
    {
        Process process = Process.Start(WorkerProcess.Piped()) ?? throw new InvalidOperationException("pwsh did not start");
        process.ErrorDataReceived += (_, e) =>
        {
            if (e.Data is { } line && _complaints.Length < 2000)
                _complaints.AppendLine(line);
        };
        process.BeginErrorReadLine();
        return process;
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It is gone.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_process is not { } process)
            return;
        process.StandardInput.Close();
        if (!process.WaitForExit(5000))
            Kill(process);
        process.Dispose();
    }
}
