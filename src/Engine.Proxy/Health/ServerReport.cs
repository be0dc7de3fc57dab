using System.Globalization;
using Engine.Proxy.Plan;
using Engine.Proxy.State;

namespace Engine.Proxy.Health;

/// <summary>The state of all servers in the log and on the terminal, as SIGHUP asks for it without a master (MGT 4).</summary>
internal static class ServerReport
{
    internal static void Write(ProxyPlan plan, EngineHealth health)
    {
        foreach (SectionPlan section in plan.Sections)
        {
            if (section is { Frontend: { } frontend, Backend: null })
            {
                health.Report(frontend.Log, string.Create(CultureInfo.InvariantCulture, $"SIGHUP: Proxy {frontend.Name} has no servers. Conn: act(FE+BE): {frontend.State.Connections.Count}+0, 0 pend (0 unass), tot(FE+BE): {frontend.State.Accepted.Value}+0."));
            }
        }

        foreach (SectionPlan section in plan.Sections)
        {
            if (section.Backend is not { } backend)
            {
                continue;
            }

            foreach (ServerState server in backend.State.Servers)
            {
                string state = server.Operation == ServerOperation.Stopped ? "DOWN" : "UP";
                health.Report(backend.Log, string.Create(CultureInfo.InvariantCulture, $"SIGHUP: Server {backend.Name}/{server.Name} is {state}. Conn: {server.Served} act, {server.Queued} pend, {server.Traffic[TrafficCount.Picks]} tot."));
            }

            health.Report(backend.Log, TextOf(section.Frontend?.State, backend));
        }
    }

    private static string TextOf(FrontendState? frontend, BackendPlan backend)
    {
        (int active, int backups) = backend.State.CountUsable();
        string connections = string.Create(CultureInfo.InvariantCulture, $"Conn: act(FE+BE): {frontend?.Connections.Count ?? 0}+{backend.State.Active.Value}, {backend.State.Queued} pend ({backend.State.Queued} unass), tot(FE+BE): {frontend?.Accepted.Value ?? 0}+{backend.State.Taken.Value}.");
        if (backend.State.Servers.Count == 0)
        {
            return $"SIGHUP: Proxy {backend.Name} has no servers. {connections}";
        }

        if (active == 0)
        {
            return $"SIGHUP: Proxy {backend.Name} {(backups > 0 ? "is running on backup servers" : "has no server available")} ! {connections}";
        }

        return string.Create(CultureInfo.InvariantCulture, $"SIGHUP: Proxy {backend.Name} has {active} active servers and {backups} backup servers available. {connections}");
    }
}
