using Engine.Config.Model;
using Engine.Config.Text;
using Engine.Proxy.Tables;

namespace Engine.Proxy.Plan;

/// <summary>Makes the stick tables of a configuration, before anything that names them is compiled.</summary>
internal static class StickTableCompiler
{
    internal static void Compile(Configuration configuration, PlanNames names, DiagnosticBag diagnostics)
    {
        foreach (ProxyConfig proxy in configuration.Proxies)
        {
            if (proxy.StickTable is { } table)
            {
                names.Add(new StickTableShared(new StickTablePlan(table, sticks: false), names.StickNames));
            }
        }
    }
}
