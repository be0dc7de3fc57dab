using System;
using System.Collections.Generic;
using Engine.Proxy.Health;
using Engine.Proxy.Loops;
using Engine.Proxy.State;

namespace Engine.Stages.Pages;

/// <summary>What the statistics page can do to servers (CFG 4.2 stats admin).</summary>
internal static class ServerActions
{
    public static IReadOnlyList<ServerAction> All { get; } =
    [
        new("ready", "Set state to ready", static (_, server) => Changes(server, static health => health.SetReady())),
        new("drain", "Set state to drain", static (_, server) => Changes(server, static health => health.SetDrain())),
        new("maint", "Set state to maintenance", static (_, server) => Changes(server, static health => health.SetMaintenance())),
        new("dhlth", "Health: disable checks", static (_, server) => Enable(server.Health, server.Health.Check, enable: false)),
        new("ehlth", "Health: enable checks", static (_, server) => Enable(server.Health, server.Health.Check, enable: true)),
        new("hrunn", "Health: force up", static (_, server) => server.Health.TrySetHealth(ServerOperation.Running)),
        new("hnolb", "Health: force stopping", static (_, server) => server.Health.TrySetHealth(ServerOperation.Stopping)),
        new("hdown", "Health: force down", static (_, server) => server.Health.TrySetHealth(ServerOperation.Stopped)),
        new("dagent", "Agent: disable checks", static (_, server) => Enable(server.Health, server.Health.Agent, enable: false)),
        new("eagent", "Agent: enable checks", static (_, server) => Enable(server.Health, server.Health.Agent, enable: true)),
        new("arunn", "Agent: force up", static (_, server) => server.Health.TrySetAgent(isUp: true)),
        new("adown", "Agent: force down", static (_, server) => server.Health.TrySetAgent(isUp: false)),
        new("shutdown", "Kill sessions", static (place, server) => KillSessions(place, server)),
    ];

    public static ServerAction? Find(string name)
    {
        foreach (ServerAction action in All)
        {
            if (action.Name == name)
            {
                return action;
            }
        }

        return null;
    }

    /// <summary>True when the administrative state is another one now.</summary>
    private static bool Changes(ServerState server, Action<ServerHealthShared> change)
    {
        ServerAdmin before = server.Admin;
        change(server.Health);
        return server.Admin != before;
    }

    private static bool Enable(ServerHealthShared health, CheckState check, bool enable) => check.IsEnabled != enable && health.TryEnable(check, enable);

    private static bool KillSessions(ProxyLoop place, ServerState server)
    {
        place.Engine.EndSessionsOf(server);
        return true;
    }
}
