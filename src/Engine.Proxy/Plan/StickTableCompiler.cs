using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Proxy.Tables;

namespace Engine.Proxy.Plan;

/// <summary>Makes the stick tables of a configuration, before anything that names them is compiled; one that is in use goes on.</summary>
internal static class StickTableCompiler
{
    internal static void Compile(Configuration configuration, PlanNames names, PlanChanges changes)
    {
        HashSet<string> sticking = SticksOf(configuration);
        List<StickTableConfig> tables = [];
        foreach (ProxyConfig proxy in configuration.Proxies)
        {
            if (proxy.StickTable is { } table)
            {
                tables.Add(table);
            }
        }

        foreach (PeersConfig peers in configuration.Peers)
        {
            tables.AddRange(peers.Tables);
        }

        foreach (StickTableConfig table in tables)
        {
            Add(new StickTablePlan(table, sticking.Contains(table.Name)), names, changes);
        }

        foreach (StickTableConfig table in tables)
        {
            StickTableShared? copy = names.Tables.TryGetValue(table.WriteTo ?? "", out StickTableShared? found) ? found : null;
            StickTableShared made = names.Tables[table.Name];
            changes.Add(() => made.Copy = copy);
        }
    }

    /// <summary>The tables that <c>stick</c> lines name: they keep servers without being told.</summary>
    private static HashSet<string> SticksOf(Configuration configuration)
    {
        HashSet<string> names = [];
        foreach (ProxyConfig proxy in configuration.Proxies)
        {
            foreach (StickRuleConfig rule in proxy.StickRules)
            {
                names.Add(rule.Table ?? proxy.Name);
            }
        }

        return names;
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
