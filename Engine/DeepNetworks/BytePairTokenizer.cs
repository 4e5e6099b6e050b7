namespace ScalingTools.DeepNetworks;

/// <summary>Byte pair encoding: tokens are bytes, and pairs of tokens that were often side by side in the text it was trained on.</summary>
/// <remarks>
/// Training: while there are fewer than V tokens, the pair (a, b) that occurs most often becomes a new token; of equals the one with the smaller numbers. Encoding makes the same replacements in the same order.
/// Source: Sennrich, Haddow and Birch 2016, arXiv:1508.07909, on bytes, over the whole text.
/// </remarks>
internal sealed class BytePairTokenizer
{
    private readonly List<(int First, int Second)> _merges = [];

    /// <summary>Learns the tokens of a text.</summary>
    /// <param name="text">What to learn from.</param>
    /// <param name="vocabulary">V, at least 256; fewer come out where no pair occurs twice.</param>
    public BytePairTokenizer(ReadOnlySpan<byte> text, int vocabulary)
    {
        int[] tokens = Bytes(text);
        int length = tokens.Length;
        Dictionary<(int, int), int> counts = [];
        while (Vocabulary < vocabulary)
        {
            counts.Clear();
            for (int i = 0; i + 1 < length; i++)
                counts[(tokens[i], tokens[i + 1])] = counts.GetValueOrDefault((tokens[i], tokens[i + 1])) + 1;
            if (counts.Count == 0)
                return;
            ((int, int) pair, int count) = counts.MinBy(c => (-c.Value, c.Key));
            if (count < 2)
                return;
            length = Replace(tokens, length, pair, Vocabulary);
            _merges.Add(pair);
        }
    }

    /// <summary>256 bytes and what was learnt.</summary>
    public int Vocabulary => 256 + _merges.Count;

    /// <summary>The tokens of a text.</summary>
    public int[] Encode(ReadOnlySpan<byte> text)
    {
        int[] tokens = Bytes(text);
        int length = tokens.Length;
        foreach ((int i, (int First, int Second) pair) in _merges.Index())
            length = Replace(tokens, length, pair, 256 + i);
        return tokens[..length];
    }

    /// <summary>The text of tokens.</summary>
    public byte[] Decode(IEnumerable<int> tokens)
    {
        List<byte> text = [];
        foreach (int token in tokens)
            Append(token);
        return [.. text];

        void Append(int token)
        {
            if (token < 256)
            {
                text.Add((byte)token);
                return;
            }
            Append(_merges[token - 256].First);
            Append(_merges[token - 256].Second);
        }
    }

    private static int[] Bytes(ReadOnlySpan<byte> text)
    {
        int[] tokens = new int[text.Length];
        for (int i = 0; i < tokens.Length; i++)
            tokens[i] = text[i];
        return tokens;
    }

    // From left to right, where the tokens lie; returns how many are left.
    private static int Replace(int[] tokens, int length, (int First, int Second) pair, int by)
    {
        int to = 0;
        for (int i = 0; i < length; i++)
            if (i + 1 < length && tokens[i] == pair.First && tokens[i + 1] == pair.Second)
            {
                tokens[to++] = by;
                i++;
            }
            else
                tokens[to++] = tokens[i];
        return to;
    }
}
