using System.Runtime.CompilerServices;

namespace ScalingTools.Numerics;

/// <summary>How hot loops are compiled.</summary>
internal static class Kernel
{
    /// <summary>
    /// Optimised before the first call, since a short run would otherwise be over before it is; and by itself: inlined into a caller that is
    /// compiled again from its profile, the loops over samples ran at 0.4 to 0.6 of their speed.
    /// </summary>
    public const MethodImplOptions Method = MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining;
}
