namespace ScalingTools.Plotting;

/// <summary>Files that are there whole or not at all.</summary>
internal static class WholeFile
{
    /// <summary>Writes a text file beside its place and moves it there.</summary>
    /// <param name="path">The file.</param>
    /// <param name="text">What is in it, as UTF-8.</param>
    /// <param name="keepOld">Whether a file that is there is an error.</param>
    /// <exception cref="ScalingException">PathNotWritable: no such folder, read-only, open elsewhere, or there already.</exception>
    public static void Write(string path, string text, bool keepOld)
    {
        if (keepOld && File.Exists(path))
            throw Failed(path, "it is there already", null);
        if (File.Exists(path) && File.GetAttributes(path).HasFlag(FileAttributes.ReadOnly))
            throw Failed(path, "it is read-only", null);
        string beside = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            CheckNotOpen(path);
            File.WriteAllText(beside, text);
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

    // Where locks are advisory a file that another program has open could be replaced under its hands.
    private static void CheckNotOpen(string path)
    {
        if (File.Exists(path))
            using (File.Open(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
            {
            }
    }

    private static ScalingException Failed(string path, string why, Exception? inner) =>
        new(ScalingError.PathNotWritable, $"'{path}' cannot be written: {why.TrimEnd('.')}.", "Close it elsewhere, or choose another name in a folder that exists; what was there is unchanged.", path, inner);
}
