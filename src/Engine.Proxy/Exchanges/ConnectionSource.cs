using System;
using Engine.Config.Model;
using Engine.Http;
using Engine.IO.Addressing;
using Engine.IO.Native;
using Engine.IO.Sockets;
using Engine.IO.Tasks;
using Engine.Proxy.Plan;
using Engine.Proxy.Servers;
using Engine.Proxy.State;

namespace Engine.Proxy.Exchanges;

/// <summary>Step 5: an idle connection of this loop, else one of another loop, else a new one.</summary>
internal sealed class ConnectionSource(Exchange exchange)
{
    private readonly SecuredConnection _secured = new(exchange);
    private readonly StealRequest _steal = new(exchange.Place);
    private readonly ServerSideIdentity _identity = new(exchange);
    private ServerConnection? _connecting;
    private bool _timedOut;

    /// <summary>An idle connection of this client or of its loop that may be used now, or null.</summary>
    internal ServerConnection? TryTakeIdle(ServerState server)
    {
        if (server.FollowsClient)
        {
            return null;
        }

        ulong key = _identity.KeyOf(server);
        bool mayReuse = MayReuse(out bool provenOnly) & key == 0;
        ServerPool pool = exchange.Place.PoolOf(server);
        ReadOnlySpan<byte> name = _secured.PoolNameFor(server.Plan);
        while ((exchange.Client.Held?.TryTake(server, name, key) ?? (mayReuse ? pool.TryTake(provenOnly, name) : null)) is { } connection)
        {
            // What could not be sent again gets one more look: an idle connection that turns out dead cannot be told from a lost request.
            if (IsRepeatable() || connection.Pipe.IsQuiet())
            {
                exchange.Place.Counters.ServerReuses++;
                CountAt(server, TrafficCount.Reuses);
                return connection;
            }

            exchange.Place.Retire(connection, reset: false);
        }

        return null;
    }

    /// <summary>A connection from another loop or a new one; or why there is none.</summary>
    internal async LoopTask<(ServerConnection? Connection, Termination? Failure)> GetAsync(ServerState server, bool fresh)
    {
        if (!fresh && !server.FollowsClient && _identity.KeyOf(server) == 0 && !_steal.IsUnderWay && MayReuse(out bool provenOnly) && !provenOnly && StealRequest.FindVictim(server, exchange.Place) is { } victim)
        {
            _steal.Post(victim, _secured.PoolNameFor(server.Plan));
            int fd = await _steal.Signal.WaitAsync();
            if (fd >= 0 && Adopt(server, fd) is { } stolen)
            {
                return (stolen, exchange.Cause);
            }

            if (exchange.Cause is not null)
            {
                return (null, exchange.Cause);
            }
        }

        return await ConnectAsync(server);
    }

    internal void CancelWaits()
    {
        _steal.Signal.Set(-1);
        _connecting?.Pipe.CancelWaits();
    }

    internal void OnConnectTimeout()
    {
        _timedOut = true;
        _connecting?.Pipe.CancelWaits();
    }

    private async LoopTask<(ServerConnection? Connection, Termination? Failure)> ConnectAsync(ServerState server)
    {
        _timedOut = false;
        ServerConnection connection = exchange.Place.RentServer();
        connection.Assign(server);
        connection.Key = _identity.KeyOf(server);
        connection.PoolName = server.Plan.PoolName is null ? null : _secured.PoolNameFor(server.Plan).ToArray();
        _connecting = connection;
        exchange.Place.Counters.ServerConnects++;
        CountAt(server, TrafficCount.Connects);
        exchange.Waits.Await(ServerWait.Connect, exchange.Backend!.Timeouts.ConnectMs);
        int error = await connection.Pipe.ConnectAsync(TargetOf(server));
        if (error == 0 && server.Plan.ProxyHeader is not null && exchange.Cause is null)
        {
            error = await _identity.AnnounceAsync(connection);
        }

        if (error == 0 && exchange.Cause is null && server.Plan.Tls is { ForTraffic: true } tls && !await _secured.TrySecureAsync(connection, tls))
        {
            // What the operator must know stands in the log; to the exchange it is a connection that could not be made.
            error = _timedOut ? Errno.ECANCELED : Errno.EPROTO;
        }

        _connecting = null;
        exchange.Waits.Await(ServerWait.None, 0);
        if (error == 0 && exchange.Cause is null)
        {
            return (connection, null);
        }

        exchange.Place.Retire(connection, reset: false);
        return (null, exchange.Cause ?? CauseOf(error));
    }

    private ServerConnection? Adopt(ServerState server, int fd)
    {
        ServerConnection connection = exchange.Place.RentServer();
        connection.Assign(server);
        connection.Exchanges = _steal.Exchanges;
        connection.Endpoint = _steal.Endpoint;
        connection.PoolName = _steal.PoolName;
        exchange.Place.Counters.Steals++;
        CountAt(server, TrafficCount.Reuses);
        if (connection.Pipe.Open(fd, _steal.Session) == 0)
        {
            return connection;
        }

        exchange.Place.Retire(connection, reset: false);
        return null;
    }

    private void CountAt(ServerState server, TrafficCount count)
    {
        int loop = exchange.Place.Loop.Index;
        server.Traffic.Of(loop).Add(count, 1);
        server.Backend.Traffic.Of(loop).Add(count, 1);
    }

    private Termination CauseOf(int error) => error switch
    {
        Errno.ECANCELED when _timedOut => Termination.ConnectTimeout,
        Errno.ETIMEDOUT => Termination.ConnectTimeout,
        Errno.EMFILE or Errno.ENFILE or Errno.ENOMEM or Errno.ENOBUFS or Errno.EADDRNOTAVAIL => Termination.ConnectResource,
        _ => Termination.ConnectRefused,
    };

    private ConnectTarget TargetOf(ServerState server)
    {
        ServerPlan plan = server.Plan;
        SocketEndpoint endpoint = server.Endpoint;
        if (server.FollowsClient && exchange.Client.TryGetLocal(out EndpointAddress local) && local.IsIP)
        {
            int port = plan.PortOffset ? (local.Port + endpoint.Port) & ushort.MaxValue : endpoint.Port;
            endpoint = server.FollowsAddress ? SocketEndpoint.FromAddress(local.WithPort(port)) : endpoint.WithPort(port);
        }

        return new ConnectTarget
        {
            Address = endpoint.Native,
            Source = _identity.SourceOf(server),
            SourcePorts = plan.Source?.Ports,
            IsTransparent = plan.Source is { Use: not null },
            Mark = exchange.Settings.ServerMark,
            TrafficClass = exchange.Settings.ServerTrafficClass,
            Options = plan.ConnectOptions,
        };
    }

    /// <summary>CFG 4.2 http-reuse: a client's first request must not suffer from a connection that may just have died.</summary>
    private bool MayReuse(out bool provenOnly)
    {
        bool first = exchange.Client.Requests == 1;
        provenOnly = first && exchange.Backend!.Reuse == HttpReuse.Aggressive;
        return exchange.Backend!.Reuse switch
        {
            HttpReuse.Never => false,
            HttpReuse.Safe => !first,
            _ => true,
        };
    }

    private bool IsRepeatable() =>
        exchange.RequestBody.Kind == BodyKind.None && RetryPolicy.IsIdempotent(exchange.Request.Method);
}
