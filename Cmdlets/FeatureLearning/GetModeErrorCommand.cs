using System.Management.Automation;
using ScalingTools.FeatureLearning;

namespace ScalingTools.Cmdlets;

/// <summary>How much of single modes of a task is not learnt yet at a time, in theory or in simulation.</summary>
/// <remarks>
/// H_k(t) is the mean error along mode k, 1 at the start. For an infinite student on endless data it is LimitError, (1-ηλ_k)^t or its flow; a finite width or number of samples makes it level off, the earlier the
/// smaller they are.
/// </remarks>
/// <example>
/// Modes 1 and 10 of a student of 128 features, for two numbers of samples.
/// <code>New-PowerLawTask -ModeCount 1000 | Get-ModeError -Mode 1, 10 -Width 128 -SampleCount 32, 512 -Method GradientFlow -Time 1000 -MeasureAt 1, 10, 100, 1000</code>
/// </example>
/// <example>
/// The same mode in theory and in simulation.
/// <code>'Theory', 'Simulation' | ForEach-Object { New-PowerLawTask -ModeCount 200 | Get-ModeError -Source $_ -Mode 2 -Width 40 -Time 50 -MeasureAt 10, 50 }</code>
/// </example>
/// <seealso cref="GetFeatureLearningTheoryCommand"/>
/// <seealso href="https://arxiv.org/abs/2402.01092">Bordelon, Atanasov and Pehlevan, A dynamical model of neural scaling laws</seealso>
[Cmdlet(VerbsCommon.Get, "ModeError")]
[OutputType(typeof(ModeError))]
public sealed class GetModeErrorCommand : FeatureLearningCmdlet
{
    /// <summary>k, the modes, from 1.</summary>
    /// <value>1</value>
    [Parameter(Position = 1)]
    public long[]? Mode { get; set; } = [1];

    /// <summary>Theory, or simulation.</summary>
    /// <value>Theory</value>
    [Parameter]
    public FeatureLearningSource Source { get; set; } = FeatureLearningSource.Theory;

    /// <summary>How many times a simulation draws features and samples.</summary>
    /// <value>10</value>
    [Parameter]
    public int Draws { get; set; } = 10;

    /// <summary>The seed of these draws.</summary>
    /// <value>1</value>
    [Parameter]
    public long Seed { get; set; } = 1;

    /// <inheritdoc/>
    protected override void Process() => ForEachStudent([1], options => WriteRows(Source == FeatureLearningSource.Theory
        ? FeatureLearningTheory.ModeErrors(options, Mode ?? [1], Progress, Cancellation)
        : FeatureLearningTraining.ModeErrors(options with { Draws = Draws, Seed = Seed }, Mode ?? [1], Progress, Cancellation)));
}
