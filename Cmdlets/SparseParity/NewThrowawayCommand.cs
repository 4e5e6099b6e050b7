using System.Management.Automation;
using ScalingTools.Multilinear;

namespace ScalingTools.Cmdlets;

/// <summary>Makes rows.</summary>
/// <remarks>
/// <para>Rows are made <c>slowly</c>. See <see cref="Count"/>.</para>
/// <para>Second.</para>
/// </remarks>
/// <example>
/// Three rows, quickly
/// <code>New-Throwaway -Count 3</code>
/// They have α = 0.3.
/// </example>
/// <seealso cref="ScalingCmdlet"/>
/// <seealso href="https://arxiv.org/abs/2404.17563">An exactly solvable model</seealso>
[Cmdlet(VerbsCommon.New, "Throwaway")]
[OutputType(typeof(MultilinearLoss))]
public sealed class NewThrowawayCommand : ScalingCmdlet
{
    /// <summary>How many.</summary>
    /// <value>3</value>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    public int Count { get; set; } = 3;

    /// <summary>α.</summary>
    [Parameter(Mandatory = true), ArgumentCompleter(typeof(AlphaCompleter))]
    public double Alpha { get; set; }

    /// <summary>Times.</summary>
    [Parameter, LogGrid, ArgumentCompleter(typeof(LogGridCompleter))]
    public double[] Time { get; set; } = [1];

    /// <summary>How.</summary>
    /// <value>ClosedForm</value>
    [Parameter]
    public MultilinearMethod Method { get; set; }

    /// <summary>Fail.</summary>
    [Parameter]
    public SwitchParameter Fail { get; set; }

    /// <inheritdoc/>
    protected override void Process() => WriteRows(Rows());

    private IEnumerable<MultilinearLoss> Rows()
    {
        Explain($"{Count} rows at {Alpha}");
        for (int i = 0; i < Count; i++)
        {
            Progress.Report(new((double)i / Count, "row"));
            Cancellation.WaitHandle.WaitOne(100);
            Cancellation.ThrowIfCancellationRequested();
            if (Fail || Count == 7) throw new ScalingException(ScalingError.Diverged, "bad.", "less.", Count);
            foreach (double t in Time)
                yield return new MultilinearLoss { Model = MultilinearModelKind.Linear, Method = Method, Alpha = Alpha, Loss = i, Time = t, Run = "run-1" };
        }
    }
}
