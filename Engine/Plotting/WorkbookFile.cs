namespace ScalingTools.Plotting;

/// <summary>Workbooks in files.</summary>
public static class WorkbookFile
{
    /// <summary>Whether a workbook can be written there: what a long pipeline wants to know before it runs.</summary>
    /// <param name="path">The file.</param>
    /// <param name="keepOld">Whether a file that is there is an error.</param>
    /// <param name="force">Whether a file that is read-only may be written over.</param>
    /// <exception cref="ScalingException">UnknownExtension; PathNotWritable.</exception>
    public static void Check(string path, bool keepOld = false, bool force = false)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!Path.GetExtension(path).Equals(".xlsx", StringComparison.OrdinalIgnoreCase))
            throw new ScalingException(ScalingError.UnknownExtension, $"'{Path.GetExtension(path)}' of '{path}' is no workbook.", "Give a name that ends in .xlsx; Export-Csv writes .csv.", path);
        WholeFile.Check(path, keepOld, force);
    }

    /// <summary>Writes a workbook beside its place and moves it there: the old one stays whole if anything fails.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the file that it is given.</param>
    /// <param name="keepOld">Whether a file that is there is an error.</param>
    /// <param name="force">Whether a file that is read-only may be written over.</param>
    /// <exception cref="ScalingException">UnknownExtension; PathNotWritable.</exception>
    public static void Write(string path, Action<string> write, bool keepOld = false, bool force = false)
    {
        Check(path, keepOld, force);
        WholeFile.Write(path, write, keepOld, force);
    }
}
