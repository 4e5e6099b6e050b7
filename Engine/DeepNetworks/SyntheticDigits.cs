using ScalingTools.Numerics;

namespace ScalingTools.DeepNetworks;

/// <summary>Small images that look like written digits, so that experiments run without any download. They are synthetic: results on them are results on them.</summary>
/// <remarks>
/// A digit is a few strokes between points of the unit square; each image has its points moved a little, is turned by ±0.25, sheared by ±0.25, scaled by 0.8 … 1.1 and moved by ±0.08, drawn with a pen of
/// radius 0.045 … 0.08, and has noise of deviation 12 on 0 … 255. Image i of a seed is the same whatever the number of images. Classes are drawn uniformly.
/// </remarks>
public static class SyntheticDigits
{
    private const double Noise = 12;

    // Strokes of each digit: corners of an open line, (right, down) from the upper left.
    private static readonly double[][][] Strokes =
    [
        [[.3, .2, .7, .2, .75, .5, .7, .8, .3, .8, .25, .5, .3, .2]],
        [[.35, .3, .5, .15, .5, .85]],
        [[.28, .3, .4, .17, .65, .2, .7, .38, .3, .83, .75, .83]],
        [[.28, .2, .65, .18, .7, .35, .48, .48, .72, .63, .65, .82, .28, .83]],
        [[.6, .85, .6, .15, .25, .62, .78, .62]],
        [[.7, .17, .33, .17, .3, .47, .6, .45, .73, .63, .6, .83, .28, .82]],
        [[.65, .17, .4, .3, .28, .6, .4, .83, .65, .8, .7, .6, .5, .5, .3, .6]],
        [[.25, .18, .75, .18, .42, .85]],
        [[.5, .48, .3, .33, .5, .16, .7, .33, .5, .48, .27, .67, .5, .85, .73, .67, .5, .48]],
        [[.7, .38, .5, .5, .3, .38, .42, .18, .65, .18, .7, .38, .62, .85]],
    ];

    /// <summary>Images.</summary>
    /// <param name="count">How many, at least 1.</param>
    /// <param name="seed">Which.</param>
    /// <param name="size">Rows and columns, 8 to 64.</param>
    /// <exception cref="ScalingException">ParameterOutOfRange; TooLarge beyond 2^31 pixels.</exception>
    public static VisionDataset Generate(int count, long seed = 1, int size = 28)
    {
        Guard.Positive((long)count, nameof(count));
        if (size is < 8 or > 64)
            throw Guard.OutOfRange(nameof(size), size, "8 to 64");
        if ((long)count * size * size > int.MaxValue / 2)
            throw new ScalingException(ScalingError.TooLarge, $"{count} images of {size} × {size} do not fit in one array.", "Generate fewer or smaller ones.", count);
        byte[] pixels = new byte[count * size * size], labels = new byte[count];
        Parallel.For(0, count, i => labels[i] = Draw(seed, i, size, pixels.AsSpan(i * size * size, size * size)));
        return new("synthetic digits", FormattableString.Invariant($"synthetic, seed {seed}"), size, size, 1, Strokes.Length, pixels, labels);
    }

    private static byte Draw(long seed, int image, int size, Span<byte> pixels)
    {
        RandomStream stream = new(seed, purpose: RandomPurpose.Samples, index: image);
        double Between(double low, double high) => low + (high - low) * stream.NextDouble();
        byte digit = (byte)stream.NextInteger(Strokes.Length);
        double turn = Between(-0.25, 0.25), shear = Between(-0.25, 0.25), scale = Between(0.8, 1.1), right = Between(-0.08, 0.08), down = Between(-0.08, 0.08), pen = Between(0.045, 0.08);
        (double sine, double cosine) = Math.SinCos(turn);
        List<(double X, double Y)[]> lines = [];
        foreach (double[] stroke in Strokes[digit])
        {
            (double, double)[] line = new (double, double)[stroke.Length / 2];
            for (int i = 0; i < line.Length; i++)
            {
                double x = stroke[2 * i] - 0.5 + Between(-0.03, 0.03), y = stroke[2 * i + 1] - 0.5 + Between(-0.03, 0.03);
                x += shear * y;
                line[i] = (0.5 + right + scale * (cosine * x - sine * y), 0.5 + down + scale * (sine * x + cosine * y));
            }
            lines.Add(line);
        }
        double soft = 0.7 / size; // the pen's edge
        for (int row = 0; row < size; row++)
            for (int column = 0; column < size; column++)
            {
                double x = (column + 0.5) / size, y = (row + 0.5) / size, nearest = double.PositiveInfinity;
                foreach ((double X, double Y)[] line in lines)
                    for (int i = 0; i + 1 < line.Length; i++)
                        nearest = Math.Min(nearest, Distance(x, y, line[i], line[i + 1]));
                double ink = Math.Clamp((pen + soft - nearest) / (2 * soft), 0, 1);
                pixels[row * size + column] = (byte)Math.Clamp(Math.Round(230 * ink + Noise * stream.NextGaussian()), 0, 255);
            }
        return digit;
    }

    private static double Distance(double x, double y, (double X, double Y) from, (double X, double Y) to)
    {
        double a = to.X - from.X, b = to.Y - from.Y, along = Math.Clamp(((x - from.X) * a + (y - from.Y) * b) / (a * a + b * b), 0, 1);
        return Math.Sqrt((x - from.X - along * a) * (x - from.X - along * a) + (y - from.Y - along * b) * (y - from.Y - along * b));
    }
}
