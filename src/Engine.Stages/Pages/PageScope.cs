using System;
using Engine.Proxy.Plan;

namespace Engine.Stages.Pages;

/// <summary>Which proxies a page shows: what the operator allows (<c>stats scope</c>), and of that what was asked for.</summary>
/// <param name="asked">Part of a name; empty = all.</param>
internal sealed class PageScope(StatisticsPlan plan, string asked)
{
    public bool Shows(SectionPlan section) => IsAllowed(section.Name) && section.Name.Contains(asked, StringComparison.Ordinal);

    /// <summary>True when the operator lets the page speak of that proxy.</summary>
    public bool IsAllowed(string name)
    {
        foreach (string allowed in plan.Config.Scope)
        {
            if (name == (allowed == "." ? plan.Proxy : allowed))
            {
                return true;
            }
        }

        return plan.Config.Scope.Count == 0;
    }
}
