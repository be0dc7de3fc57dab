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
    private bool _timedOut;

    /// <summary>The new connection that is under way; null without.</summary>
    internal ServerConnection? Connecting { get; private set; }

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
        if (!fresh && FindVictim(server) is { } victim)
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
        Connecting?.Pipe.CancelWaits();
    }

    internal void OnConnectTimeout()
    {
        _timedOut = true;
        Connecting?.Pipe.CancelWaits();
    }

    /// <summary>
    /// Begins a new connection that nothing has to be said on before the request: no TLS, no PROXY header. False: there is another way
    /// to a connection, or a failure.
    /// </summary>
    internal bool TryBegin(ServerState server, out Termination? failure)
    {
        failure = null;
        if (server.Plan is { ProxyHeader: not null } or { Tls.ForTraffic: true } || FindVictim(server) is not null)
        {
            return false;
        }

        ServerConnection connection = Begin(server);
        int error = connection.Pipe.BeginConnect(TargetOf(server));
        if (error != 0)
        {
            failure = Fail(connection, error);
        }

        return error == 0;
    }

    /// <summary>The outcome of <see cref="TryBegin"/>: a connection, or why there is none.</summary>
    internal ServerConnection? End(out Termination? failure)
    {
        ServerConnection connection = Connecting!;
        int error = connection.Pipe.EndConnect();
        if (error == 0 && exchange.Cause is null)
        {
            failure = null;
            StopConnecting();
            return connection;
        }

        failure = Fail(connection, error);
        return null;
    }

    private async LoopTask<(ServerConnection? Connection, Termination? Failure)> ConnectAsync(ServerState server)
    {
        ServerConnection connection = Begin(server);
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

        if (error == 0 && exchange.Cause is null)
        {
            StopConnecting();
            return (connection, null);
        }

        return (null, Fail(connection, error));
    }

    /// <summary>A connection that is about to be made.</summary>
    private ServerConnection Begin(ServerState server)
    {
        _timedOut = false;
        ServerConnection connection = exchange.Place.RentServer();
        connection.Assign(server);
        connection.Key = _identity.KeyOf(server);
        connection.PoolName = server.Plan.PoolName is null ? null : _secured.PoolNameFor(server.Plan).ToArray();
        Connecting = connection;
        exchange.Place.Counters.ServerConnects++;
        CountAt(server, TrafficCount.Connects);
        exchange.Waits.Await(ServerWait.Connect, exchange.Backend!.Timeouts.ConnectMs);
        return connection;
    }

    private void StopConnecting()
    {
        Connecting = null;
        exchange.Waits.Await(ServerWait.None, 0);
    }

    private Termination Fail(ServerConnection connection, int error)
    {
        StopConnecting();
        exchange.Place.Retire(connection, reset: false);
        return exchange.Cause ?? CauseOf(error);
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
            DelaysAck = plan.DelaysAck,
        };
    }

    /// <summary>The pool of another loop that has an idle connection for this exchange; null without.</summary>
    private ServerPool? FindVictim(ServerState server) =>
        !server.FollowsClient && !_steal.IsUnderWay && _identity.KeyOf(server) == 0 && MayReuse(out bool provenOnly) && !provenOnly
            ? StealRequest.FindVictim(server, exchange.Place)
            : null;

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
