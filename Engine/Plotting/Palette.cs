namespace ScalingTools.Plotting;

/// <summary>Colours that people with any colour vision tell apart: Okabe and Ito's for up to seven series, viridis in order for more.</summary>
/// <remarks>Sources: M. Okabe and K. Ito, Color Universal Design, 2008; S. van der Walt and N. Smith, viridis, without its brightest part.</remarks>
internal static class Palette
{
    private static readonly int[] Few = [0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0xE69F00, 0x56B4E9, 0x000000];
    private static readonly int[] Many = [0x440154, 0x482878, 0x3E4A89, 0x31688E, 0x26828E, 0x1F9E89, 0x35B779, 0x6DCD59, 0xB4DE2C];

    /// <summary>Grey, for what is no series.</summary>
    public const int Grey = 0x777777;

    /// <summary>The colour of a series, 0xRRGGBB.</summary>
    /// <param name="index">Which.</param>
    /// <param name="count">Of how many.</param>
    /// <param name="dark">Whether it is drawn on black, where black becomes white.</param>
    public static int Color(int index, int count, bool dark = false)
    {
        if (count <= Few.Length)
            return dark && Few[index] == 0 ? 0xF0F0F0 : dark && index == 0 ? 0x3FA0E0 : Few[index];
        double at = (double)index / (count - 1) * (Many.Length - 1);
        int low = Math.Min((int)at, Many.Length - 2);
        double part = at - low;
        int Mix(int shift) => (int)Math.Round((1 - part) * (Many[low] >> shift & 255) + part * (Many[low + 1] >> shift & 255)) << shift;
        return Mix(16) | Mix(8) | Mix(0);
    }
}
