namespace ScalingTools.Measurement;

/// <summary>The checks of arrays at the public edge of the fits.</summary>
internal static class ObservationCheck
{
    /// <summary>Arrays of one length.</summary>
    public static void SameLength(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        if (first.Length != second.Length)
            throw new ScalingException(ScalingError.InconsistentInput,
                $"The arrays differ in length: {first.Length} and {second.Length}.", "Give one value of each per observation.");
    }

    /// <summary>Positive finite values only.</summary>
    public static void Positive(ReadOnlySpan<double> values, string name)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]))
                throw new ScalingException(ScalingError.NotFinite, $"{name}[{i}] is {Guard.Text(values[i])}.", "Leave out the observation.", values[i]);
            if (values[i] <= 0)
                throw new ScalingException(ScalingError.NotPositive, $"{name}[{i}] is {Guard.Text(values[i])}; a logarithm needs a positive number.",
                    "Leave out the observation.", values[i]);
        }
    }
}
