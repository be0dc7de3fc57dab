using System.Collections.Generic;
using Engine.Proxy.Loops;
using Engine.Proxy.State;

namespace Engine.Stages.Pages;

/// <summary>What the statistics page can do to servers (CFG 4.2 stats admin).</summary>
internal static class ServerActions
{
    public static IReadOnlyList<ServerAction> All { get; } =
    [
        new("ready", "Set state to ready", static (_, server) => SetAdmin(server, ServerAdmin.None, ServerAdmin.ForcedMaintenance | ServerAdmin.ForcedDrain)),
        new("drain", "Set state to drain", static (_, server) => SetAdmin(server, ServerAdmin.ForcedDrain, ServerAdmin.ForcedMaintenance)),
        new("maint", "Set state to maintenance", static (_, server) => SetAdmin(server, ServerAdmin.ForcedMaintenance, ServerAdmin.None)),
        new("hrunn", "Health: force up", static (_, server) => SetOperation(server, ServerOperation.Running)),
        new("hnolb", "Health: force stopping", static (_, server) => SetOperation(server, ServerOperation.Stopping)),
        new("hdown", "Health: force down", static (_, server) => SetOperation(server, ServerOperation.Stopped)),
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

    private static bool SetAdmin(ServerState server, ServerAdmin add, ServerAdmin remove)
    {
        if ((server.Admin & (add | remove)) == add)
        {
            return false;
        }

        server.SetAdmin(add, remove);
        return true;
    }

    private static bool SetOperation(ServerState server, ServerOperation operation)
    {
        if (server.Operation == operation)
        {
            return false;
        }

        server.SetOperation(operation);
        return true;
    }

    private static bool KillSessions(ProxyLoop place, ServerState server)
    {
        place.Engine.EndSessionsOf(server);
        return true;
    }
}
