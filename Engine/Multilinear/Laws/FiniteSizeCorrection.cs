namespace ScalingTools.Multilinear;

/// <summary>What a finite number of parameters does to the time law for small α: L + L_C ∝ T^{-α/(α+1)} (Nam et al. 2024, Eq. 71–72, Fig. 8).</summary>
public static class FiniteSizeCorrection
{
    /// <summary>L_C = A [(S-r)² N^-α - S² (N^-α - n_s^-α)] / (2α); S²A N^-α/(2α) as printed (Eq. 72) for N = n_s and r ≪ S.</summary>
    /// <param name="setting">The model.</param>
    /// <param name="parameterCount">N, 1 to n_s; null for N = n_s.</param>
    /// <returns>L_C, 0 for N = n_s = ∞; slightly negative where N ≪ n_s, because a skill beyond N stays at R = 0 and not at r.</returns>
    /// <remarks>The part of the N = ∞ loss that lies beyond N, minus what is really lost there.</remarks>
    /// <exception cref="ScalingException">The setting is out of range, or N > n_s.</exception>
    public static double Offset(LawSetting setting, long? parameterCount = null)
    {
        var model = new LawModel(setting);
        return Offset(model, Guard.ParameterCount(parameterCount, setting.SkillCount) ?? model.SkillCount);
    }

    /// <summary>L = A_∞ (ηST)^{-α/(α+1)} - L_C: the time law of unlimited parameters, corrected.</summary>
    /// <param name="setting">The model.</param>
    /// <param name="time">T > 0 with ηST ≪ N^{α+1}.</param>
    /// <param name="parameterCount">N, 1 to n_s; null for N = n_s.</param>
    /// <exception cref="ScalingException">The setting is out of range, N > n_s, or T is not positive.</exception>
    public static double Loss(LawSetting setting, double time, long? parameterCount = null)
    {
        var model = new LawModel(setting);
        double n = Guard.ParameterCount(parameterCount, setting.SkillCount) ?? model.SkillCount;
        Guard.Positive(Guard.Time(time), "Time");
        return model.TimePrefactor(double.PositiveInfinity, double.PositiveInfinity) * Math.Pow(model.Rate * time, -model.p) - Offset(model, n);
    }

    internal static double Offset(LawModel model, double n)
    {
        double S = model.S, gap = S - model.r;
        return gap * gap / (2 * model.Alpha * model.Z) * Math.Pow(n, -model.Alpha) - S * S / 2 * model.Tail(n);
    }
}
