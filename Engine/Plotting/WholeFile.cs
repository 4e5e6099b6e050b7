namespace ScalingTools.Plotting;

/// <summary>Files that are there whole or not at all.</summary>
internal static class WholeFile
{
    /// <summary>Writes a text file beside its place and moves it there.</summary>
    /// <param name="path">The file.</param>
    /// <param name="text">What is in it, as UTF-8.</param>
    /// <param name="keepOld">Whether a file that is there is an error.</param>
    /// <param name="force">Whether a file that is read-only may be replaced; the new one is then not.</param>
    /// <exception cref="ScalingException">PathNotWritable: no such folder, read-only, open elsewhere, or there already.</exception>
    public static void Write(string path, string text, bool keepOld, bool force = false) => Write(path, beside => File.WriteAllText(beside, text), keepOld, force);

    /// <summary>Writes any file beside its place and moves it there.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the file that it is given.</param>
    /// <param name="keepOld">Whether a file that is there is an error.</param>
    /// <param name="force">Whether a file that is read-only may be replaced; the new one is then not.</param>
    /// <exception cref="ScalingException">As for text.</exception>
    public static void Write(string path, Action<string> write, bool keepOld, bool force = false)
    {
        Check(path, keepOld, force);
        string beside = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            write(beside);
            if (force && File.Exists(path))
                File.SetAttributes(path, File.GetAttributes(path) & ~FileAttributes.ReadOnly);
            File.Move(beside, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Failed(path, e.Message, e);
        }
        finally
        {
            try
            {
                File.Delete(beside);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Nothing was written, then.
            }
        }
    }

    /// <summary>Whether the file can be written.</summary>
    /// <exception cref="ScalingException">As for writing.</exception>
    public static void Check(string path, bool keepOld, bool force = false)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder))
            throw Failed(path, $"there is no folder '{folder}'", null);
        if (!File.Exists(path))
            return;
        if (keepOld)
            throw Failed(path, "it is there already", null);
        if (File.GetAttributes(path).HasFlag(FileAttributes.ReadOnly))
        {
            if (!force)
                throw Failed(path, "it is read-only", null);
            return;
        }
        try
        {
            // Where locks are advisory a file that another program has open could be replaced under its hands.
            using (File.Open(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
            {
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failed(path, e.Message, e);
        }
    }

    private static ScalingException Failed(string path, string why, Exception? inner) =>
        new(ScalingError.PathNotWritable, $"'{path}' cannot be written: {why.TrimEnd('.')}.", "Close it elsewhere, or choose another name in a folder that exists; what was there is unchanged.", path, inner);
}
