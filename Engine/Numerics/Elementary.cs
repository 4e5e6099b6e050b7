namespace ScalingTools.Numerics;

/// <summary>Elementary functions where the obvious formula loses digits (the BCL's <c>LogP1</c> and <c>ExpM1</c> are that formula).</summary>
/// <remarks>Math.NET's Log1p is as accurate at a quarter of the speed, and a mean over data sets takes millions of them.</remarks>
internal static class Elementary
{
    /// <summary>ln(1+x) to full relative precision for small x (Kahan's correction of the rounded argument).</summary>
    public static double Log1p(double x)
    {
        double u = 1 + x;
        return u == 1 ? x : double.IsPositiveInfinity(u) ? u : Math.Log(u) * (x / (u - 1));
    }

    /// <summary>e^x - 1 to full relative precision for small x (Kahan).</summary>
    public static double Expm1(double x)
    {
        if (Math.Abs(x) > 1)
            return Math.Exp(x) - 1;
        double u = Math.Exp(x);
        return u == 1 ? x : (u - 1) * (x / Math.Log(u));
    }
}
