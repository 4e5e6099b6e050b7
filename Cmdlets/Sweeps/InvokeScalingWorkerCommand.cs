using System.Management.Automation;
using System.Text.Json;
using ScalingTools.Sweeps;

namespace ScalingTools.Cmdlets.Sweeps;

/// <summary>Works for a sweep: what Invoke-ScalingSweep starts in other processes and on clusters. It is not for people.</summary>
/// <remarks>A task of a cluster writes results and nothing else; it knows nothing of the index, which is brought up to date by Get-ScalingRun. A run that has a result is not done again, so a task may be started twice.</remarks>
/// <example>
/// <summary>A task of a cluster's job, as the job script starts it.</summary>
/// <code>
/// Get-Help Invoke-ScalingWorker -Parameter Task
/// </code>
/// </example>
/// <seealso cref="InvokeScalingSweepCommand"/>
[Cmdlet(VerbsLifecycle.Invoke, "ScalingWorker", DefaultParameterSetName = TaskSet)]
[OutputType(typeof(string))]
public sealed class InvokeScalingWorkerCommand : ScalingCmdlet
{
    private const string TaskSet = "Task", PipeSet = "Pipe";

    /// <summary>The folder of the store.</summary>
    [Parameter(Mandatory = true, ParameterSetName = TaskSet)]
    public string Store { get; set; } = "";

    /// <summary>The plan of the submission.</summary>
    [Parameter(Mandatory = true, ParameterSetName = TaskSet)]
    public string Plan { get; set; } = "";

    /// <summary>The number of the task, from 0.</summary>
    [Parameter(Mandatory = true, ParameterSetName = TaskSet)]
    public int Task { get; set; }

    /// <summary>Runs of each task.</summary>
    /// <value>1</value>
    [Parameter(ParameterSetName = TaskSet)]
    public int RunsPerTask { get; set; } = 1;

    /// <summary>Threads of a run.</summary>
    /// <value>1</value>
    [Parameter(ParameterSetName = TaskSet)]
    public int Threads { get; set; } = 1;

    /// <summary>Takes runs from standard input until it ends, and answers on standard output.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PipeSet)]
    public SwitchParameter Pipe { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        if (Pipe)
            Serve(Console.In, Console.Out);
        else
            WriteRows(SlurmSweep.Work(new RunFiles(GetUnresolvedProviderPathFromPSPath(Store)), GetUnresolvedProviderPathFromPSPath(Plan), Task, RunsPerTask, new RunspaceExecutor(), Threads, Cancellation)
                .Select(end => $"{end.Run.Id} {(end.Failure is null ? "Completed" : $"Failed: {end.Failure.Error}")}"));
    }

    private void Serve(TextReader from, TextWriter to)
    {
        using RunspaceSlot slot = new();
        while (from.ReadLine() is { } line)
        {
            Answers answers = new(to);
            RunFailure? failure;
            try
            {
                failure = slot.Execute(WorkerLine.ReadRequest(line), answers, answers, Cancellation);
            }
            catch (Exception e) when (e is not (IOException or OperationCanceledException))
            {
                failure = RunFailure.Of(e);
            }
            answers.Say(new() { Ended = true, Failure = failure });
        }
    }

    private sealed class Answers(TextWriter to) : IRowSink, IProgress<double>
    {
        // ∞ is a text in a store, too.
        private static readonly JsonSerializerOptions Options = new() { NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals };
        private readonly Lock _gate = new();

        public void Write(object row) => Write(StoredRow.Of(row));

        public void Write(StoredRow row) => Say(new() { Type = row.Type, Names = row.Names, Values = JsonSerializer.SerializeToElement(row.Values, Options) });

        public void Report(double value) => Say(new() { Done = value });

        public void Say(WorkerLine.Answer answer)
        {
            lock (_gate)
            {
                to.WriteLine(WorkerLine.Up(answer));
                to.Flush();
            }
        }
    }
}
