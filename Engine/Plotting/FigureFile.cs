namespace ScalingTools.Plotting;

/// <summary>Figures in files.</summary>
public static class FigureFile
{
    /// <summary>Whether a name says how to write a figure.</summary>
    /// <exception cref="ScalingException">UnknownExtension.</exception>
    public static void CheckExtension(string path)
    {
        if (!IsSvg(path) && !IsHtml(path))
            throw new ScalingException(ScalingError.UnknownExtension, $"'{Path.GetExtension(path)}' of '{path}' is no format of figures.", "Give a name that ends in .svg or .html; browsers and Inkscape make PDF and PNG of SVG.", path);
    }

    /// <summary>Writes a figure, .svg or .html by the end of the name, beside its place first, so that an old file stays whole if anything fails.</summary>
    /// <param name="figure">The figure.</param>
    /// <param name="path">The file.</param>
    /// <param name="width">Pixels of an SVG.</param>
    /// <param name="height">Pixels of an SVG.</param>
    /// <param name="keepOld">Whether a file that is there is an error.</param>
    /// <param name="force">Whether a file that is read-only may be written over.</param>
    /// <exception cref="ScalingException">UnknownExtension; PathNotWritable; PlotlyNotFound; ParameterOutOfRange for a tiny figure.</exception>
    public static void Write(Figure figure, string path, int width = 640, int height = 420, bool keepOld = false, bool force = false)
    {
        CheckExtension(path);
        WholeFile.Write(path, IsSvg(path) ? SvgFigure.Render(figure, width, height) : HtmlFigure.Render(figure), keepOld, force);
    }

    private static bool IsSvg(string path) => Path.GetExtension(path).Equals(".svg", StringComparison.OrdinalIgnoreCase);

    private static bool IsHtml(string path) => Path.GetExtension(path).ToLowerInvariant() is ".html" or ".htm";
}
