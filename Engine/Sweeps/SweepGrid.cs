namespace ScalingTools.Sweeps;

/// <summary>Every combination of the values of several parameters.</summary>
public static class SweepGrid
{
    /// <summary>The Cartesian product, the last axis fastest; without axes, one combination of nothing.</summary>
    /// <param name="axes">Names and their values.</param>
    /// <exception cref="ScalingException">ParameterOutOfRange for an axis without values, TooLarge above 10^7 combinations.</exception>
    public static IEnumerable<IReadOnlyList<KeyValuePair<string, object?>>> Combinations(IReadOnlyList<KeyValuePair<string, object?[]>> axes)
    {
        double count = 1;
        foreach ((string name, object?[] values) in axes)
        {
            if (values.Length == 0)
                throw new ScalingException(ScalingError.ParameterOutOfRange, $"{name} has no values: the sweep would have no runs.", "Give at least one value, or leave the parameter out.", name);
            count *= values.Length;
        }
        if (count > 1e7)
            throw new ScalingException(ScalingError.TooLarge, FormattableString.Invariant($"The grid has {count:G4} runs."), "Give fewer values, or several sweeps: a store is for up to 10^7 runs.", count);
        return Enumerate(axes);
    }

    private static IEnumerable<IReadOnlyList<KeyValuePair<string, object?>>> Enumerate(IReadOnlyList<KeyValuePair<string, object?[]>> axes)
    {
        int[] at = new int[axes.Count];
        while (true)
        {
            yield return [.. axes.Select((axis, i) => KeyValuePair.Create(axis.Key, axis.Value[at[i]]))];
            int turn = axes.Count - 1;
            while (turn >= 0 && ++at[turn] == axes[turn].Value.Length)
                at[turn--] = 0;
            if (turn < 0)
                yield break;
        }
    }
}
