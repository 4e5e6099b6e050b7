using System.Security.Cryptography;
using System.Text;

namespace ScalingTools.Networks;

/// <summary>
/// The file in which a run keeps what it has measured and, until it ends, everything its training depends on. It is written beside the old
/// one, forced to the disk and then put in its place, so that there is a whole one at every moment.
/// </summary>
internal sealed class NetworkCheckpoint
{
    private static readonly byte[] Magic = Encoding.ASCII.GetBytes("ScalingTools network checkpoint 2\n"); // then the SHA-256 of the rest, and the rest

    private readonly string _path, _configuration;

    /// <summary>The checkpoint of a run.</summary>
    /// <param name="folder">Made if it is not there.</param>
    /// <param name="name">The file's name without its ending.</param>
    /// <param name="configuration">Everything the result depends on, as text.</param>
    /// <exception cref="ScalingException">PathNotWritable.</exception>
    public NetworkCheckpoint(string folder, string name, string configuration)
    {
        _configuration = configuration;
        _path = Path.Combine(folder, name + ".checkpoint");
        Try(() => Directory.CreateDirectory(folder));
    }

    /// <summary>Reads the file into a run, if there is one.</summary>
    /// <param name="measured">What was measured before.</param>
    /// <param name="trainer">Takes up the training where it was, unless the run had ended.</param>
    /// <returns>Whether the run had ended.</returns>
    /// <exception cref="ScalingException">CheckpointMismatch for the file of another configuration or a file that is none.</exception>
    public bool Load(List<MeasuredStep> measured, ParityTrainer trainer)
    {
        if (!File.Exists(_path))
            return false;
        try
        {
            using BinaryReader from = new(File.OpenRead(_path), Encoding.UTF8);
            if (!from.ReadBytes(Magic.Length).AsSpan().SequenceEqual(Magic))
                throw Mismatch("is not a checkpoint of this version");
            byte[] hash = from.ReadBytes(SHA256.HashSizeInBytes);
            long content = from.BaseStream.Position;
            if (!SHA256.HashData(from.BaseStream).AsSpan().SequenceEqual(hash))
                throw Mismatch("is damaged");
            from.BaseStream.Position = content;
            if (from.ReadString() is var other && other != _configuration)
                throw Mismatch($"is of another configuration ({Difference(other)})");
            bool ended = from.ReadBoolean();
            for (int left = from.ReadInt32(); left > 0; left--)
                measured.Add(MeasuredStep.Read(from));
            if (!ended)
                trainer.Load(from);
            return ended;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Mismatch($"cannot be read: {e.Message}");
        }
    }

    /// <summary>Replaces the file.</summary>
    /// <param name="measured">What was measured.</param>
    /// <param name="trainer">The training so far; null when the run has ended.</param>
    /// <exception cref="ScalingException">PathNotWritable; the old file is then as it was.</exception>
    public void Save(IReadOnlyList<MeasuredStep> measured, ParityTrainer? trainer) => Try(() =>
    {
        string beside = _path + ".new";
        using (FileStream file = new(beside, FileMode.Create, FileAccess.ReadWrite, FileShare.None))
        {
            using BinaryWriter to = new(file, Encoding.UTF8, leaveOpen: true);
            to.Write(Magic);
            to.Write(new byte[SHA256.HashSizeInBytes]);
            long content = file.Position;
            to.Write(_configuration);
            to.Write(trainer is null);
            to.Write(measured.Count);
            foreach (MeasuredStep step in measured)
                step.Write(to);
            trainer?.Save(to);
            to.Flush();
            file.Flush();
            file.Position = content;
            byte[] hash = SHA256.HashData(file);
            file.Position = Magic.Length;
            file.Write(hash);
            file.Flush(flushToDisk: true);
        }
        File.Move(beside, _path, overwrite: true);
    });

    private void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ScalingException(ScalingError.PathNotWritable, $"The checkpoint {_path} cannot be written: {e.Message}",
                "Free space or choose another folder; the last checkpoint is still whole, and the run can go on from it.", _path, e);
        }
    }

    private ScalingException Mismatch(string how) => new(ScalingError.CheckpointMismatch, $"The checkpoint {_path} {how}.",
        "Choose another folder for CheckpointPath, delete the file, or repeat the settings it was made with.", _path);

    // The first setting that differs: there, and here.
    private string Difference(string other) => _configuration.Split('\n').Zip(other.Split('\n')).Where(pair => pair.First != pair.Second)
        .Select(pair => $"{pair.Second} there, {pair.First} here").FirstOrDefault() ?? "other settings";
}
