namespace ScalingTools.Networks;

/// <summary>The learning rate η_t of step t = 0, 1, …, after a linear warm-up if there is one.</summary>
/// <remarks>
/// Constant: η. Step: η γ^⌊t/period⌋. Cosine: η (1 + cos(πt/T))/2. During a warm-up of w steps each is multiplied by (t+1)/w for t &lt; w.
/// The defaults of the period and factor are those of Nam et al. 2024, App. I: halved every 50,000 steps.
/// </remarks>
public sealed record LearningRateSchedule
{
    /// <summary>Constant, Step or Cosine. Default: Constant.</summary>
    public LearningRateKind Kind { get; init; }

    /// <summary>Steps from one reduction of Step to the next, at least 1. Default: 50,000.</summary>
    public long Period { get; init; } = 50_000;

    /// <summary>γ of Step, above 0 and at most 1. Default: 0.5.</summary>
    public double Factor { get; init; } = 0.5;

    /// <summary>w ≥ 0, the steps of the warm-up. Default: 0.</summary>
    public long WarmupSteps { get; init; }

    /// <summary>η_t.</summary>
    /// <param name="step">t, from 0.</param>
    /// <param name="learningRate">η.</param>
    /// <param name="steps">T, the length of training.</param>
    public double At(long step, double learningRate, long steps)
    {
        double rate = Kind switch
        {
            LearningRateKind.Step => learningRate * Math.Pow(Factor, Math.Floor((double)step / Period)),
            LearningRateKind.Cosine => learningRate * (1 + Math.Cos(Math.PI * step / steps)) / 2,
            _ => learningRate,
        };
        return step < WarmupSteps ? rate * (step + 1) / WarmupSteps : rate;
    }

    internal void Check()
    {
        Guard.Positive(Period);
        if (!(Factor > 0 && Factor <= 1))
            throw Guard.OutOfRange(nameof(Factor), Factor, "above 0 and at most 1");
        if (WarmupSteps < 0)
            throw Guard.OutOfRange(nameof(WarmupSteps), WarmupSteps, "zero or a positive whole number");
    }
}
