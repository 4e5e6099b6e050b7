namespace ScalingTools.TeacherStudent;

/// <summary>What theory says of students of additive teachers.</summary>
public static class TeacherStudentTheory
{
    /// <summary>(1-2β)/β of L ~ (ηt/d^{k/2-1})^{(1-2β)/β}.</summary>
    /// <exception cref="ScalingException">LawNotApplicable for β ≤ ½.</exception>
    public static double TimeExponent(double decay) => (1 - 2 * Decay(decay)) / decay;

    /// <summary>1-2β of L ~ m^{1-2β}.</summary>
    /// <exception cref="ScalingException">LawNotApplicable for β ≤ ½.</exception>
    public static double WidthExponent(double decay) => 1 - 2 * Decay(decay);

    /// <summary>(1-2β)/2β of L ~ (n/d^{k-1})^{(1-2β)/2β} with the step η ∝ a_p tuned to the last direction.</summary>
    /// <exception cref="ScalingException">LawNotApplicable for β ≤ ½.</exception>
    public static double TunedStepExponent(double decay) => (1 - 2 * Decay(decay)) / (2 * decay);

    private static double Decay(double decay) => decay > 0.5 && double.IsFinite(decay) ? decay : throw new ScalingException(ScalingError.LawNotApplicable,
        $"Decay {Guard.Text(decay)} has no scaling law: the sum of the squared coefficients of p^-Decay converges above 1/2 only.", "Choose a Decay above 1/2; simulations run at any.", decay);
}
