using ScalingTools.Numerics;

namespace ScalingTools.Tests.Numerics;

public class RandomWordsTests
{
    [Fact]
    public void Words_are_those_of_the_stream_from_any_place()
    {
        RandomStream stream = new(-9, 3, RandomPurpose.Batches, 12345);
        ulong[] all = [.. Enumerable.Range(0, 60).Select(_ => stream.NextUInt64())];
        for (int first = 0; first <= 24; first += 4)
            for (int count = 0; count <= 19; count++)
            {
                ulong[] words = new ulong[count + 1];
                words[count] = 77; // not to be touched
                RandomWords.Fill(words.AsSpan(0, count), first, -9, 3, RandomPurpose.Batches, 12345);
                Assert.Equal([.. all[first..(first + count)], 77], words);
            }
    }
}
