using System.IO.Compression;
using System.Xml;

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

    /// <summary>Whether a workbook is whole: an archive with a workbook in it, every part of which can be read.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ScalingException">FileFormat, with what is wrong.</exception>
    public static void CheckWhole(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (IsOldOrEncrypted(path))
            throw Damaged(path, "it is encrypted, or in the format of Excel before 2007", null);
        try
        {
            using ZipArchive archive = ZipFile.OpenRead(path);
            if (archive.GetEntry("xl/workbook.xml") is null)
                throw Damaged(path, "there is no workbook in it", null);
            foreach (ZipArchiveEntry part in archive.Entries.Where(part => Path.GetExtension(part.Name) is ".xml" or ".rels"))
            {
                using XmlReader reader = XmlReader.Create(part.Open());
                while (reader.Read())
                {
                }
            }
        }
        catch (Exception e) when (e is InvalidDataException or XmlException)
        {
            throw Damaged(path, e.Message, e);
        }
    }

    // Both are compound files, which begin with D0 CF 11 E0.
    private static bool IsOldOrEncrypted(string path)
    {
        Span<byte> start = stackalloc byte[4];
        using FileStream file = File.OpenRead(path);
        return file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.SequenceEqual<byte>([0xD0, 0xCF, 0x11, 0xE0]);
    }

    private static ScalingException Damaged(string path, string why, Exception? inner) =>
        new(ScalingError.FileFormat, $"'{path}' is no whole workbook: {why.TrimEnd('.')}.", "Open it in Excel and save it as .xlsx without a password, or choose another name; it is unchanged.", path, inner);
}
