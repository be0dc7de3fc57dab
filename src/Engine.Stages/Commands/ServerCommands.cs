using System;
using System.Collections.Generic;
using System.Globalization;
using Engine.Config.Model;
using Engine.Proxy.Control;
using Engine.Proxy.Health;
using Engine.Proxy.Pages;
using Engine.Proxy.State;

namespace Engine.Stages.Commands;

/// <summary>State, weight and limit of a server.</summary>
internal static class ServerCommands
{
    public static IReadOnlyList<CommandRow> Rows =>
    [
        new("set server", "<bk>/<srv> [opts]", "change a server's state, weight, address or health", ControlLevel.Admin, SetServer),
        new("enable server", "<bk>/<srv>", "enable a disabled server (use 'set server' instead)", ControlLevel.Admin, static call => Change(call, static server => server.Health.LeaveMaintenance())),
        new("disable server", "<bk>/<srv>", "disable a server for maintenance (use 'set server' instead)", ControlLevel.Admin, static call => Change(call, static server => server.Health.SetMaintenance())),
        new("enable health", "<bk>/<srv>", "enable health checks", ControlLevel.Admin, static call => Enable(call, static health => health.Check, enable: true)),
        new("disable health", "<bk>/<srv>", "disable health checks", ControlLevel.Admin, static call => Enable(call, static health => health.Check, enable: false)),
        new("enable agent", "<bk>/<srv>", "enable agent checks", ControlLevel.Admin, static call => Enable(call, static health => health.Agent, enable: true)),
        new("disable agent", "<bk>/<srv>", "disable agent checks", ControlLevel.Admin, static call => Enable(call, static health => health.Agent, enable: false)),
        new("get weight", "<bk>/<srv>", "report a server's current weight", ControlLevel.User, GetWeight),
        new("set weight", "<bk>/<srv> <weight>[%]", "change a server's weight (use 'set server' instead)", ControlLevel.Admin, static call => ServerTarget.Find(call, 0) is { } server ? SetWeight(call, server, call[1]) : null),
        new("set maxconn server", "<bk>/<srv> <value>", "change a server's maxconn setting", ControlLevel.Admin, SetMaxConn),
        new("shutdown sessions server", "<bk>/<srv>", "kill sessions on a server", ControlLevel.Admin, Shutdown),
    ];

    private const string Usage = "usage: set server <backend>/<server> addr | agent | agent-addr | agent-port | agent-send | check-addr | check-port | fqdn | health | ssl | state | weight";

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
                return ServerChecks.Rename(call, server);
            case "ssl":
                return call.Refuse("'set server <srv> ssl' cannot be set.  default-server should define ssl settings");
            case "agent":
                return SetAgent(call, server);
            case "agent-addr" or "agent-port" or "agent-send" or "check-addr" or "check-port":
                return ServerChecks.Set(call, server);
            default:
                return call.Refuse(Usage);
        }
    }

    private static IEnumerator<Slice>? SetState(CommandCall call, ServerState server)
    {
        switch (call[2])
        {
            case "ready":
                server.Health.SetReady();
                return null;
            case "drain":
                server.Health.SetDrain();
                return null;
            case "maint":
                server.Health.SetMaintenance();
                return null;
            default:
                return call.Refuse("'set server <srv> state' expects 'ready', 'drain' and 'maint'.");
        }
    }

    private static IEnumerator<Slice>? SetHealth(CommandCall call, ServerState server)
    {
        ServerOperation? wanted = call[2] switch
        {
            "up" => ServerOperation.Running,
            "stopping" => ServerOperation.Stopping,
            "down" => ServerOperation.Stopped,
            _ => null,
        };
        if (wanted is null)
        {
            return call.Refuse("'set server <srv> health' expects 'up', 'stopping', or 'down'.");
        }

        return server.Health.TrySetHealth(wanted.Value) ? null : call.Refuse("cannot change health on a tracking server.");
    }

    private static IEnumerator<Slice>? SetAgent(CommandCall call, ServerState server)
    {
        if (!server.Health.Agent.IsEnabled)
        {
            return call.Refuse("agent checks are not enabled on this server.");
        }

        if (call[2] is not ("up" or "down"))
        {
            return call.Refuse("'set server <srv> agent' expects 'up' or 'down'.");
        }

        server.Health.TrySetAgent(call[2] == "up");
        return null;
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

    private static IEnumerator<Slice>? Change(CommandCall call, Action<ServerState> change)
    {
        if (ServerTarget.Find(call, 0) is { } server)
        {
            change(server);
        }

        return null;
    }

    private static IEnumerator<Slice>? Enable(CommandCall call, Func<ServerHealthShared, CheckState> which, bool enable)
    {
        if (ServerTarget.Find(call, 0) is not { } server)
        {
            return null;
        }

        CheckState check = which(server.Health);
        return server.Health.TryEnable(check, enable) ? null
            : call.Refuse(check.IsAgent ? "Agent was not configured on this server, cannot enable." : "Health check was not configured on this server, cannot enable.");
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
