using System.Text;
using ScalingTools.DeepNetworks;

namespace ScalingTools.Tests.DeepNetworks;

/// <summary>Texts as tokens: what comes in goes out, pairs by brute force, and files that are no text.</summary>
public class LanguageCorpusTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("corpus").FullName;

    public void Dispose()
    {
        Directory.Delete(_folder, true);
        GC.SuppressFinalize(this);
    }

    private string Write(byte[] bytes)
    {
        string path = Path.Combine(_folder, "text.txt");
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private static string Text(int words) => string.Join(' ', Enumerable.Range(0, words).Select(i => ((uint)(i * 2654435761) % 97 % 5) switch { 0 => "scaling", 1 => "laws", 2 => "of", 3 => "größer", _ => "nets" }));

    [Fact]
    public void Bytes_are_tokens_and_the_last_tenth_is_held_out()
    {
        byte[] text = Encoding.UTF8.GetBytes(Text(500));
        LanguageCorpus corpus = LanguageCorpus.Read(Write([.. "\uFEFF"u8, .. text]));
        Assert.Equal(("text", 256, text.Length), (corpus.Name, corpus.Vocabulary, corpus.ByteCount));
        Assert.Equal([.. text.Select(b => (int)b)], (int[])[.. corpus.GetTrainTokens(), .. corpus.GetTestTokens()]);
        Assert.InRange(corpus.TestTokenCount, text.Length / 10 - 3, text.Length / 10);
    }

    [Fact]
    public void Nothing_is_held_out_from_within_a_character()
    {
        LanguageCorpus corpus = LanguageCorpus.FromText(string.Concat(Enumerable.Repeat("€", 61)));
        Assert.Equal(0, corpus.TestByteCount % 3);
        Assert.Equal(0xE2, corpus.GetTestTokens()[0]);
    }

    [Fact]
    public void Pairs_are_those_that_occur_most_often()
    {
        byte[] text = Encoding.UTF8.GetBytes(Text(200));
        BytePairTokenizer tokenizer = new(text, 300);
        // The same by strings: a private character stands for each token.
        string tokens = new([.. text.Select(b => (char)(0xE000 + b))]);
        for (int made = 256; made < 300; made++)
        {
            string best = Enumerable.Range(0, tokens.Length - 1).Select(i => tokens.Substring(i, 2)).GroupBy(p => p).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).First().Key;
            tokens = tokens.Replace(best, ((char)(0xE000 + made)).ToString(), StringComparison.Ordinal);
        }
        int[] encoded = tokenizer.Encode(text);
        Assert.Equal([.. tokens.Select(c => c - 0xE000)], encoded);
        Assert.Equal(300, tokenizer.Vocabulary);
        Assert.Equal(text, tokenizer.Decode(encoded));
        byte[] other = "größere nets & laws"u8.ToArray();
        Assert.Equal(other, tokenizer.Decode(tokenizer.Encode(other)));
        Assert.True(encoded.Length < text.Length / 3);
    }

    [Fact]
    public void There_are_no_more_tokens_than_pairs_that_occur_twice()
    {
        Assert.Equal(256, new BytePairTokenizer("abcdef"u8, 1000).Vocabulary);
        Assert.Equal(257, new BytePairTokenizer("abab"u8, 1000).Vocabulary);
    }

    [Fact]
    public void A_text_that_is_no_UTF_8_is_refused_with_the_place()
    {
        byte[] text = Encoding.UTF8.GetBytes(Text(100));
        text[123] = 0xFF;
        ScalingException thrown = Assert.Throws<ScalingException>(() => LanguageCorpus.Read(Write(text)));
        Assert.Equal(ScalingError.FileFormat, thrown.Error);
        Assert.Contains("0xFF at offset 123", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("text.txt", thrown.Message, StringComparison.Ordinal);
        // UTF-16 is what Windows called Unicode.
        Assert.Equal(ScalingError.FileFormat, Assert.Throws<ScalingException>(() => LanguageCorpus.Read(Write([0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Text(100))]))).Error);
        // Cut within a character.
        thrown = Assert.Throws<ScalingException>(() => LanguageCorpus.Read(Write([.. Encoding.UTF8.GetBytes(new string('a', 200)), 0xE2, 0x82])));
        Assert.Contains("offset 200", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_bad_input_is_refused()
    {
        Assert.Equal(ScalingError.TooFewPoints, Assert.Throws<ScalingException>(() => LanguageCorpus.FromText("too short")).Error);
        Assert.Equal(ScalingError.TooFewPoints, Assert.Throws<ScalingException>(() => LanguageCorpus.Read(Write([]))).Error);
        ScalingException missing = Assert.Throws<ScalingException>(() => LanguageCorpus.Read(Path.Combine(_folder, "none.txt")));
        Assert.Equal(ScalingError.FileNotReadable, missing.Error);
        Assert.Contains("none.txt", missing.Message, StringComparison.Ordinal);
        Assert.Equal(ScalingError.ParameterOutOfRange, Assert.Throws<ScalingException>(() => LanguageCorpus.FromText(Text(100), vocabulary: 255)).Error);
    }
}
