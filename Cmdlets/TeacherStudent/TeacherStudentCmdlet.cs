using System.ComponentModel;
using System.Management.Automation;
using ScalingTools.TeacherStudent;

namespace ScalingTools.Cmdlets;

/// <summary>What training and theory of students share: teacher, size, step and start.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class TeacherStudentCmdlet : ScalingCmdlet
{
    private const int DefaultDimension = 128, DefaultWidth = 128;

    /// <summary>The teacher, from New-AdditiveTeacher.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public AdditiveTeacher? Teacher { get; set; }

    /// <summary>m, the neurons; a run for each.</summary>
    /// <value>128</value>
    [Parameter(Position = 0), LogGrid(Whole = true), EmptyIsMissing(Otherwise = new int[0])]
    public int[]? Width { get; set; } = [];

    /// <summary>d, the inputs, at least as many as directions.</summary>
    /// <value>the teacher's, else 128</value>
    [Parameter]
    public int? Dimension { get; set; }

    /// <summary>|v_i(0)|, small: directions are uniform on the sphere.</summary>
    /// <value>0.01</value>
    [Parameter]
    public double InitialScale { get; set; } = 0.01;

    /// <summary>A direction has emerged when the squared overlap of a neuron with it exceeds this.</summary>
    /// <value>0.5</value>
    [Parameter]
    public double Threshold { get; set; } = 0.5;

    /// <summary>Seeds; a run for each. They decide the start and the samples.</summary>
    /// <value>the teacher's, else 1</value>
    [Parameter]
    public long[]? Seed { get; set; } = [];

    /// <inheritdoc/>
    protected override object? PipelineItem => Teacher;

    private protected int D => Dimension ?? Teacher!.Dimension ?? DefaultDimension;

    /// <summary>The options of each width, what is not common left at its default.</summary>
    private protected IEnumerable<TeacherStudentOptions> Students()
    {
        AdditiveTeacher teacher = Teacher!;
        if (teacher.LawLimitation is { } limitation)
            WriteWarning($"There is no scaling law: {limitation} Students are trained all the same.");
        foreach (int width in Width is [_, ..] widths ? widths : [DefaultWidth])
            yield return new()
            {
                Teacher = teacher, Width = width, Dimension = D, InitialScale = InitialScale, Threshold = Threshold, Seeds = Seed is [_, ..] seeds ? seeds : [teacher.Seed ?? 1],
                // A script block can only be called on the thread of the pipeline.
                Threads = teacher.GetActivation().IsCustom ? 1 : 0,
            };
    }
}
