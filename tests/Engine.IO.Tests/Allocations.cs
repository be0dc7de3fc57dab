using System;

namespace Engine.IO.Tests;

/// <summary>Counts what code takes from the managed heap.</summary>
internal static class Allocations
{
    private const int Rounds = 3;

    /// <summary>
    /// Bytes that <paramref name="times"/> calls take on this thread, once as many have gone before them: the least of three rounds.
    /// A collection that another thread begins closes this thread's allocation context and counts what was left of it, up to 8 KB:
    /// it meets one round or another, an allocation of the code's own meets each.
    /// </summary>
    public static long LeastOf(int times, Action call)
    {
        Repeat(times, call);
        long least = long.MaxValue;
        for (int round = 0; round < Rounds && least > 0; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Repeat(times, call);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }

    private static void Repeat(int times, Action call)
    {
        for (int i = 0; i < times; i++)
        {
            call();
        }
    }
}
