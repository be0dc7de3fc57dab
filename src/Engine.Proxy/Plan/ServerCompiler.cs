using System;
using System.Collections.Generic;
using System.Globalization;
using System.Net;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.IO.Addressing;
using Engine.IO.Sockets;
using Engine.Proxy.Health;
using Engine.Proxy.State;
using Engine.Proxy.Tls;

namespace Engine.Proxy.Plan;

/// <summary>Compiles server lines; numbers the servers of all backends.</summary>
internal sealed class ServerCompiler(Configuration configuration, TlsCompiler tls, DiagnosticBag diagnostics, HealthCompiler health)
{
    private readonly List<ResolversPlan> _resolvers = ResolversCompiler.Compile(configuration.Resolvers, diagnostics);
    private readonly Dictionary<ServerConfig, ServerPlan> _plans = new(ReferenceEqualityComparer.Instance);

    private readonly LastAddresses _lastAddresses = new();

    /// <summary>resolvers sections.</summary>
    internal IReadOnlyList<ResolversPlan> Resolvers => _resolvers;

    /// <summary>What a line was compiled to; null after an error.</summary>
    internal ServerPlan? PlanOf(ServerConfig server) => _plans.GetValueOrDefault(server);

    /// <param name="known">Servers of that backend under the configuration in use: who has the same name is the same server.</param>
    /// <param name="changes">What is to be done to those when the plan comes into use.</param>
    internal IReadOnlyList<ServerState> Compile(ProxyConfig proxy, BackendState backend, IReadOnlyList<ServerState> known, PlanChanges changes)
    {
        List<ServerState> servers = [];
        FreeNumbers numbers = FreeNumbers.Around(proxy.Servers, static server => server.Id);
        foreach (ServerConfig config in proxy.Servers)
        {
            if (FindAddress(config, proxy, out bool isMissing) is { } endpoint)
            {
                ServerPlan plan = Compile(config, proxy, endpoint, numbers.Next(config.Id), isMissing);
                _plans.Add(config, plan);
                ServerState server = Renew(known, plan, changes) ?? new ServerState(plan, backend);
                health.Add(server, plan.Health, config, proxy);
                servers.Add(server);
            }
        }

        return servers;
    }

    /// <summary>Where a section sends that does not balance.</summary>
    /// <param name="known">The same under the configuration in use.</param>
    internal ServerState? CompileDispatch(ProxyConfig proxy, BackendState backend, ServerState? known, PlanChanges changes) =>
        Compile(proxy.Dispatch!, proxy, 0) is { } plan ? Renew(known is null ? [] : [known], plan, changes) ?? new ServerState(plan, backend) : null;

    /// <summary>One server more of a section whose plan is in use; null after an error.</summary>
    internal ServerPlan? Compile(ServerConfig config, ProxyConfig proxy, int id)
    {
        if (FindAddress(config, proxy, out bool isMissing) is not { } endpoint)
        {
            return null;
        }

        ServerPlan plan = Compile(config, proxy, endpoint, id, isMissing);
        _plans.Add(config, plan);
        return plan;
    }

    private static ServerState? Renew(IReadOnlyList<ServerState> known, ServerPlan plan, PlanChanges changes)
    {
        foreach (ServerState server in known)
        {
            if (server.Name == plan.Name)
            {
                changes.Add(() => server.Renew(plan));
                return server;
            }
        }

        return null;
    }

    private ServerPlan Compile(ServerConfig config, ProxyConfig proxy, SocketEndpoint endpoint, int id, bool isMissing)
    {
        SourceConfig? source = config.Source ?? proxy.Source;
        return new ServerPlan
        {
            Name = config.Name,
            Guid = config.Guid,
            Id = id,
            Endpoint = endpoint,
            FollowsAddress = ServerState.IsAny(endpoint),
            Resolution = ResolversCompiler.ResolutionOf(config, _resolvers, diagnostics),
            StartsUnresolved = isMissing,
            KeepsLastAddress = KeepsLastAddress(config),
            PortOffset = config.Address.PortOffset || (config.Address.FirstPort == 0 && endpoint.IsIP && !IsService(config)),
            Source = SourceCompiler.Compile(source, address => Resolve(address, config.Where, proxy)),
            ConnectOptions = OptionsOf(config, proxy, source),
            DelaysAck = proxy.Options.GetValueOrDefault("tcp-smart-connect", proxy.Mode == ProxyMode.Http),
            Tls = tls.Compile(config, config.Health.Check && HealthCompiler.SpeaksTls(proxy)),
            Weight = config.Weight,
            Backup = config.Backup,
            Cookie = config.Cookie is { } cookie ? ByteText.ToBytes(cookie) : null,
            CookieKey = proxy.Cookie is { Dynamic: true } && config.Cookie is null && proxy.DynamicCookieKey is { } key ? ByteText.ToBytes(key) : null,
            IsNonStick = config.NonStick,
            Disabled = config.Disabled,
            MaxConn = Math.Max(config.MaxConn, config.MinConn),
            MinConn = config.MinConn == 0 ? config.MaxConn : config.MinConn,
            MaxQueue = config.MaxQueue,
            HashKey = config.HashKey,
            Redirect = ByteText.ToBytes(config.Redirect ?? ""),
            PoolMaxConn = config.PoolMaxConn,
            PoolLowConn = config.PoolLowConn,
            PoolPurgeDelayMs = config.PoolPurgeDelayMs,
            Health = health.Compile(config, proxy, endpoint, address => Resolve(address, config.Where, proxy)),
            ExchangesMax = config.MaxReuse is { } reuses and >= 0 ? reuses + 1 : -1,
        };
    }

    /// <summary>CFG 5.2 init-addr: where the server is at the start.</summary>
    /// <param name="isMissing">It has no address, and may get one later.</param>
    private SocketEndpoint? FindAddress(ServerConfig config, ProxyConfig proxy, out bool isMissing)
    {
        AddressConfig address = config.Address;
        int port = address.FirstPort & ushort.MaxValue;
        isMissing = false;
        if (!ResolversCompiler.IsName(address))
        {
            return Resolve(address, config.Where, proxy);
        }

        IReadOnlyList<string> methods = config.InitialAddress ?? (IsService(config) ? ["none"] : ["last"]);
        foreach (string method in methods)
        {
            switch (method)
            {
                case "last" when _lastAddresses.Find(proxy, configuration.Global, config.Name) is { } last:
                    return last;
                case "last":
                    continue;
                case "libc" when EndpointResolver.TryResolve(address.Host, port, SocketFamily.Unspecified, out IReadOnlyList<SocketEndpoint>? endpoints, out _):
                    return endpoints[0];
                case "none":
                    isMissing = true;
                    return SocketEndpoint.FromIP(IPAddress.Any, port);
                case not "libc":
                    return SocketEndpoint.FromIP(IPAddress.Parse(method), port);
            }
        }

        return Resolve(address, config.Where, proxy);
    }

    /// <summary>CFG 5.2 init-addr: the address of before the start is better than what is found otherwise. It is tried first unless others are named.</summary>
    private static bool KeepsLastAddress(ServerConfig config) =>
        ResolversCompiler.IsName(config.Address) && (config.InitialAddress is null || (config.InitialAddress.Count > 0 && config.InitialAddress[0] == "last"));

    /// <summary>Its records give the ports.</summary>
    internal static bool IsService(ServerConfig config) => config.Address.Host.StartsWith('_') && config.Resolution is not null;

    private ConnectOptions OptionsOf(ServerConfig config, ProxyConfig proxy, SourceConfig? source)
    {
        ConnectOptions options = new()
        {
            Interface = source?.Interface,
            TcpUserTimeoutMs = config.TcpUserTimeoutMs ?? 0,
            TcpFastOpen = config.TcpFastOpen,
            CongestionControl = config.CongestionControl,
            UnsentBytesMax = configuration.Global.Tune.UnsentBytesServer ?? 0,
            KeepAlive = proxy.Options.GetValueOrDefault("srvtcpka") || proxy.Options.GetValueOrDefault("tcpka"),
            SendBufferBytes = configuration.Global.Tune.SndBufServer ?? 0,
            ReceiveBufferBytes = configuration.Global.Tune.RcvBufServer ?? 0,
            Probes = new KeepAliveProbes(proxy.ServerKeepAlive.Count, proxy.ServerKeepAlive.IdleS, proxy.ServerKeepAlive.IntervalS),
        };
        return options == ConnectOptions.Default ? ConnectOptions.Default : options;
    }

    private SocketEndpoint? Resolve(AddressConfig address, Statement where, ProxyConfig proxy)
    {
        if (address.Family == AddressFamily.Descriptor)
        {
            return SocketEndpoint.FromPassing(int.Parse(address.Host, CultureInfo.InvariantCulture));
        }

        if (address.Family is AddressFamily.Unix or AddressFamily.Abstract)
        {
            string? cause;
            if (address.Family == AddressFamily.Unix
                    ? SocketEndpoint.TryFromUnixPath(address.Host, out SocketEndpoint? path, out cause)
                    : SocketEndpoint.TryFromAbstract(address.Host, padded: !address.IsExact, out path, out cause))
            {
                return path;
            }

            diagnostics.Error(where, Math.Min(2, where.Words.Count - 1), cause);
            return null;
        }

        SocketFamily family = address.Family switch
        {
            AddressFamily.IPv4 => SocketFamily.IPv4,
            AddressFamily.IPv6 => SocketFamily.IPv6,
            _ => SocketFamily.Unspecified,
        };
        int port = address.FirstPort & ushort.MaxValue;
        if (EndpointResolver.TryResolve(address.Host, port, family, out IReadOnlyList<SocketEndpoint>? endpoints, out string? error))
        {
            return endpoints[0];
        }

        diagnostics.Error(where, Math.Min(2, where.Words.Count - 1), $"in {proxy.Name}: {error}");
        return null;
    }
}
