using System.ComponentModel;
using System.Management.Automation;
using ScalingTools.Multilinear;

namespace ScalingTools.Cmdlets;

/// <summary>What the cmdlets on the laws of the multilinear model share: the model. Leaves ask their question of <see cref="ForEachModel"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class LawCmdlet : ScalingCmdlet
{
    /// <summary>α > 0: skill k occurs with a frequency proportional to k^-(α+1). Several values give rows for each.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true), AllowNull, EmptyIsMissing, ArgumentCompleter(typeof(AlphaCompleter))]
    public double[]? Alpha { get; set; } = [];

    /// <summary>n_s, the number of skills; leave it out for infinitely many.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true), EmptyIsMissing]
    public long? SkillCount { get; set; }

    /// <summary>S > 0, the scale of the target.</summary>
    /// <value>1</value>
    [Parameter(ValueFromPipelineByPropertyName = true), EmptyIsMissing(Otherwise = 1.0)]
    public double TargetScale { get; set; } = 1;

    /// <summary>R_k(0), the initial strength of every skill, between 0 and S.</summary>
    /// <value>0.01 * TargetScale</value>
    [Parameter(ValueFromPipelineByPropertyName = true), EmptyIsMissing]
    public double? InitialStrength { get; set; }

    /// <summary>η > 0, the learning rate; time is counted in training steps.</summary>
    /// <value>0.05</value>
    [Parameter(ValueFromPipelineByPropertyName = true), EmptyIsMissing(Otherwise = 0.05)]
    public double LearningRate { get; set; } = 0.05;

    /// <summary>Asks something of the model for each α. A bad model is one error, whatever is asked of it.</summary>
    /// <param name="ask">The question.</param>
    /// <param name="margin">What ≫ means, where it matters.</param>
    protected void ForEachModel(Action<LawSetting> ask, double margin = 10)
    {
        foreach (double alpha in Alphas(Alpha))
            Attempt(alpha, () =>
            {
                LawSetting setting = new()
                {
                    Alpha = alpha,
                    SkillCount = SkillCount,
                    TargetScale = TargetScale,
                    InitialStrength = InitialStrength,
                    LearningRate = LearningRate,
                    Margin = margin,
                };
                setting.Validate();
                ask(setting);
            });
    }
}
