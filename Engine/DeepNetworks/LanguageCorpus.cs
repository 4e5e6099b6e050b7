using System.Text.Unicode;

namespace ScalingTools.DeepNetworks;

/// <summary>A text as tokens, the last tenth of it held out.</summary>
/// <remarks>Tokens are bytes, or pairs of them learnt from the part that is not held out (<see cref="BytePairTokenizer"/>).</remarks>
public sealed class LanguageCorpus
{
    private const int HeldOut = 10;
    private const long LargestText = 1 << 30;

    private readonly int[] _train, _test;

    private LanguageCorpus(string name, string source, long bytes, int vocabulary, int[] train, int[] test, long testBytes) =>
        (Name, Source, ByteCount, Vocabulary, _train, _test, TestByteCount) = (name, source, bytes, vocabulary, train, test, testBytes);

    /// <summary>What it is called.</summary>
    public string Name { get; }
    /// <summary>The file it came from; empty for none.</summary>
    public string Source { get; }
    /// <summary>Bytes of the text.</summary>
    public long ByteCount { get; }
    /// <summary>V, different tokens.</summary>
    public int Vocabulary { get; }
    /// <summary>Tokens to train on.</summary>
    public long TrainTokenCount => _train.Length;
    /// <summary>Tokens held out.</summary>
    public long TestTokenCount => _test.Length;
    /// <summary>Bytes of the text held out.</summary>
    public long TestByteCount { get; }

    /// <summary>The tokens to train on, in order.</summary>
    public ReadOnlySpan<int> GetTrainTokens() => _train;

    /// <summary>The tokens held out, in order.</summary>
    public ReadOnlySpan<int> GetTestTokens() => _test;

    /// <summary>Reads a file of UTF-8 text, with or without a byte order mark.</summary>
    /// <param name="path">The file.</param>
    /// <param name="vocabulary">V; 256 for bytes, more for pairs.</param>
    /// <exception cref="ScalingException">FileNotReadable; FileFormat for what is no UTF-8, naming where; as for <see cref="FromText"/>.</exception>
    public static LanguageCorpus Read(string path, int vocabulary = 256)
    {
        byte[] text;
        try
        {
            FileInfo file = new(path);
            if (file.Exists && file.Length > LargestText)
                throw new ScalingException(ScalingError.TooLarge, $"'{path}' has {file.Length} bytes, more than {LargestText}.", "Give a part of it.", path);
            text = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ScalingException(ScalingError.FileNotReadable, $"'{path}' cannot be read: {e.Message}", "Give the path of a text file.", path);
        }
        int start = text.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0;
        return Make(Path.GetFileNameWithoutExtension(path), path, text.AsSpan(start), vocabulary, start);
    }

    /// <summary>A text in memory.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">What to call it.</param>
    /// <param name="vocabulary">V; 256 for bytes, more for pairs.</param>
    /// <exception cref="ScalingException">TooFewPoints for a text of fewer than a hundred bytes; ParameterOutOfRange for V below 256 or above 65,536.</exception>
    public static LanguageCorpus FromText(string text, string name = "text", int vocabulary = 256)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Make(name, "", System.Text.Encoding.UTF8.GetBytes(text), vocabulary, 0);
    }

    private static LanguageCorpus Make(string name, string source, ReadOnlySpan<byte> text, int vocabulary, int skipped)
    {
        string what = source.Length > 0 ? $"'{source}'" : "The text";
        if (vocabulary is < 256 or > 65_536)
            throw Guard.OutOfRange(nameof(vocabulary), vocabulary, "a whole number from 256 (bytes) to 65,536");
        if (!Utf8.IsValid(text))
        {
            long at = FirstInvalid(text) + skipped;
            throw new ScalingException(ScalingError.FileFormat, $"{what} is not UTF-8: the byte 0x{text[(int)at - skipped]:X2} at offset {at} does not belong there.",
                "Convert it to UTF-8 first, for example Get-Content -Encoding <its encoding> | Set-Content -Encoding utf8.", source);
        }
        if (text.Length < 100)
            throw new ScalingException(ScalingError.TooFewPoints, $"{what} has {text.Length} bytes; there is nothing to learn from fewer than 100.", "Give a longer text; a million bytes are a good start.", source);
        // Held out is what begins with a whole character.
        int cut = text.Length - text.Length / HeldOut;
        while (cut < text.Length && (text[cut] & 0xC0) == 0x80)
            cut++;
        ReadOnlySpan<byte> train = text[..cut], test = text[cut..];
        BytePairTokenizer tokenizer = new(train, vocabulary);
        return new(name, source, text.Length, tokenizer.Vocabulary, tokenizer.Encode(train), tokenizer.Encode(test), test.Length);
    }

    // Characters are at most four bytes: the first that does not fit is where the longest valid beginning ends.
    private static int FirstInvalid(ReadOnlySpan<byte> text)
    {
        int at = 0;
        while (at < text.Length)
        {
            if (System.Text.Rune.DecodeFromUtf8(text[at..], out _, out int used) != System.Buffers.OperationStatus.Done)
                return at;
            at += used;
        }
        return at;
    }
}
