using System.Collections.Generic;
using System.Globalization;
using System.Net;
using Engine.IO.Addressing;
using Engine.Proxy.Control;
using Engine.Proxy.Health;
using Engine.Proxy.Pages;
using Engine.Proxy.State;

namespace Engine.Stages.Commands;

/// <summary><c>set server</c>: where a server is checked, what its agent is told, and which name it follows. A reload that finds the same lines leaves it so.</summary>
internal static class ServerChecks
{
    public static IEnumerator<Slice>? Set(CommandCall call, ServerState server)
    {
        bool isAgent = call[1][0] == 'a';
        CheckState check = isAgent ? server.Health.Agent : server.Health.Check;
        if (!check.IsConfigured)
        {
            return call.Refuse(isAgent ? "agent checks are not enabled on this server." : "health checks are not enabled on this server");
        }

        return ReadChange(call) is not { } change || call.Engine.TryChangeCheck(server, check, change, out string error) ? null : call.Refuse(error);
    }

    public static IEnumerator<Slice>? Rename(CommandCall call, ServerState server)
    {
        if (call[2].Length == 0)
        {
            return call.Refuse("set server <b>/<s> fqdn requires a FQDN.");
        }

        return call.Engine.Rename(server, call[2]) is { } before
            ? call.Say(CommandCall.SeverityNotice, $"{server.Backend.Name}/{server.Name} changed its FQDN from {before} to {call[2]} by 'stats socket command'")
            : call.Refuse("set server <b>/<s> fqdn failed because no resolution is configured.");
    }

    /// <summary>Null after the client has been told what is wrong.</summary>
    private static CheckChange? ReadChange(CommandCall call)
    {
        string what = call[1];
        if (what == "agent-send")
        {
            return call[2].Length > 0 ? new CheckChange(AgentSend: call[2]) : Refuse(call, "set server <b>/<s> agent-send requires a string.");
        }

        if (what.EndsWith("-port", System.StringComparison.Ordinal))
        {
            return call[2].Length == 0 ? Refuse(call, $"set server <b>/<s> {what} requires a port.") : ReadPort(call, 2) is { } only ? new CheckChange(Port: only) : null;
        }

        if (call[2].Length == 0)
        {
            return Refuse(call, $"set server <b>/<s> {what} requires an address and optionally a port.");
        }

        if (!IPAddress.TryParse(call[2], out IPAddress? address))
        {
            return Refuse(call, $"invalid addr '{call[2]}'");
        }

        CheckChange change = new(SocketEndpoint.FromIP(address, 0));
        return call[3] != "port" ? change : ReadPort(call, 4) is { } port ? change with { Port = port } : null;
    }

    private static int? ReadPort(CommandCall call, int argument)
    {
        bool isNumber = int.TryParse(call[argument], NumberStyles.None, CultureInfo.InvariantCulture, out int port);
        if (isNumber && port is > 0 and <= ushort.MaxValue)
        {
            return port;
        }

        call.Refuse(isNumber ? "provided port is invalid" : "provided port is not an integer");
        return null;
    }

    private static CheckChange? Refuse(CommandCall call, string text)
    {
        call.Refuse(text);
        return null;
    }
}
