using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ScalingTools.Numerics;

namespace ScalingTools.Networks.Autodiff;

/// <summary>y = 1[u > 0] x where x lies: the derivative of u = max(h, 0) along x, a change of h. Shapes: x and u the same; u does not vary.</summary>
/// <remarks>∂L/∂x = 1[u > 0] ∂L/∂y.</remarks>
internal sealed unsafe class Gate(Tensor x, Tensor u) : Operation(x.Renamed(), x, u)
{
    /// <inheritdoc/>
    public override void Forward() => Apply(x.Values, u.Values, x.Length);

    /// <inheritdoc/>
    public override void Backward() => Apply(x.Gradient, u.Values, x.Length);

    [MethodImpl(Kernel.Method)]
    private static void Apply(float* x, float* u, int count)
    {
        int i = 0;
        for (; i + 8 <= count; i += 8)
            (Vector256.Load(x + i) & Vector256.GreaterThan(Vector256.Load(u + i), default)).Store(x + i);
        for (; i < count; i++)
            if (!(u[i] > 0))
                x[i] = 0;
    }
}
