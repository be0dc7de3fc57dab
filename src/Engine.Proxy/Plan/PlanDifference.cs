using System.Collections.Generic;
using System.Globalization;
using Engine.Proxy.State;

namespace Engine.Proxy.Plan;

/// <summary>What a reload has changed about proxies, listeners and servers, in lines for people.</summary>
public sealed class PlanDifference
{
    private readonly List<string> _lines = [];

    public PlanDifference(ProxyPlan before, ProxyPlan after)
    {
        foreach (FrontendPlan frontend in after.Frontends)
        {
            if (before.FindFrontend(frontend.Name) is null)
            {
                _lines.Add($"frontend {frontend.Name} added");
            }
        }

        foreach (FrontendPlan frontend in before.Frontends)
        {
            if (after.FindFrontend(frontend.Name) is null)
            {
                _lines.Add($"frontend {frontend.Name} removed");
            }
        }

        CompareListeners(before, after);
        CompareServers(before, after);
        _lines.Add(string.Create(
            CultureInfo.InvariantCulture,
            $"{after.Frontends.Count} frontends and {after.Backends.Count} backends in use{(_lines.Count == 0 ? ", the same as before" : "")}"));
    }

    /// <summary>At least one.</summary>
    public IReadOnlyList<string> Lines => _lines;

    private void CompareListeners(ProxyPlan before, ProxyPlan after)
    {
        foreach (FrontendPlan frontend in after.Frontends)
        {
            foreach (ListenerPlan listener in frontend.Listeners)
            {
                if (FindPlace(before, listener) is null)
                {
                    _lines.Add($"{frontend.Name} listens on {listener.Place}");
                }
            }
        }

        foreach (FrontendPlan frontend in before.Frontends)
        {
            foreach (ListenerPlan listener in frontend.Listeners)
            {
                if (FindPlace(after, listener) is not { } heir)
                {
                    _lines.Add($"nothing listens on {listener.Place} any more ({frontend.Name})");
                }
                else if (heir.Name != frontend.Name)
                {
                    _lines.Add($"{listener.Place} leads to {heir.Name}, before to {frontend.Name}");
                }
            }
        }
    }

    private void CompareServers(ProxyPlan before, ProxyPlan after)
    {
        foreach (BackendPlan backend in after.Backends)
        {
            if (!before.Names.Backends.ContainsKey(backend.Name))
            {
                _lines.Add($"backend {backend.Name} added");
                continue;
            }

            foreach (ServerState server in after.Names.ServersOf(backend.Name))
            {
                if (before.Names.FindServer(backend.Name, server.Name) is null)
                {
                    _lines.Add($"server {backend.Name}/{server.Name} added");
                }
            }

            foreach (ServerState server in before.Names.ServersOf(backend.Name))
            {
                if (after.Names.FindServer(backend.Name, server.Name) is null)
                {
                    _lines.Add($"server {backend.Name}/{server.Name} removed");
                }
            }
        }

        foreach (BackendPlan backend in before.Backends)
        {
            if (!after.Names.Backends.ContainsKey(backend.Name))
            {
                _lines.Add($"backend {backend.Name} removed");
            }
        }
    }

    private static FrontendPlan? FindPlace(ProxyPlan plan, ListenerPlan place)
    {
        foreach (FrontendPlan frontend in plan.Frontends)
        {
            if (frontend.FindListener(place) is not null)
            {
                return frontend;
            }
        }

        return null;
    }
}
