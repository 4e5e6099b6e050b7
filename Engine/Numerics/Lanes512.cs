using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ScalingTools.Numerics;

/// <summary>Sixteen numbers in one vector of 512 bits.</summary>
internal unsafe struct Lanes512(Vector512<float> all) : ILanes<Lanes512>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    private Vector512<float> _all = all;

    [MethodImpl(Inline)]
    public static Lanes512 Load(byte* from) => new(Vector512.Load((float*)from));

    [MethodImpl(Inline)]
    public static void Store(Lanes512 value, byte* to) => value._all.Store((float*)to);

    [MethodImpl(Inline)]
    public static Lanes512 Broadcast(float value) => new(Vector512.Create(value));

    [MethodImpl(Inline)]
    public static void Accumulate(ref Lanes512 a, byte* from) => a._all += Vector512.Load((float*)from);

    [MethodImpl(Inline)]
    public static Lanes512 Add(Lanes512 a, Lanes512 b) => new(a._all + b._all);

    [MethodImpl(Inline)]
    public static Lanes512 Multiply(Lanes512 a, Lanes512 b) => new(a._all * b._all);

    [MethodImpl(Inline)]
    public static Lanes512 Relu(Lanes512 a) => new(Vector512.MaxNative(Vector512<float>.Zero, a._all)); // x86 gives the second where one is NaN

    [MethodImpl(Inline)]
    public static uint Positive(Lanes512 a) => (uint)Vector512.GreaterThan(a._all, Vector512<float>.Zero).ExtractMostSignificantBits();

    [MethodImpl(Inline)]
    public static Lanes512 Where(ushort* mask, Lanes512 value)
    {
        Vector512<int> bit = Vector512.Create(1, 1 << 1, 1 << 2, 1 << 3, 1 << 4, 1 << 5, 1 << 6, 1 << 7,
            1 << 8, 1 << 9, 1 << 10, 1 << 11, 1 << 12, 1 << 13, 1 << 14, 1 << 15);
        Vector512<int> set = Vector512.Equals(Vector512.Create((int)*mask) & bit, bit);
        return new(Vector512.ConditionalSelect(set.AsSingle(), value._all, Vector512<float>.Zero));
    }

    [MethodImpl(Inline)]
    public static Vector256<float> Fold(Lanes512 a) => a._all.GetLower() + a._all.GetUpper();
}
