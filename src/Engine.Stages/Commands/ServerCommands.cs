using System.Collections.Generic;
using System.Globalization;
using Engine.Config.Model;
using Engine.Proxy.Control;
using Engine.Proxy.Pages;
using Engine.Proxy.State;

namespace Engine.Stages.Commands;

/// <summary>State, weight and limit of a server.</summary>
internal static class ServerCommands
{
    public static IReadOnlyList<CommandRow> Rows =>
    [
        new("set server", "<bk>/<srv> [opts]", "change a server's state, weight, address or health", ControlLevel.Admin, SetServer),
        new("enable server", "<bk>/<srv>", "enable a disabled server (use 'set server' instead)", ControlLevel.Admin, static call => Admin(call, ServerAdmin.None, ServerAdmin.ForcedMaintenance | ServerAdmin.ConfiguredMaintenance)),
        new("disable server", "<bk>/<srv>", "disable a server for maintenance (use 'set server' instead)", ControlLevel.Admin, static call => Admin(call, ServerAdmin.ForcedMaintenance, ServerAdmin.None)),
        new("get weight", "<bk>/<srv>", "report a server's current weight", ControlLevel.User, GetWeight),
        new("set weight", "<bk>/<srv> <weight>[%]", "change a server's weight (use 'set server' instead)", ControlLevel.Admin, static call => ServerTarget.Find(call, 0) is { } server ? SetWeight(call, server, call[1]) : null),
        new("set maxconn server", "<bk>/<srv> <value>", "change a server's maxconn setting", ControlLevel.Admin, SetMaxConn),
        new("shutdown sessions server", "<bk>/<srv>", "kill sessions on a server", ControlLevel.Admin, Shutdown),
    ];

    private const string Usage = "usage: set server <backend>/<server> addr | health | state | weight";

    private static IEnumerator<Slice>? SetServer(CommandCall call)
    {
        if (ServerTarget.Find(call, 0) is not { } server)
        {
            return null;
        }

        switch (call[1])
        {
            case "state":
                return SetState(call, server);
            case "health":
                return SetHealth(call, server);
            case "weight":
                return SetWeight(call, server, call[2]);
            case "addr":
                return ServerAddress.Set(call, server);
            case "fqdn":
                return call.Refuse("set server <b>/<s> fqdn failed because no resolution is configured.");
            case "ssl":
                return call.Refuse("'set server <srv> ssl' cannot be set.  default-server should define ssl settings");
            case "agent" or "agent-addr" or "agent-port" or "agent-send":
                return call.Refuse("agent checks are not enabled on this server.");
            case "check-addr" or "check-port":
                return call.Refuse("health checks are not enabled on this server");
            default:
                return call.Refuse(Usage);
        }
    }

    private static IEnumerator<Slice>? SetState(CommandCall call, ServerState server)
    {
        switch (call[2])
        {
            case "ready":
                server.SetAdmin(ServerAdmin.None, ServerAdmin.ForcedMaintenance | ServerAdmin.ConfiguredMaintenance | ServerAdmin.ForcedDrain);
                return null;
            case "drain":
                server.SetAdmin(ServerAdmin.ForcedDrain, ServerAdmin.ForcedMaintenance | ServerAdmin.ConfiguredMaintenance);
                return null;
            case "maint":
                server.SetAdmin(ServerAdmin.ForcedMaintenance, ServerAdmin.None);
                return null;
            default:
                return call.Refuse("'set server <srv> state' expects 'ready', 'drain' and 'maint'.");
        }
    }

    private static IEnumerator<Slice>? SetHealth(CommandCall call, ServerState server)
    {
        switch (call[2])
        {
            case "up":
                server.SetOperation(ServerOperation.Running);
                return null;
            case "stopping":
                server.SetOperation(ServerOperation.Stopping);
                return null;
            case "down":
                server.SetOperation(ServerOperation.Stopped);
                return null;
            default:
                return call.Refuse("'set server <srv> health' expects 'up', 'stopping', or 'down'.");
        }
    }

    private static IEnumerator<Slice>? SetWeight(CommandCall call, ServerState server, string text)
    {
        if (WeightText.Read(text, server.Plan.Weight, out int weight) is { } fault)
        {
            return call.Refuse(fault);
        }

        server.SetWeight(weight);
        return null;
    }

    private static IEnumerator<Slice>? GetWeight(CommandCall call)
    {
        if (ServerTarget.Find(call, 0, ControlLevel.User) is { } server)
        {
            call.Page.Number(server.Weight).Text(" (initial ").Number(server.Plan.Weight).Line(")");
        }

        return null;
    }

    private static IEnumerator<Slice>? Admin(CommandCall call, ServerAdmin add, ServerAdmin remove)
    {
        ServerTarget.Find(call, 0)?.SetAdmin(add, remove);
        return null;
    }

    private static IEnumerator<Slice>? SetMaxConn(CommandCall call)
    {
        if (ServerTarget.Find(call, 0) is not { } server)
        {
            return null;
        }

        if (call[1].Length == 0)
        {
            return call.Refuse("Require <maxconn>.");
        }

        if (!int.TryParse(call[1], NumberStyles.None, CultureInfo.InvariantCulture, out int max))
        {
            return call.Refuse("maxconn string empty or preceded by garbage");
        }

        server.SetMaxConn(max);
        return null;
    }

    private static IEnumerator<Slice>? Shutdown(CommandCall call)
    {
        if (ServerTarget.Find(call, 0) is { } server)
        {
            call.Engine.EndSessionsOf(server);
        }

        return null;
    }
}
