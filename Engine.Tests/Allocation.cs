namespace ScalingTools.Tests;

/// <summary>What code allocates.</summary>
internal static class Allocation
{
    /// <summary>Bytes that a call allocates on this thread: the least of five calls, since a collection at the same time counts what was left of the thread's eight kilobytes.</summary>
    public static long Of(Action call)
    {
        long least = long.MaxValue;
        for (int i = 0; i < 5; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            call();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        return least;
    }
}
