using System.Management.Automation;
using ScalingTools.TeacherStudent;

namespace ScalingTools.Cmdlets;

/// <summary>Trains students of an additive teacher, all weights at once from a small start, and watches directions emerge.</summary>
/// <remarks>
/// <para>
/// The student is f(x) = Σ_i |v_i|² σ(⟨x,v_i/|v_i|⟩). PopulationFlow follows dv/dt = -η∇L exactly, at any d for the same price; Sgd takes -BatchSize fresh Gaussian samples for each step. The loss L = E(f* - f)² is
/// exact in both, a sum over overlaps. Time counts steps.
/// </para>
/// <para>
/// Rows are losses; with -PerSkill, each direction at each time: its strength, the neuron that has it, that neuron's overlap and squared norm; with -Emergence, each direction at the end, with the time at which it emerged beside the one
/// predicted from the start without a free parameter; with -AdditiveModel, the losses of skills trained one by one, added up, beside the joint loss. A learnt direction pulls no further neuron (automatic deflation): Neurons stays at one.
/// </para>
/// </remarks>
/// <example>
/// Directions emerge in the order of their coefficients, when they are predicted to.
/// <code>New-AdditiveTeacher -Directions 6 -Dimension 512 | Invoke-TeacherStudentTraining -Width 32 -Time 3e5 -Emergence | Format-Table Skill, Coefficient, EmergenceTime, PredictedTime, Neuron, NormSquared</code>
/// </example>
/// <example>
/// The loss as a power of time, and its exponent beside (2β-1)/β.
/// <code>New-AdditiveTeacher 24 1.5 -Dimension 256 | Invoke-TeacherStudentTraining 64 -Time 1e6 | Measure-ScalingExponent -X Time -Y Loss -XMin 1e4 -XMax 2e5</code>
/// </example>
/// <example>
/// Stochastic gradient descent with a step tuned to the last direction.
/// <code>New-AdditiveTeacher 2 -Dimension 16 | Invoke-TeacherStudentTraining 8 -Method Sgd -Time 20000 -BatchSize 16 -MeasureAt 0, 10000</code>
/// </example>
/// <seealso cref="NewAdditiveTeacherCommand"/>
/// <seealso cref="GetTeacherStudentTheoryCommand"/>
/// <seealso href="https://arxiv.org/abs/2504.19983">Ren, Nichani, Wu and Lee, Emergence and scaling laws in SGD learning of shallow neural networks</seealso>
[Cmdlet(VerbsLifecycle.Invoke, "TeacherStudentTraining", DefaultParameterSetName = LossSet)]
[OutputType(typeof(TeacherStudentLoss), typeof(TeacherStudentStrength), typeof(AdditiveModelLoss))]
public sealed class InvokeTeacherStudentTrainingCommand : TeacherStudentCmdlet
{
    private const string LossSet = "Loss", SkillSet = "PerSkill", EmergenceSet = "Emergence", AdditiveSet = "AdditiveModel";

    /// <summary>η; a run for each.</summary>
    /// <value>0.01 for the flow; for Sgd a_P d^-max(1,k/2), tuned to the last direction</value>
    [Parameter(Position = 1), LogGrid]
    public double[]? LearningRate { get; set; } = [];

    /// <summary>Samples in a step of Sgd.</summary>
    /// <value>1</value>
    [Parameter]
    public int BatchSize { get; set; } = 1;

    /// <summary>T: steps, or the time of the flow in units of steps.</summary>
    /// <value>10000</value>
    [Parameter, Alias("Steps")]
    public double Time { get; set; } = 10_000;

    /// <summary>Steps of stochastic gradient descent, or the flow on the population.</summary>
    /// <value>PopulationFlow</value>
    [Parameter]
    public TeacherStudentMethod Method { get; set; } = TeacherStudentMethod.PopulationFlow;

    /// <summary>Times to measure at, in ascending order. Takes log:first:last:count; the last step always is.</summary>
    [Parameter(ParameterSetName = LossSet), Parameter(ParameterSetName = SkillSet), Parameter(ParameterSetName = AdditiveSet), LogGrid, ArgumentCompleter(typeof(LogGridCompleter))]
    public double[]? MeasureAt { get; set; } = [];

    /// <summary>Writes a row for each direction at each time.</summary>
    [Parameter(ParameterSetName = SkillSet, Mandatory = true)]
    public SwitchParameter PerSkill { get; set; }

    /// <summary>Writes a row for each direction at the end: when it emerged, and when theory expected it.</summary>
    [Parameter(ParameterSetName = EmergenceSet, Mandatory = true)]
    public SwitchParameter Emergence { get; set; }

    /// <summary>Trains skills one by one, too, and writes the sum of their losses beside the joint loss. A flow only.</summary>
    [Parameter(ParameterSetName = AdditiveSet, Mandatory = true)]
    public SwitchParameter AdditiveModel { get; set; }

    /// <summary>Relative error of a step of the flow.</summary>
    /// <value>1E-06</value>
    [Parameter]
    public double Tolerance { get; set; } = 1e-6;

    /// <summary>Threads in all. The rows do not depend on it; a script block as activation has one.</summary>
    /// <value>one for each processor</value>
    [Parameter, Alias("ThrottleLimit")]
    public int? Threads { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        if (AdditiveModel && Method == TeacherStudentMethod.Sgd)
            throw new ScalingException(ScalingError.InconsistentInput, "The additive model is compared with the flow, not with Sgd.", "Leave out -Method or -AdditiveModel.");
        foreach (TeacherStudentOptions student in Students())
            foreach (double rate in LearningRate is [_, ..] rates ? rates : [Method == TeacherStudentMethod.Sgd ? TeacherStudentTheory.TunedStep(Teacher!, D, Teacher!.Directions) : 0.01])
                Train(student with
                {
                    LearningRate = rate, BatchSize = BatchSize, Time = Time, Method = Method, MeasureAt = MeasureAt ?? [], Tolerance = Tolerance, Threads = student.Threads > 0 ? student.Threads : Threads ?? 0,
                });
    }

    private void Train(TeacherStudentOptions options)
    {
        Explain($"Width {options.Width}, Dimension {options.Dimension}, LearningRate {options.LearningRate}, {options.Seeds.Count} seeds.");
        switch (ParameterSetName)
        {
            case SkillSet: WriteRows(TeacherStudentTraining.Strengths(options, Progress, Cancellation)); break;
            case EmergenceSet: WriteRows(TeacherStudentTraining.Emergence(options, Progress, Cancellation)); break;
            case AdditiveSet: WriteRows(TeacherStudentTraining.AdditiveModel(options, Progress, Cancellation)); break;
            default: WriteRows(TeacherStudentTraining.Run(options, Progress, Cancellation)); break;
        }
    }
}
