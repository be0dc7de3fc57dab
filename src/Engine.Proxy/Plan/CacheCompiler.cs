using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Proxy.Caching;

namespace Engine.Proxy.Plan;

/// <summary>Makes the caches of a configuration, before rules that name them are compiled; one that is in use goes on with what it holds unless its size changes.</summary>
internal static class CacheCompiler
{
    internal static void Compile(Configuration configuration, PlanNames names, PlanChanges changes)
    {
        foreach (CacheConfig config in configuration.Caches)
        {
            CacheShared? known = names.Previous?.Caches.GetValueOrDefault(config.Name);
            if (known is not null && known.Config.TotalBytes == config.TotalBytes)
            {
                names.Add(known);
                changes.Add(() => known.Config = config);
            }
            else
            {
                names.Add(new CacheShared(config));
            }
        }
    }
}
