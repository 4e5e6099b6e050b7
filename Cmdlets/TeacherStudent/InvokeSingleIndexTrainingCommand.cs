using System.Management.Automation;
using ScalingTools.TeacherStudent;

namespace ScalingTools.Cmdlets;

/// <summary>Trains a student of one direction by online SGD: a long search, then a fast descent.</summary>
/// <remarks>
/// <para>
/// f*(x) = σ(⟨x,θ⟩) and f(x) = σ(⟨x,w⟩), x ~ N(0, I_d), fresh samples, η = η_0 d^-c. With information exponent k the search takes of the order of d^(k-1) steps for c = k/2, and the loss falls in a sudden descent. A run needs two numbers,
/// whatever d, so a million steps take a second. The population dynamics from the same start stand beside each row.
/// </para>
/// <para>Rows are a learning curve; with -Phase, one row for each run with the steps of its search and of its descent.</para>
/// </remarks>
/// <example>
/// An emergent learning curve.
/// <code>Invoke-SingleIndexTraining he3 -Dimension 64 -Steps 2e5 | Select-Object -Last 1</code>
/// </example>
/// <example>
/// How the search grows with the dimension, beside the theory's exponent.
/// <code>Invoke-SingleIndexTraining he3 -Dimension 16, 32, 64 -Seed (1..5) -InitialOverlap 0.2 -Phase | Measure-ScalingExponent -X Dimension -Y SearchSteps</code>
/// </example>
/// <seealso cref="MeasureInformationExponentCommand"/>
/// <seealso href="https://arxiv.org/abs/2504.19983">Ren, Nichani, Wu and Lee, Emergence and scaling laws in SGD learning of shallow neural networks</seealso>
[Cmdlet(VerbsLifecycle.Invoke, "SingleIndexTraining", DefaultParameterSetName = CurveSet)]
[OutputType(typeof(SingleIndexLoss), typeof(SingleIndexPhase))]
public sealed class InvokeSingleIndexTrainingCommand : ScalingCmdlet
{
    private const string CurveSet = "Curve", PhaseSet = "Phase";

    /// <summary>σ: a name such as he3, or a script block of one number, which it finds in $_.</summary>
    /// <value>he3</value>
    [Parameter(Position = 0), ArgumentCompleter(typeof(ActivationCompleter))]
    public object Activation { get; set; } = "he3";

    /// <summary>d, the inputs; a run for each. Takes log:first:last:count.</summary>
    /// <value>64</value>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true), LogGrid(Whole = true), EmptyIsMissing(Otherwise = new int[0])]
    public int[]? Dimension { get; set; } = [64];

    /// <summary>η_0 of η = η_0 d^-c.</summary>
    /// <value>0.05</value>
    [Parameter]
    public double LearningRate { get; set; } = 0.05;

    /// <summary>c.</summary>
    /// <value>max(1, k/2)</value>
    [Parameter]
    public double? LearningRateDecay { get; set; }

    /// <summary>Samples in a step.</summary>
    /// <value>1</value>
    [Parameter]
    public int BatchSize { get; set; } = 1;

    /// <summary>Steps; a run ends before if its loss falls below a hundredth of the first.</summary>
    /// <value>1000000</value>
    [Parameter]
    public long Steps { get; set; } = 1_000_000;

    /// <summary>Lets w leave the sphere, instead of projecting the gradient and normalising w after each step.</summary>
    [Parameter]
    public SwitchParameter Plain { get; set; }

    /// <summary>The overlap at the start, between 0 and 1.</summary>
    /// <value>that of a uniform direction</value>
    [Parameter]
    public double? InitialOverlap { get; set; }

    /// <summary>Seeds; a run for each, of each dimension.</summary>
    /// <value>1</value>
    [Parameter]
    public long[]? Seed { get; set; } = [1];

    /// <summary>Threads in all. The rows do not depend on it; a script block as activation has one.</summary>
    /// <value>one for each processor</value>
    [Parameter, Alias("ThrottleLimit")]
    public int? Threads { get; set; }

    /// <summary>Writes one row for each run: the steps of its search and of its descent.</summary>
    [Parameter(ParameterSetName = PhaseSet, Mandatory = true)]
    public SwitchParameter Phase { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        ActivationFunction activation = ActivationInput.Of(Activation);
        SingleIndexOptions options = new()
        {
            Link = activation, Dimensions = Dimension is [_, ..] given ? given : [64], LearningRate = LearningRate, LearningRateDecay = LearningRateDecay, BatchSize = BatchSize, Steps = Steps, Spherical = !Plain,
            InitialOverlap = InitialOverlap, Seeds = Seed ?? [1], Threads = activation.IsCustom ? 1 : Threads ?? 0,
        };
        Explain($"{activation.Name} has information exponent {activation.Expansion.InformationExponent}.");
        if (Phase)
            WriteRows(SingleIndexTraining.Phases(options, Progress, Cancellation));
        else
            WriteRows(SingleIndexTraining.Run(options, Progress, Cancellation));
    }
}
