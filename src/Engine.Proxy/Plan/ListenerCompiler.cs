using System.Collections.Generic;
using System.Globalization;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.IO.Addressing;
using Engine.IO.Listening;
using Engine.IO.Sockets;

namespace Engine.Proxy.Plan;

/// <summary>Compiles bind lines: one listener per address and port.</summary>
internal static class ListenerCompiler
{
    internal static IReadOnlyList<ListenerPlan> Compile(ProxyConfig proxy, GlobalConfig global, DiagnosticBag diagnostics)
    {
        List<ListenerPlan> listeners = [];
        foreach (BindConfig bind in proxy.Binds)
        {
            ListenOptions options = OptionsOf(bind, proxy, global);
            foreach (AddressConfig address in bind.Addresses)
            {
                Add(listeners, bind, address, options, diagnostics);
            }
        }

        FreeNumbers numbers = FreeNumbers.Around(proxy.Binds, static bind => bind.Id);
        return listeners.ConvertAll(listener => listener with { Id = numbers.Next(listener.Bind.Id) });
    }

    private static void Add(List<ListenerPlan> listeners, BindConfig bind, AddressConfig address, ListenOptions options, DiagnosticBag diagnostics)
    {
        const int AddressWord = 1;
        string? error;
        switch (address.Family)
        {
            case AddressFamily.Descriptor:
                listeners.Add(new ListenerPlan(bind, null, int.Parse(address.Host, CultureInfo.InvariantCulture), options));
                return;
            case AddressFamily.Unix when SocketEndpoint.TryFromUnixPath(address.Host, out SocketEndpoint? path, out error):
            case AddressFamily.Abstract when SocketEndpoint.TryFromAbstract(address.Host, padded: true, out path, out error):
                listeners.Add(new ListenerPlan(bind, path, -1, options with { ReusePort = false }));
                return;
            case AddressFamily.Unix:
                SocketEndpoint.TryFromUnixPath(address.Host, out _, out error);
                break;
            case AddressFamily.Abstract:
                SocketEndpoint.TryFromAbstract(address.Host, padded: true, out _, out error);
                break;
            default:
                error = AddPorts(listeners, bind, address, options);
                break;
        }

        if (error is not null)
        {
            diagnostics.Error(bind.Where, AddressWord, error);
        }
    }

    private static string? AddPorts(List<ListenerPlan> listeners, BindConfig bind, AddressConfig address, ListenOptions options)
    {
        SocketFamily family = address.Family switch
        {
            AddressFamily.IPv4 => SocketFamily.IPv4,
            AddressFamily.IPv6 => SocketFamily.IPv6,
            _ => SocketFamily.Unspecified,
        };
        if (!EndpointResolver.TryResolve(address.Host, address.FirstPort, family, out IReadOnlyList<SocketEndpoint>? endpoints, out string? error))
        {
            return error;
        }

        for (int port = address.FirstPort; port <= address.LastPort; port++)
        {
            listeners.Add(new ListenerPlan(bind, endpoints[0].WithPort(port), -1, options));
        }

        return null;
    }

    private static ListenOptions OptionsOf(BindConfig bind, ProxyConfig proxy, GlobalConfig global) => new()
    {
        // CFG 4.2 backlog: the proxy's maxconn where nothing else is said; the kernel caps it at somaxconn.
        Backlog = bind.Backlog ?? proxy.Backlog ?? proxy.MaxConn ?? 4096,
        ReusePort = !global.NoReusePort,
        Interface = bind.Interface,
        DualStack = bind.V4V6 ? DualStack.V4V6 : bind.V6Only ? DualStack.V6Only : default,
        TcpUserTimeoutMs = bind.TcpUserTimeoutMs,
        DeferAccept = bind.DeferAccept,
        TcpFastOpen = bind.TcpFastOpen,
        Mss = bind.Mss,
        Transparent = bind.Transparent,
        KeepAlive = proxy.Options.GetValueOrDefault("clitcpka") || proxy.Options.GetValueOrDefault("tcpka"),
        Probes = new KeepAliveProbes(proxy.ClientKeepAlive.Count, proxy.ClientKeepAlive.IdleS, proxy.ClientKeepAlive.IntervalS),
        ReceiveBufferBytes = global.Tune.RcvBufClient,
        SendBufferBytes = global.Tune.SndBufClient,
        UnixMode = bind.UnixMode,
        UnixUid = bind.UnixUid,
        UnixGid = bind.UnixGid,
    };
}
