using System.Collections.Generic;
using Engine.IO.Native;

namespace Engine.IO.Loop;

/// <summary>Which CPUs the calling thread may run on.</summary>
public static unsafe class ThreadAffinity
{
    private const int CpusMax = 1024;

    /// <summary>False when the kernel refuses (no such CPU, or not allowed in this container).</summary>
    public static bool TrySet(IReadOnlyList<int> cpus)
    {
        byte* mask = stackalloc byte[CpusMax / 8];
        new System.Span<byte>(mask, CpusMax / 8).Clear();
        foreach (int cpu in cpus)
        {
            if (cpu is >= 0 and < CpusMax)
            {
                mask[cpu / 8] |= (byte)(1 << (cpu % 8));
            }
        }

        return LibcBlocking.sched_setaffinity(0, CpusMax / 8, mask) == 0;
    }
}
