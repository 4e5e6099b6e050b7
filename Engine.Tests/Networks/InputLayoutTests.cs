using ScalingTools.Networks;
using ScalingTools.Numerics;

namespace ScalingTools.Tests.Networks;

public class InputLayoutTests
{
    public static TheoryData<int, int, int> Shapes
    {
        get
        {
            TheoryData<int, int, int> shapes = [];
            foreach (int skills in (int[])[1, 5, 500])
                foreach (int batch in (int[])[1, 4000, 100_000])
                    foreach (int bits in (int[])[1, 2, 3, 4, 5, 7, 12, 13, 31, 32, 33, 63, 64, 65, 100, 127, 128, 129, 176, 177, 200, 1000])
                        shapes.Add(skills, bits, batch);
            return shapes;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Every_bit_is_in_the_key_or_in_one_group(int skills, int bits, int batch)
    {
        InputLayout layout = new(skills, bits, batch);
        Assert.Equal(bits, layout.KeyBits + layout.GroupSizes.Sum());
        Assert.Equal(0, layout.GroupSizes.Length % InputLayout.GroupsPerWord);
        Assert.Equal(skills << layout.KeyBits, layout.KeyCount);
        Assert.InRange(layout.TableStride, 1, 65536); // offsets have 16 bits
        RandomStream random = new(bits);
        ulong[] x = new ulong[(bits + 63) / 64], offsets = new ulong[layout.WordsPerSample];
        for (int trial = 0; trial < 20; trial++)
        {
            int skill = trial == 0 ? skills : (int)random.NextInteger(skills) + 1;
            for (int i = 0; i < x.Length; i++)
                x[i] = trial switch { 0 => ulong.MaxValue, 1 => 0, _ => random.NextUInt64() }; // what lies beyond n_b does not matter
            layout.Offsets(x, offsets);
            Assert.Equal((skill, Unpacked.Text(x, bits)), Unpacked.Of(layout, (uint)layout.Key(skill, x) * InputLayout.RowBytes, offsets));
        }
    }

    [Fact]
    public void A_table_fits_the_fastest_cache_and_a_large_batch_may_have_larger_keys()
    {
        InputLayout small = new(5, 32, 100), large = new(5, 32, 100_000);
        foreach (InputLayout layout in (InputLayout[])[small, large])
            Assert.InRange(layout.TableRows.Sum() * InputLayout.RowBytes, 1, 22 * 1024);
        Assert.True(large.KeyBits > small.KeyBits);
        Assert.Equal(1, large.WordsPerSample);
    }
}
