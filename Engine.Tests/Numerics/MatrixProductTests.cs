using ScalingTools.Numerics;

namespace ScalingTools.Tests.Numerics;

public unsafe class MatrixProductTests
{
    private static float[] Numbers(int count, long seed)
    {
        RandomStream stream = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)stream.NextGaussian())];
    }

    // Σ_p in ascending order, each product and sum fused: what the class promises, bit by bit.
    private static float[] Reference(Func<int, int, float> a, Func<int, int, float> b, float[] c, int m, int n, int k, bool add)
    {
        float[] result = new float[m * n];
        for (int i = 0; i < m; i++)
            for (int j = 0; j < n; j++)
            {
                float sum = add ? c[i * n + j] : 0;
                for (int p = 0; p < k; p++)
                    sum = MathF.FusedMultiplyAdd(a(i, p), b(p, j), sum);
                result[i * n + j] = sum;
            }
        return result;
    }

    public static IEnumerable<TheoryDataRow<int, int, int>> Shapes() =>
        from shape in new[] { (1, 1, 1), (8, 48, 16), (7, 47, 3), (9, 49, 300), (100, 30, 257), (3, 200, 512), (130, 1600, 20), (64, 64, 0), (97, 97, 97) }
        select new TheoryDataRow<int, int, int>(shape.Item1, shape.Item2, shape.Item3);

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Every_element_is_one_chain_of_fused_products_whatever_steps_and_threads(int m, int n, int k)
    {
        float[] a = Numbers(m * k, 1), b = Numbers(k * n, 2), start = Numbers(m * n, 3);
        foreach (int threads in (int[])[1, 2, 3])
        {
            using WorkCrew crew = new(threads);
            using MatrixProduct product = new(crew);
            fixed (float* pa = a, pb = b)
                for (int which = 0; which < 8; which++)
                {
                    bool turnA = (which & 1) != 0, turnB = (which & 2) != 0, add = (which & 4) != 0;
                    // Transposed operands lie column by column.
                    SingleMatrix left = turnA ? new SingleMatrix(pa, k, m).Transposed : new SingleMatrix(pa, m, k), right = turnB ? new SingleMatrix(pb, n, k).Transposed : new SingleMatrix(pb, k, n);
                    float[] c = [.. start];
                    fixed (float* pc = c)
                        product.Multiply(left, right, new SingleMatrix(pc, m, n), add);
                    Assert.Equal(Reference((i, p) => turnA ? a[p * m + i] : a[i * k + p], (p, j) => turnB ? b[j * k + p] : b[p * n + j], start, m, n, k, add), c);
                }
        }
    }

    [Fact]
    public void Nothing_is_allocated_after_the_first_product()
    {
        using WorkCrew crew = new(2);
        using MatrixProduct product = new(crew);
        float[] a = Numbers(256 * 256, 1), b = Numbers(256 * 256, 2), c = new float[256 * 256];
        fixed (float* pa = a, pb = b, pc = c)
        {
            SingleMatrix left = new(pa, 256, 256), right = new(pb, 256, 256), result = new(pc, 256, 256);
            product.Multiply(left, right, result);
            Assert.Equal(0, Allocation.Of(() => product.Multiply(left, right, result, add: true)));
        }
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        using WorkCrew crew = new(1);
        using MatrixProduct product = new(crew);
        float[] a = new float[6];
        fixed (float* p = a)
        {
            nint at = (nint)p;
            Assert.Throws<ArgumentException>(() => product.Multiply(new((float*)at, 2, 3), new((float*)at, 2, 3), new((float*)at, 2, 3)));
        }
    }

    [Fact]
    public void A_crew_does_every_part_once_in_many_rounds_and_tells_what_went_wrong()
    {
        using WorkCrew crew = new(3);
        int[] done = new int[3];
        for (int round = 0; round < 2000; round++)
        {
            crew.Run(i => done[i]++);
            if (round % 500 == 0)
                Thread.Sleep(20); // they fall asleep
        }
        Assert.Equal([2000, 2000, 2000], done);
        Assert.Throws<InvalidOperationException>(() => crew.Run(i => throw new InvalidOperationException($"{i}")));
        crew.Run(i => done[i]++);
        Assert.Equal(2001, done[2]);
    }
}
