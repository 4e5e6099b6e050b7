using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ScalingTools.Numerics;

/// <summary>Sixteen numbers in four vectors of 128 bits.</summary>
internal unsafe struct Lanes128(Vector128<float> v0, Vector128<float> v1, Vector128<float> v2, Vector128<float> v3) : ILanes<Lanes128>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    private Vector128<float> _v0 = v0, _v1 = v1, _v2 = v2, _v3 = v3;

    [MethodImpl(Inline)]
    public static Lanes128 Load(byte* from) => new(At(from, 0), At(from, 1), At(from, 2), At(from, 3));

    [MethodImpl(Inline)]
    public static void Store(Lanes128 value, byte* to)
    {
        value._v0.Store((float*)to);
        value._v1.Store((float*)to + 4);
        value._v2.Store((float*)to + 8);
        value._v3.Store((float*)to + 12);
    }

    [MethodImpl(Inline)]
    public static Lanes128 Broadcast(float value)
    {
        Vector128<float> v = Vector128.Create(value);
        return new(v, v, v, v);
    }

    [MethodImpl(Inline)]
    public static void Accumulate(ref Lanes128 a, byte* from)
    {
        a._v0 += At(from, 0);
        a._v1 += At(from, 1);
        a._v2 += At(from, 2);
        a._v3 += At(from, 3);
    }

    [MethodImpl(Inline)]
    public static Lanes128 Add(Lanes128 a, Lanes128 b) => new(a._v0 + b._v0, a._v1 + b._v1, a._v2 + b._v2, a._v3 + b._v3);

    [MethodImpl(Inline)]
    public static Lanes128 Multiply(Lanes128 a, Lanes128 b) => new(a._v0 * b._v0, a._v1 * b._v1, a._v2 * b._v2, a._v3 * b._v3);

    [MethodImpl(Inline)]
    public static Lanes128 Relu(Lanes128 a) => new(Relu(a._v0), Relu(a._v1), Relu(a._v2), Relu(a._v3));

    [MethodImpl(Inline)]
    public static uint Positive(Lanes128 a) => Positive(a._v0) | Positive(a._v1) << 4 | Positive(a._v2) << 8 | Positive(a._v3) << 12;

    [MethodImpl(Inline)]
    public static Lanes128 Where(ushort* mask, Lanes128 value)
    {
        Vector128<int> bits = Vector128.Create((int)*mask), bit = Vector128.Create(1, 1 << 1, 1 << 2, 1 << 3);
        return new(Where(bits, bit, value._v0), Where(bits, bit << 4, value._v1), Where(bits, bit << 8, value._v2), Where(bits, bit << 12, value._v3));
    }

    [MethodImpl(Inline)]
    public static Vector256<float> Fold(Lanes128 a) => Vector256.Create(a._v0 + a._v2, a._v1 + a._v3);

    [MethodImpl(Inline)]
    private static Vector128<float> At(byte* from, int i) => Vector128.Load((float*)from + 4 * i);

    [MethodImpl(Inline)]
    private static Vector128<float> Relu(Vector128<float> v) => Vector128.MaxNative(Vector128<float>.Zero, v); // x86 gives the second where one is NaN

    [MethodImpl(Inline)]
    private static uint Positive(Vector128<float> v) => Vector128.GreaterThan(v, Vector128<float>.Zero).ExtractMostSignificantBits();

    [MethodImpl(Inline)]
    private static Vector128<float> Where(Vector128<int> bits, Vector128<int> bit, Vector128<float> v) => v & Vector128.Equals(bits & bit, bit).AsSingle();
}
