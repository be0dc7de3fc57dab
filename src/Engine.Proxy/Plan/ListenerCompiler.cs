using System.Collections.Generic;
using System.Globalization;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.IO.Addressing;
using Engine.IO.Limits;
using Engine.IO.Listening;
using Engine.IO.Sockets;
using Engine.Proxy.State;
using Engine.Proxy.Tls;

namespace Engine.Proxy.Plan;

/// <summary>Compiles bind lines: one listener per address and port.</summary>
internal static class ListenerCompiler
{
    internal static IReadOnlyList<ListenerPlan> Compile(ProxyConfig proxy, GlobalConfig global, TlsCompiler tls, DiagnosticBag diagnostics)
    {
        List<ListenerPlan> listeners = [];
        foreach (BindConfig bind in proxy.Binds)
        {
            ListenOptions options = OptionsOf(bind, proxy, global, diagnostics);
            int first = listeners.Count;
            foreach (AddressConfig address in bind.Addresses)
            {
                Add(listeners, bind, Placed(address, global), options, diagnostics);
            }

            for (int i = first; i < listeners.Count && bind.GuidPrefix is not null; i++)
            {
                listeners[i] = listeners[i] with { Guid = string.Create(CultureInfo.InvariantCulture, $"{bind.GuidPrefix}-{i - first + 1}") };
            }

            if (tls.Compile(bind) is { } secured)
            {
                for (int i = first; i < listeners.Count; i++)
                {
                    listeners[i] = listeners[i] with { Tls = secured };
                }
            }
        }

        FreeNumbers numbers = FreeNumbers.Around(proxy.Binds, static bind => bind.Id);
        bool counts = proxy.Options.GetValueOrDefault("socket-stats");
        return listeners.ConvertAll(listener => listener with { Id = numbers.Next(listener.Bind.Id), Traffic = counts ? new TrafficShared() : null });
    }

    /// <summary>One line that belongs to no proxy.</summary>
    /// <param name="addresses">Those of the line, or those it is written for.</param>
    internal static IReadOnlyList<ListenerPlan> Compile(BindConfig bind, IReadOnlyList<AddressConfig> addresses, GlobalConfig global, DiagnosticBag diagnostics)
    {
        List<ListenerPlan> listeners = [];
        ListenOptions options = new()
        {
            Backlog = bind.Backlog ?? global.Control.MaxConn,
            Interface = bind.Interface,
            DualStack = bind.V4V6 ? DualStack.V4V6 : bind.V6Only ? DualStack.V6Only : default,
            TcpUserTimeoutMs = bind.TcpUserTimeoutMs,
            DeferAccept = bind.DeferAccept,
            TcpFastOpen = bind.TcpFastOpen,
            Mss = bind.Mss,
            CongestionControl = bind.CongestionControl,
            Transparent = bind.Transparent,
            UnixMode = bind.UnixMode ?? global.UnixBind?.Defaults.UnixMode,
            UnixUid = UserIdOf(bind, global, diagnostics),
            UnixGid = GroupIdOf(bind, global, diagnostics),
        };
        foreach (AddressConfig address in addresses)
        {
            Add(listeners, bind, Placed(address, global), options, diagnostics);
        }

        return listeners;
    }

    private static void Add(List<ListenerPlan> listeners, BindConfig bind, AddressConfig address, ListenOptions options, DiagnosticBag diagnostics)
    {
        const int AddressWord = 1;
        string? error;
        switch (address.Family)
        {
            case AddressFamily.Descriptor:
                listeners.Add(new ListenerPlan(bind, null, int.Parse(address.Host, CultureInfo.InvariantCulture), address.IsPassing ? options with { TakesPassed = true } : options));
                return;
            case AddressFamily.Unix when SocketEndpoint.TryFromUnixPath(address.Host, out SocketEndpoint? path, out error):
            case AddressFamily.Abstract when SocketEndpoint.TryFromAbstract(address.Host, padded: !address.IsExact, out path, out error):
                listeners.Add(new ListenerPlan(bind, path, -1, options with { ReusePort = false }));
                return;
            case AddressFamily.Unix:
                SocketEndpoint.TryFromUnixPath(address.Host, out _, out error);
                break;
            case AddressFamily.Abstract:
                SocketEndpoint.TryFromAbstract(address.Host, padded: !address.IsExact, out _, out error);
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

    private static ListenOptions OptionsOf(BindConfig bind, ProxyConfig proxy, GlobalConfig global, DiagnosticBag diagnostics) => new()
    {
        // CFG 4.2 backlog: the proxy's maxconn where nothing else is said; the kernel caps it at somaxconn.
        Backlog = bind.Backlog ?? proxy.Backlog ?? proxy.MaxConn ?? 4096,
        ReusePort = !global.NoReusePort,
        Interface = bind.Interface,
        DualStack = bind.V4V6 ? DualStack.V4V6 : bind.V6Only ? DualStack.V6Only : default,
        TcpUserTimeoutMs = bind.TcpUserTimeoutMs,
        DeferAccept = bind.DeferAccept,
        // CFG 4.2 option tcp-smart-accept: of itself where the proxy is the one that answers first.
        DelaysAck = proxy.Options.GetValueOrDefault("tcp-smart-accept", proxy.Mode == ProxyMode.Http || bind.Tls.Enabled),
        TcpFastOpen = bind.TcpFastOpen,
        Mss = bind.Mss,
        CongestionControl = bind.CongestionControl,
        UnsentBytesMax = global.Tune.UnsentBytesClient,
        Transparent = bind.Transparent,
        KeepAlive = proxy.Options.GetValueOrDefault("clitcpka") || proxy.Options.GetValueOrDefault("tcpka"),
        Probes = new KeepAliveProbes(proxy.ClientKeepAlive.Count, proxy.ClientKeepAlive.IdleS, proxy.ClientKeepAlive.IntervalS),
        ReceiveBufferBytes = global.Tune.RcvBufClient,
        SendBufferBytes = global.Tune.SndBufClient,
        UnixMode = bind.UnixMode ?? global.UnixBind?.Defaults.UnixMode,
        UnixUid = UserIdOf(bind, global, diagnostics),
        UnixGid = GroupIdOf(bind, global, diagnostics),
    };

    /// <summary>CFG 3.1 unix-bind: the prefix stands before what is in the file system.</summary>
    private static AddressConfig Placed(AddressConfig address, GlobalConfig global) =>
        address.Family == AddressFamily.Unix && global.UnixBind is { Prefix.Length: > 0 } unix ? address with { Host = unix.Prefix + address.Host } : address;

    /// <summary>What the line says goes before what <c>unix-bind</c> says.</summary>
    private static int? UserIdOf(BindConfig bind, GlobalConfig global, DiagnosticBag diagnostics) =>
        bind.UnixUid ?? UserOf(bind, diagnostics) ?? global.UnixBind?.Defaults.UnixUid ?? (global.UnixBind is { } unix ? UserOf(unix.Defaults, diagnostics) : null);

    private static int? GroupIdOf(BindConfig bind, GlobalConfig global, DiagnosticBag diagnostics) =>
        bind.UnixGid ?? GroupOf(bind, diagnostics) ?? global.UnixBind?.Defaults.UnixGid ?? (global.UnixBind is { } unix ? GroupOf(unix.Defaults, diagnostics) : null);

    private static int? UserOf(BindConfig bind, DiagnosticBag diagnostics)
    {
        if (bind.UnixUser is not { } name)
        {
            return null;
        }

        if (Accounts.TryFindUser(name, out int uid))
        {
            return uid;
        }

        diagnostics.Error(bind.Where, 1, $"this machine has no user '{name}'", $"create it (useradd --system {name}) or name another one");
        return null;
    }

    private static int? GroupOf(BindConfig bind, DiagnosticBag diagnostics)
    {
        if (bind.UnixGroup is not { } name)
        {
            return null;
        }

        if (Accounts.TryFindGroup(name, out int gid))
        {
            return gid;
        }

        diagnostics.Error(bind.Where, 1, $"this machine has no group '{name}'", $"create it (groupadd --system {name}) or name another one");
        return null;
    }
}
