using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ScalingTools.Numerics;

/// <summary>Sixteen numbers in two vectors of 256 bits.</summary>
internal unsafe struct Lanes256(Vector256<float> low, Vector256<float> high) : ILanes<Lanes256>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    private Vector256<float> _low = low, _high = high;

    [MethodImpl(Inline)]
    public static Lanes256 Load(byte* from) => new(Vector256.Load((float*)from), Vector256.Load((float*)from + 8));

    [MethodImpl(Inline)]
    public static void Store(Lanes256 value, byte* to)
    {
        value._low.Store((float*)to);
        value._high.Store((float*)to + 8);
    }

    [MethodImpl(Inline)]
    public static Lanes256 Broadcast(float value) => new(Vector256.Create(value), Vector256.Create(value));

    [MethodImpl(Inline)]
    public static void Accumulate(ref Lanes256 a, byte* from)
    {
        a._low += Vector256.Load((float*)from);
        a._high += Vector256.Load((float*)from + 8);
    }

    [MethodImpl(Inline)]
    public static Lanes256 Add(Lanes256 a, Lanes256 b) => new(a._low + b._low, a._high + b._high);

    [MethodImpl(Inline)]
    public static Lanes256 Multiply(Lanes256 a, Lanes256 b) => new(a._low * b._low, a._high * b._high);

    [MethodImpl(Inline)]
    public static Lanes256 Relu(Lanes256 a) => // x86 gives the second where one is NaN
        new(Vector256.MaxNative(Vector256<float>.Zero, a._low), Vector256.MaxNative(Vector256<float>.Zero, a._high));

    [MethodImpl(Inline)]
    public static uint Positive(Lanes256 a) =>
        Vector256.GreaterThan(a._low, Vector256<float>.Zero).ExtractMostSignificantBits()
        | Vector256.GreaterThan(a._high, Vector256<float>.Zero).ExtractMostSignificantBits() << 8;

    [MethodImpl(Inline)]
    public static Lanes256 Where(ushort* mask, Lanes256 value)
    {
        Vector256<int> bits = Vector256.Create((int)*mask);
        if (Avx2.IsSupported)
        {
            // Bit i to the sign of lane i, which is what the blend looks at.
            Vector256<int> low = Avx2.ShiftLeftLogicalVariable(bits, Vector256.Create(31u, 30, 29, 28, 27, 26, 25, 24));
            Vector256<int> high = Avx2.ShiftLeftLogicalVariable(bits, Vector256.Create(23u, 22, 21, 20, 19, 18, 17, 16));
            return new(Avx.BlendVariable(Vector256<float>.Zero, value._low, low.AsSingle()),
                Avx.BlendVariable(Vector256<float>.Zero, value._high, high.AsSingle()));
        }
        Vector256<int> first = Vector256.Create(1, 1 << 1, 1 << 2, 1 << 3, 1 << 4, 1 << 5, 1 << 6, 1 << 7), second = first << 8;
        return new(value._low & Vector256.Equals(bits & first, first).AsSingle(), value._high & Vector256.Equals(bits & second, second).AsSingle());
    }

    [MethodImpl(Inline)]
    public static Vector256<float> Fold(Lanes256 a) => a._low + a._high;
}
