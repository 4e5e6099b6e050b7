using System.Runtime.InteropServices;

namespace ScalingTools.Sweeps;

/// <summary>Forces the names in a folder to the disk: on Unix a file that was forced there can still lose its name in a power failure.</summary>
internal static partial class DurableFolder
{
    /// <summary>fsync on the folder; nothing on Windows, whose file systems journal names.</summary>
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        int handle = Open(folder, 0);
        if (handle < 0)
            return;
        _ = Fsync(handle);
        _ = Close(handle);
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Fsync(int handle);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int handle);
}
