namespace ScalingTools.Numerics;

/// <summary>Draws of χ² = Σ_{i≤n} z_i², z_i standard normal, in time that does not depend on n.</summary>
/// <remarks>χ²/2 has the gamma distribution of shape n/2. Source: Marsaglia and Tsang, A simple method for generating gamma variables, ACM TOMS 26 (2000).</remarks>
internal static class ChiSquareSampler
{
    /// <summary>One draw.</summary>
    /// <param name="stream">Where its random numbers come from; how many it takes is random.</param>
    /// <param name="freedom">n ≥ 1.</param>
    public static double Next(RandomStream stream, long freedom)
    {
        if (freedom == 1) // the method asks for a shape of at least 1
        {
            double z = stream.NextGaussian();
            return z * z;
        }
        double d = freedom / 2.0 - 1.0 / 3, c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            double x = stream.NextGaussian(), root = 1 + c * x, v = root * root * root;
            if (v > 0 && Math.Log(stream.NextOpenDouble()) < x * x / 2 + d * (1 - v + Math.Log(v)))
                return 2 * d * v;
        }
    }
}
