namespace ScalingTools.Multilinear;

/// <summary>Where on its axis a law holds: the stretch of x with all conditions met, and the conditions at its best x.</summary>
internal readonly record struct LawRange(double? From, double? To, LawCondition[] Best)
{
    // x = 10^-3 … 10^40 in eighths of a decade; the edges are then found by bisection to 1e-12.
    private const int First = -3 * 8, Last = 40 * 8;

    private static double Grid(double step) => Math.Pow(10, step / 8);

    public static LawRange Find(Law law, double skillCount)
    {
        int from = int.MaxValue, to = int.MinValue;
        LawCondition[] best = [];
        for (int step = First; step <= Last; step++)
        {
            LawCondition[] conditions = law.Conditions(law.ResourcesAt(Grid(step)));
            if (best.Length == 0 || conditions.Count(c => c.Holds) > best.Count(c => c.Holds))
                best = conditions;
            if (Holds(step))
                (from, to) = (Math.Min(from, step), step);
        }
        return from > to
            ? new LawRange(null, null, best)
            : new LawRange(Edge(from, from - 1), to == Last ? null : Edge(to, to + 1), best);

        bool Holds(double step)
        {
            Resources at = law.ResourcesAt(Grid(step));
            return at.N <= skillCount && law.Conditions(at).All(c => c.Holds);
        }

        double Edge(double inside, double outside)
        {
            while (Math.Abs(outside - inside) > 1e-12)
            {
                double middle = (inside + outside) / 2;
                if (Holds(middle))
                    inside = middle;
                else
                    outside = middle;
            }
            return Grid(inside);
        }
    }
}
