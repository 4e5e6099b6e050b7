using System.Runtime.Intrinsics;

namespace ScalingTools.Numerics;

/// <summary>
/// Sixteen numbers side by side, as one vector of 512 bits, two of 256 or four of 128. Kernels are written once for any of them, and since
/// every implementation adds in the same order, all give the same bits.
/// </summary>
/// <remarks>Products are rounded before they are added: whether a machine has a fused multiply-add must not show in a result.</remarks>
internal unsafe interface ILanes<TSelf>
    where TSelf : struct, ILanes<TSelf>
{
    /// <summary>Sixteen numbers from memory, 64 bytes.</summary>
    static abstract TSelf Load(byte* from);
    /// <summary>Sixteen numbers to memory.</summary>
    static abstract void Store(TSelf value, byte* to);
    /// <summary>The same number sixteen times.</summary>
    static abstract TSelf Broadcast(float value);
    /// <summary>a ← a + what is in memory. By reference, so that the compiler makes one instruction of the load and the addition.</summary>
    static abstract void Accumulate(ref TSelf a, byte* from);
    /// <summary>a + b.</summary>
    static abstract TSelf Add(TSelf a, TSelf b);
    /// <summary>a · b.</summary>
    static abstract TSelf Multiply(TSelf a, TSelf b);
    /// <summary>max(a, 0), and NaN for NaN: a network whose weights overflowed must not pass for one that is silent.</summary>
    static abstract TSelf Relu(TSelf a);
    /// <summary>Bit i says whether a_i > 0.</summary>
    static abstract uint Positive(TSelf a);
    /// <summary>value_i where bit i of the mask is set, else 0.</summary>
    static abstract TSelf Where(ushort* mask, TSelf value);
    /// <summary>a_i + a_{i+8}: the first of the four additions of a sum over lanes; <see cref="LaneSums"/> does the others.</summary>
    static abstract Vector256<float> Fold(TSelf a);
}
