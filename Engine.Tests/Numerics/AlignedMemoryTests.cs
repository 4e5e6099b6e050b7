using ScalingTools.Numerics;

namespace ScalingTools.Tests.Numerics;

public unsafe class AlignedMemoryTests
{
    [Theory]
    [InlineData(0, 64)]
    [InlineData(1, 64)]
    [InlineData(64, 64)]
    [InlineData(65, 128)]
    [InlineData(100_000, 100_032)]
    public void Memory_is_aligned_zeroed_and_a_whole_number_of_lines(long bytes, long length)
    {
        using AlignedMemory memory = new(bytes);
        Assert.Equal(length, memory.Length);
        Assert.Equal(0u, (nuint)memory.Start % AlignedMemory.Alignment);
        Assert.Equal(length / 4, memory.AsFloats().Length);
        Assert.True(memory.AsFloats().IndexOfAnyExcept(0f) < 0);
        memory.AsFloats().Fill(1);
        memory.Clear();
        Assert.True(memory.AsFloats().IndexOfAnyExcept(0f) < 0);
        memory.Dispose();
        Assert.True(memory.Start == null); // and again at the end of the block
    }

    [Theory]
    [InlineData(1L << 45)]
    [InlineData(1L << 62)]
    public void More_than_there_is_is_refused(long bytes) =>
        Assert.Equal(ScalingError.TooLarge, Assert.Throws<ScalingException>(() => new AlignedMemory(bytes)).Error);
}
