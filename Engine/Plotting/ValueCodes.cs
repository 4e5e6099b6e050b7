namespace ScalingTools.Plotting;

/// <summary>Values as numbers 0, 1, … in the order of appearance, by which groups are told apart without making names of them.</summary>
internal static class ValueCodes
{
    /// <summary>A number for each value; null is a value.</summary>
    /// <param name="values">The values.</param>
    /// <param name="distinct">Every value once, at most one more than <paramref name="most"/>.</param>
    /// <param name="most">From how many different values on nobody asks for their numbers.</param>
    /// <returns>The numbers; empty where there are too many.</returns>
    public static int[] Of(IEnumerable<object?> values, out object[] distinct, int most = int.MaxValue)
    {
        Dictionary<object, int> known = [];
        List<int> codes = [];
        foreach (object? value in values)
        {
            object key = value ?? "";
            if (!known.TryGetValue(key, out int code))
            {
                known[key] = code = known.Count;
                if (known.Count > most)
                    break;
            }
            codes.Add(code);
        }
        distinct = [.. known.Keys];
        return distinct.Length > most ? [] : [.. codes];
    }

    /// <summary>A number for each pair.</summary>
    public static int[] Together(int[] first, int[] second)
    {
        Dictionary<(int, int), int> known = [];
        return [.. first.Zip(second).Select(pair => known.TryGetValue(pair, out int code) ? code : known[pair] = known.Count)];
    }

    /// <summary>How many numbers there are.</summary>
    public static int Count(int[] codes) => codes.DefaultIfEmpty(-1).Max() + 1;
}
