using System;
using System.Globalization;
using System.Text;
using Engine.Config.Model;
using Engine.IO.Addressing;
using Engine.Proxy.Logs;
using Engine.Proxy.Loops;
using Engine.Proxy.State;

namespace Engine.Proxy.Resolving;

/// <summary>What is logged when names lead elsewhere, in HAProxy's words, by the loggers of the server's backend.</summary>
internal sealed class ResolutionMessages(ProxyLoop place)
{
    /// <param name="before">Null: it had none.</param>
    internal void AddressChanged(ServerState server, EndpointAddress? before, in EndpointAddress now, string by) =>
        Say(server, LogLevel.Notice, $"{server.Backend.Name}/{server.Name} changed its IP from {(before is { } known ? TextOf(known) : "(none)")} to {TextOf(now)} by {by}.");

    /// <param name="before">Null: it had none.</param>
    internal void NameChanged(ServerState server, string? before, string now) =>
        Say(server, LogLevel.Notice, $"{server.Backend.Name}/{server.Name} changed its FQDN from {before ?? "(null)"} to {now} by 'SRV record'");

    internal void Resolves(ServerState server, string name)
    {
        bool isUp = server.IsAlive;
        Say(server, LogLevel.Notice, isUp
            ? $"Server {server.Backend.Name}/{server.Name} ('{name}') is UP/READY (resolves again)."
            : $"Server {server.Backend.Name}/{server.Name} ('{name}') resolves again but remains in maintenance.");
        if (isUp)
        {
            Say(server, LogLevel.Notice, $"Server {server.Backend.Name}/{server.Name} administratively READY thanks to valid DNS answer.");
        }
    }

    internal void GoesDown(ServerState server, string cause)
    {
        BackendState backend = server.Backend;
        int active = 0;
        int backup = 0;
        foreach (ServerState one in backend.Servers)
        {
            active += one.TakesNew && !one.Plan.Backup ? 1 : 0;
            backup += one.TakesNew && one.Plan.Backup ? 1 : 0;
        }

        string onBackup = active == 0 && backup > 0 ? " Running on backup." : "";
        Say(server, LogLevel.Alert, string.Create(CultureInfo.InvariantCulture, $"Server {backend.Name}/{server.Name} is going DOWN for maintenance ({cause}). {active} active and {backup} backup servers left.{onBackup} {server.Served} sessions active, 0 requeued, 0 remaining in queue."));
        if (active + backup == 0)
        {
            Say(server, LogLevel.Emerg, $"backend {backend.Name} has no server available!");
        }
    }

    private void Say(ServerState server, LogLevel level, string text)
    {
        foreach (ProxyLifePlan proxy in place.Plan.Logs.Proxies)
        {
            if (ReferenceEquals(proxy.Backend, server.Backend))
            {
                place.Log.Say(proxy.Log, level, text);
            }
        }
    }

    private static string TextOf(in EndpointAddress address)
    {
        Span<byte> text = stackalloc byte[EndpointAddress.TextBytesMax];
        address.TryFormatAddress(text, out int length);
        return Encoding.ASCII.GetString(text[..length]);
    }
}
