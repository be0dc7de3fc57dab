using System;
using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.IO.Addressing;
using Engine.IO.Sockets;
using Engine.Proxy.Health;
using Engine.Proxy.State;
using Engine.Proxy.Tls;

namespace Engine.Proxy.Plan;

/// <summary>Compiles server lines; numbers the servers of all backends.</summary>
internal sealed class ServerCompiler(GlobalConfig global, TlsCompiler tls, DiagnosticBag diagnostics, HealthCompiler health)
{
    private readonly Dictionary<ServerConfig, ServerPlan> _plans = new(ReferenceEqualityComparer.Instance);

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
            if (Resolve(config.Address, config.Where, proxy) is { } endpoint)
            {
                ServerPlan plan = Compile(config, proxy, endpoint, numbers.Next(config.Id));
                _plans.Add(config, plan);
                ServerState server = Renew(known, plan, changes) ?? new ServerState(plan, backend);
                health.Add(server, plan.Health, config, proxy);
                servers.Add(server);
            }
        }

        return servers;
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

    private ServerPlan Compile(ServerConfig config, ProxyConfig proxy, SocketEndpoint endpoint, int id)
    {
        SourceConfig? source = config.Source ?? proxy.Source;
        return new ServerPlan
        {
            Name = config.Name,
            Id = id,
            Endpoint = endpoint,
            PortOffset = config.Address.PortOffset || (config.Address.FirstPort == 0 && endpoint.IsIP),
            FollowsAddress = IsAny(endpoint),
            Source = source is null || IsAny(source.Address) ? null : Resolve(source.Address, config.Where, proxy),
            ConnectOptions = OptionsOf(config, proxy, source),
            Tls = tls.Compile(config),
            Weight = config.Weight,
            Backup = config.Backup,
            Cookie = config.Cookie is { } cookie ? ByteText.ToBytes(cookie) : null,
            CookieKey = proxy.Cookie is { Dynamic: true } && config.Cookie is null && proxy.DynamicCookieKey is { } key ? ByteText.ToBytes(key) : null,
            IsNonStick = config.NonStick,
            Disabled = config.Disabled,
            MaxConn = config.MaxConn,
            PoolMaxConn = config.PoolMaxConn,
            PoolLowConn = config.PoolLowConn,
            PoolPurgeDelayMs = config.PoolPurgeDelayMs,
            Health = health.Compile(config, proxy, endpoint, address => Resolve(address, config.Where, proxy)),
            ExchangesMax = config.MaxReuse is { } reuses and >= 0 ? reuses + 1 : -1,
        };
    }

    private ConnectOptions OptionsOf(ServerConfig config, ProxyConfig proxy, SourceConfig? source)
    {
        ConnectOptions options = new()
        {
            Interface = source?.Interface,
            TcpUserTimeoutMs = config.TcpUserTimeoutMs ?? 0,
            KeepAlive = proxy.Options.GetValueOrDefault("srvtcpka") || proxy.Options.GetValueOrDefault("tcpka"),
            SendBufferBytes = global.Tune.SndBufServer ?? 0,
            ReceiveBufferBytes = global.Tune.RcvBufServer ?? 0,
        };
        return options == ConnectOptions.Default ? ConnectOptions.Default : options;
    }

    private SocketEndpoint? Resolve(AddressConfig address, Statement where, ProxyConfig proxy)
    {
        if (address.Family is AddressFamily.Unix or AddressFamily.Abstract)
        {
            string? cause;
            if (address.Family == AddressFamily.Unix
                    ? SocketEndpoint.TryFromUnixPath(address.Host, out SocketEndpoint? path, out cause)
                    : SocketEndpoint.TryFromAbstract(address.Host, padded: true, out path, out cause))
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

    private static bool IsAny(SocketEndpoint endpoint)
    {
        EndpointAddress address = endpoint.ToAddress();
        return address.IsIP && !address.AddressBytes.ContainsAnyExcept((byte)0);
    }

    private static bool IsAny(AddressConfig address) => address.Host is "" or "*" or "0.0.0.0" && address.FirstPort == 0;
}
