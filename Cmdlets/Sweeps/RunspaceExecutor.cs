using System.Management.Automation;
using System.Management.Automation.Runspaces;
using ScalingTools.Sweeps;

namespace ScalingTools.Cmdlets.Sweeps;

/// <summary>Does runs in this process, each slot in a runspace of its own.</summary>
internal sealed class RunspaceExecutor : IRunExecutor
{
    /// <inheritdoc/>
    public string Name => "Local";

    /// <inheritdoc/>
    public IRunSlot Open() => new RunspaceSlot();
}

/// <summary>A runspace in which runs are done one after the other.</summary>
internal sealed class RunspaceSlot : IRunSlot
{
    private readonly Runspace _runspace;
    private readonly CommandInvocationIntrinsics _commands;

    public RunspaceSlot()
    {
        InitialSessionState state = InitialSessionState.CreateDefault2();
        state.ImportPSModule([typeof(RunspaceSlot).Assembly.Location]);
        _runspace = RunspaceFactory.CreateRunspace(state);
        _runspace.ThreadOptions = PSThreadOptions.UseCurrentThread;
        _runspace.Open();
        _commands = _runspace.SessionStateProxy.InvokeCommand;
    }

    /// <inheritdoc/>
    public RunFailure? Execute(RunRequest request, IRowSink result, IProgress<double> progress, CancellationToken cancellation)
    {
        using PowerShell shell = PowerShell.Create();
        shell.Runspace = _runspace;
        Dictionary<string, object?> conduct = new() { ["Threads"] = request.Threads, ["CheckpointPath"] = request.Checkpoints, ["Confirm"] = false };
        using RowList rows = new(result, shell);
        try
        {
            Runspace? outer = Runspace.DefaultRunspace;
            Runspace.DefaultRunspace = _runspace;
            try
            {
                PlannedPipeline.AddTo(shell, request.Configuration, _commands, conduct);
            }
            finally
            {
                Runspace.DefaultRunspace = outer;
            }
            shell.Streams.Progress.DataAdded += (_, _) =>
            {
                foreach (ProgressRecord record in shell.Streams.Progress.ReadAll())
                    if (record.PercentComplete >= 0)
                        progress.Report(record.PercentComplete / 100.0);
            };
            using (cancellation.Register(() => shell.BeginStop(null, null)))
                shell.Invoke(null, rows.Output, new PSInvocationSettings { AddToHistory = false });
            rows.ThrowIfFailed();
            cancellation.ThrowIfCancellationRequested();
            return shell.Streams.Error.Count > 0 ? Failure(shell.Streams.Error[0]) : null;
        }
        catch (RuntimeException e)
        {
            rows.ThrowIfFailed();
            cancellation.ThrowIfCancellationRequested();
            return Failure(e.ErrorRecord);
        }
    }

    private static RunFailure Failure(ErrorRecord record) => record.Exception is ScalingException known ? RunFailure.Of(known)
        : new(record.FullyQualifiedErrorId.Split(',')[0], record.ErrorDetails?.Message ?? record.Exception.Message, record.ErrorDetails?.RecommendedAction ?? "");

    /// <inheritdoc/>
    public void Dispose() => _runspace.Dispose();

    // Takes rows from the pipeline's thread as they come, and keeps none.
    private sealed class RowList : IDisposable
    {
        private readonly IRowSink _sink;
        private readonly PowerShell _shell;
        private Exception? _failure;

        public PSDataCollection<PSObject> Output { get; } = [];

        public RowList(IRowSink sink, PowerShell shell)
        {
            (_sink, _shell) = (sink, shell);
            Output.DataAdded += (_, _) => Take();
        }

        public void ThrowIfFailed()
        {
            if (_failure is { } failure)
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        }

        private void Take()
        {
            foreach (PSObject row in Output.ReadAll())
            {
                if (_failure is not null)
                    return;
                try
                {
                    Write(row);
                }
                catch (Exception e)
                {
                    _failure = e;
                    _shell.BeginStop(null, null);
                }
            }
        }

        private void Write(PSObject row)
        {
            if (row.BaseObject.GetType().Assembly == typeof(ScalingRun).Assembly)
                _sink.Write(row.BaseObject);
            else
            {
                PSPropertyInfo[] columns = [.. row.Properties.Where(p => p.IsGettable)];
                _sink.Write(new StoredRow(row.TypeNames[0], [.. columns.Select(p => p.Name)], [.. columns.Select(p => Plain(p.Value))]));
            }
        }

        // Rows of other modules may hold anything.
        private static object? Plain(object? value) => PlannedPipeline.Unwrap(value) switch
        {
            null => null,
            bool or string or long or double => PlannedPipeline.Unwrap(value),
            Enum e => e.ToString(),
            byte or sbyte or short or ushort or int or uint => LanguagePrimitives.ConvertTo<long>(value),
            float or decimal or ulong => LanguagePrimitives.ConvertTo<double>(value),
            _ => LanguagePrimitives.ConvertTo<string>(value),
        };

        public void Dispose() => Output.Dispose();
    }
}
