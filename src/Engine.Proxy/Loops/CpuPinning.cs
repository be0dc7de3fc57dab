using System.Collections.Generic;
using Engine.Config.Model;
using Engine.IO.Loop;

namespace Engine.Proxy.Loops;

/// <summary><c>cpu-map</c>: binds the calling loop's thread to the CPUs the operator named for it.</summary>
internal static class CpuPinning
{
    /// <param name="thread">1-based thread number, as the keyword counts.</param>
    internal static void Apply(IReadOnlyList<CpuMapConfig> maps, int thread)
    {
        foreach (CpuMapConfig map in maps)
        {
            int place = thread - map.FirstThread;
            if (place < 0 || thread > map.LastThread || place % map.Step != 0 || map.Cpus.Count == 0)
            {
                continue;
            }

            // "auto:" deals the CPUs out one by one; otherwise the thread may use all of them.
            IReadOnlyList<int> cpus = map.Auto ? [map.Cpus[place / map.Step % map.Cpus.Count]] : map.Cpus;
            ThreadAffinity.TrySet(cpus);
        }
    }
}
