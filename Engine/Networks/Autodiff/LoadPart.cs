using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ScalingTools.Networks.Autodiff;

/// <summary>Eight numbers, or as many as there are; the rest is 0.</summary>
internal static unsafe class LoadPart
{
    /// <summary>The first eight of <paramref name="left"/> numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load(float* from, int left) => left >= 8 ? Vector256.Load(from) : Few(from, left);

    /// <summary>Stores the first eight of <paramref name="left"/> numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<float> numbers, float* to, int left)
    {
        if (left >= 8)
            numbers.Store(to);
        else
            for (int i = 0; i < left; i++)
                to[i] = numbers[i];
    }

    private static Vector256<float> Few(float* from, int left)
    {
        float* eight = stackalloc float[8];
        for (int i = 0; i < 8; i++)
            eight[i] = i < left ? from[i] : 0;
        return Vector256.Load(eight);
    }
}
