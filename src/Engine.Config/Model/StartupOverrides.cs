using System.Collections.Generic;

namespace Engine.Config.Model;

/// <summary>What the command line decides over the configuration (management guide, "Starting HAProxy"). Null and false leave things as written.</summary>
/// <param name="MaxConn"><c>-n</c>: outweighs the global <c>maxconn</c>.</param>
/// <param name="ProxyMaxConn"><c>-N</c>: for proxies that have no <c>maxconn</c> of their own.</param>
/// <param name="NoSplice"><c>-dS</c>.</param>
/// <param name="NoReusePort"><c>-dR</c>.</param>
public sealed record StartupOverrides(int? MaxConn, int? ProxyMaxConn, bool NoSplice, bool NoReusePort)
{
    /// <summary><c>-L</c>: what this machine is called in peers sections.</summary>
    public string? LocalPeer { get; init; }

    /// <summary><c>-dV</c>.</summary>
    public bool NoServerVerify { get; init; }

    /// <summary><c>-dr</c>: every server may start without an address, as if its <c>init-addr</c> ended with "none".</summary>
    public bool StartsWithoutAddresses { get; init; }

    /// <summary><c>-S</c>: sockets beside those of the <c>global</c> section.</summary>
    public IReadOnlyList<ControlSocketConfig> MasterSockets { get; init; } = [];

    /// <summary>Call once, after reading and before anything is compiled from the configuration.</summary>
    public void ApplyTo(Configuration configuration)
    {
        configuration.Global.MaxConn = MaxConn ?? configuration.Global.MaxConn;
        configuration.Global.LocalPeer = LocalPeer ?? configuration.Global.LocalPeer;
        configuration.Global.NoSplice |= NoSplice;
        configuration.Global.NoReusePort |= NoReusePort;
        configuration.Global.Tls.VerifiesServers &= !NoServerVerify;
        foreach (ControlSocketConfig socket in MasterSockets)
        {
            socket.IsMaster = true;
        }

        configuration.Global.Control.Sockets = [.. configuration.Global.Control.Sockets, .. MasterSockets];
        foreach (ProxyConfig proxy in configuration.Proxies)
        {
            proxy.MaxConn ??= ProxyMaxConn;
            if (StartsWithoutAddresses)
            {
                AllowMissingAddresses(proxy.Servers);
            }
        }
    }

    private static void AllowMissingAddresses(IReadOnlyList<ServerConfig> servers)
    {
        foreach (ServerConfig server in servers)
        {
            server.InitialAddress = [.. server.InitialAddress ?? ["last", "libc"], "none"];
        }
    }
}
