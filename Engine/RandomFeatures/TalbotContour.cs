using System.Numerics;

namespace ScalingTools.RandomFeatures;

/// <summary>
/// The inverse Laplace transform f(t) = (1/2πi) ∫ e^{st} F(s) ds on a contour around the negative axis, where all singularities of F have to lie: f(t) = 2 Re Σ_j w_j F(s_j).
/// </summary>
/// <remarks>
/// Source: Dingfelder and Weideman, Modified contours for Talbot's method (Numer. Algorithms 68, 2015): s(θ) = (n/t)(-0.6122 + 0.5017 θ cot 0.6407θ + 0.2645 iθ) at the
/// midpoints of n pieces of (-π, π), error e^{-1.36 n}.
/// </remarks>
internal static class TalbotContour
{
    /// <summary>Points of the upper half; the lower half is their conjugates.</summary>
    public const int Points = 10;

    private const double Shift = -0.6122, Width = 0.5017, Turn = 0.6407, Slope = 0.2645;

    /// <summary>Where the contour crosses the positive axis, times t.</summary>
    public static readonly double Crossing = 2 * Points * (Shift + Width / Turn);

    /// <summary>s_j t and w_j t, from the axis on.</summary>
    public static readonly IReadOnlyList<(Complex Point, Complex Weight)> Nodes = [.. Enumerable.Range(0, Points).Select(Node)];

    private static (Complex, Complex) Node(int j)
    {
        const int All = 2 * Points;
        double theta = (2 * j + 1) * Math.PI / All, sine = Math.Sin(Turn * theta), cotangent = Math.Cos(Turn * theta) / sine;
        Complex point = All * new Complex(Shift + Width * theta * cotangent, Slope * theta);
        Complex slope = All * new Complex(Width * (cotangent - Turn * theta / (sine * sine)), Slope);
        return (point, Complex.Exp(point) * slope / (Complex.ImaginaryOne * All));
    }
}
