namespace ScalingTools.Plotting;

/// <summary>Dots in the cells of a terminal: two by four in each, one colour for each cell.</summary>
internal sealed class BrailleCanvas(int columns, int rows)
{
    private readonly byte[] _dots = new byte[columns * rows];
    private readonly int[] _colors = new int[columns * rows];

    /// <summary>Dots across.</summary>
    public int Width => 2 * columns;
    /// <summary>Dots down.</summary>
    public int Height => 4 * rows;

    /// <summary>Sets a dot; outside nothing happens. Row 0 is the top.</summary>
    public void Set(int x, int y, int color)
    {
        if ((uint)x >= (uint)Width || (uint)y >= (uint)Height)
            return;
        int cell = y / 4 * columns + x / 2;
        // Unicode counts the dots 1 2 3 7 down the left and 4 5 6 8 down the right.
        _dots[cell] |= (x % 2, y % 4) switch { (0, 0) => 0x01, (0, 1) => 0x02, (0, 2) => 0x04, (0, 3) => 0x40, (_, 0) => 0x08, (_, 1) => 0x10, (_, 2) => 0x20, _ => (byte)0x80 };
        _colors[cell] = color;
    }

    /// <summary>A line between two dots, of which <paramref name="on"/> of every <paramref name="period"/> are set, counted on from <paramref name="phase"/>.</summary>
    /// <returns>The phase at its end.</returns>
    public int Line(double x0, double y0, double x1, double y1, int color, int on, int period, int phase)
    {
        int steps = (int)Math.Min(1e5, Math.Ceiling(Math.Max(Math.Abs(x1 - x0), Math.Abs(y1 - y0))));
        for (int i = 0; i <= steps; i++)
        {
            double part = steps == 0 ? 0 : (double)i / steps;
            if ((phase + i) % period < on)
                Set((int)Math.Round(x0 + part * (x1 - x0)), (int)Math.Round(y0 + part * (y1 - y0)), color);
        }
        return phase + steps;
    }

    /// <summary>A cell's character, U+2800 and its dots, and its colour; a space where there are none.</summary>
    public (char Character, int Color) Cell(int column, int row) => _dots[row * columns + column] is 0 ? (' ', 0) : ((char)(0x2800 + _dots[row * columns + column]), _colors[row * columns + column]);
}
