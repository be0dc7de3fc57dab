using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Proxy.Tables;

namespace Engine.Proxy.Plan;

/// <summary>Makes the stick tables of a configuration, before anything that names them is compiled; one that is in use goes on.</summary>
internal static class StickTableCompiler
{
    internal static void Compile(Configuration configuration, PlanNames names, PlanChanges changes)
    {
        foreach (ProxyConfig proxy in configuration.Proxies)
        {
            if (proxy.StickTable is { } table)
            {
                Add(new StickTablePlan(table, sticks: false), names, changes);
            }
        }
    }

    /// <summary>What a table holds is lost only where its shape changes: another type of key, other data.</summary>
    private static void Add(StickTablePlan plan, PlanNames names, PlanChanges changes)
    {
        StickTableShared? known = names.Previous?.Tables.GetValueOrDefault(plan.Name);
        if (known is not null && known.Plan.HasShapeOf(plan))
        {
            names.Add(known);
            changes.Add(() => known.Plan = plan);
        }
        else
        {
            names.Add(new StickTableShared(plan, names.StickNames));
        }
    }
}
