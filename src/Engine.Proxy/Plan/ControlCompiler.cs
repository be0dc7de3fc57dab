using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.IO.Addressing;
using Engine.Proxy.Control;

namespace Engine.Proxy.Plan;

/// <summary>Compiles the runtime API of the <c>global</c> section.</summary>
internal static class ControlCompiler
{
    internal static ControlPlan Compile(GlobalConfig global, IReadOnlyList<CommandRow> commands, DiagnosticBag diagnostics)
    {
        List<ControlSocketPlan> sockets = [];
        foreach (ControlSocketConfig config in global.Control.Sockets)
        {
            foreach (ListenerPlan listener in ListenerCompiler.Compile(config.Bind, config.Bind.Addresses, global, diagnostics))
            {
                sockets.Add(new ControlSocketPlan(listener, config.Level, NameOf(listener)) { ExposesListeners = config.ExposesListeners, Severities = (SeverityOutput)config.Severities });
            }
        }

        return new ControlPlan
        {
            Sockets = sockets,
            TimeoutMs = global.Control.TimeoutMs,
            ConnectionsMax = global.Control.MaxConn,
            PayloadBytesMax = global.Control.PayloadBytesMax,
            Commands = new CommandTable(commands),
        };
    }

    private static string NameOf(ListenerPlan listener) => listener.Endpoint switch
    {
        null => $"fd@{listener.Descriptor}",
        { Family: SocketFamily.IPv4 } endpoint => "ipv4@" + endpoint,
        { Family: SocketFamily.IPv6 } endpoint => "ipv6@" + endpoint,
        { } endpoint when listener.Bind.Addresses[0].Family == AddressFamily.Abstract => "abns@" + listener.Bind.Addresses[0].Host,
        _ => "unix@" + listener.Bind.Addresses[0].Host,
    };
}
