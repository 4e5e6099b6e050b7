namespace ScalingTools.Plotting;

/// <summary>Leaves out points of a curve that nobody can see: what remains is nowhere further from what was there than a tolerance.</summary>
/// <remarks>Source: D. Douglas and T. Peucker 1973. Ends always stay; nothing is smoothed or moved.</remarks>
internal static class CurveThinning
{
    /// <summary>Which points stay, ascending.</summary>
    /// <param name="x">Abscissas in pixels.</param>
    /// <param name="y">Ordinates in pixels, as many.</param>
    /// <param name="tolerance">Pixels, above 0.</param>
    public static int[] Keep(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double tolerance)
    {
        if (x.Length < 3)
            return [.. Enumerable.Range(0, x.Length)];
        bool[] keep = new bool[x.Length];
        keep[0] = keep[^1] = true;
        Stack<(int From, int To)> open = new([(0, x.Length - 1)]);
        while (open.TryPop(out (int From, int To) part))
        {
            (double worst, int at) = (0, -1);
            for (int i = part.From + 1; i < part.To; i++)
            {
                double distance = Distance(x[i] - x[part.From], y[i] - y[part.From], x[part.To] - x[part.From], y[part.To] - y[part.From]);
                if (distance > worst)
                    (worst, at) = (distance, i);
            }
            if (worst <= tolerance)
                continue;
            keep[at] = true;
            open.Push((part.From, at));
            open.Push((at, part.To));
        }
        return [.. Enumerable.Range(0, keep.Length).Where(i => keep[i])];
    }

    /// <summary>Of marks that cover one another, the first: those whose centres are in the same square.</summary>
    /// <param name="x">Abscissas in pixels.</param>
    /// <param name="y">Ordinates in pixels, as many.</param>
    /// <param name="square">The edge of a square, pixels.</param>
    public static int[] KeepMarks(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double square)
    {
        HashSet<(long, long)> taken = [];
        List<int> keep = [];
        for (int i = 0; i < x.Length; i++)
            if (taken.Add(((long)Math.Round(x[i] / square), (long)Math.Round(y[i] / square))))
                keep.Add(i);
        return [.. keep];
    }

    // From a point to a piece of a line from the origin to (a, b).
    private static double Distance(double x, double y, double a, double b)
    {
        double length = a * a + b * b, along = length > 0 ? Math.Clamp((x * a + y * b) / length, 0, 1) : 0;
        return Math.Sqrt(Square(x - along * a) + Square(y - along * b));
    }

    private static double Square(double v) => v * v;
}
