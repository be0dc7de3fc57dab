using System;
using Engine.IO.Addressing;
using Engine.IO.Tasks;
using Engine.IO.Tls;
using Engine.Proxy.Loops;
using Engine.Proxy.State;

namespace Engine.Proxy.Servers;

/// <summary>
/// Asks another loop for one of its idle connections: posted there, answered by a post back. One loop never touches what
/// another owns; a descriptor changes hands between the two posts.
/// </summary>
internal sealed class StealRequest
{
    private readonly ProxyLoop _thief;
    private ServerPool? _victim;
    private int _fd;
    private TlsSession? _session;
    private byte[]? _wanted;
    private int _wantedLength;
    private int _exchanges;
    private SocketEndpoint? _endpoint;
    private bool _isUnderWay;

    internal StealRequest(ProxyLoop thief)
    {
        _thief = thief;
        Signal = new LoopSignal(thief.Loop);
    }

    /// <summary>Set on the thief's loop with the descriptor, or -1 when nothing was left to take.</summary>
    internal LoopSignal Signal { get; }

    /// <summary>True until the answer is back, even when whoever asked has gone: another answer could not be told from it.</summary>
    internal bool IsUnderWay => _isUnderWay;

    /// <summary>Where the stolen connection leads.</summary>
    internal SocketEndpoint? Endpoint => _endpoint;

    /// <summary>The TLS session on the stolen connection; null on a plain one.</summary>
    internal TlsSession? Session => _session;

    /// <summary>What the stolen connection was made for by <c>pool-conn-name</c>; null without.</summary>
    internal byte[]? PoolName { get; private set; }

    /// <summary>How many exchanges the stolen connection has carried.</summary>
    internal int Exchanges => _exchanges;

    /// <summary>Another loop's pool that seems to have connections to spare; null when none has.</summary>
    internal static ServerPool? FindVictim(ServerState server, ProxyLoop thief)
    {
        if (server.Idle <= server.Plan.PoolLowConn)
        {
            return null;
        }

        foreach (ServerPool pool in server.Pools)
        {
            if (pool.Place != thief && pool.IdleHint > server.Plan.PoolLowConn)
            {
                return pool;
            }
        }

        return null;
    }

    /// <param name="name">What it must have been made for; empty = nothing in particular.</param>
    internal void Post(ServerPool victim, ReadOnlySpan<byte> name)
    {
        if (_wanted is null || _wanted.Length < name.Length)
        {
            _wanted = new byte[Math.Max(name.Length, 64)];
        }

        name.CopyTo(_wanted);
        _wantedLength = name.Length;
        _victim = victim;
        _isUnderWay = true;
        victim.Place.Loop.Post(static state => ((StealRequest)state!).TakeOnVictimsLoop(), this);
    }

    private void TakeOnVictimsLoop()
    {
        ServerConnection? connection = _victim!.TryTake(provenOnly: false, _wanted.AsSpan(0, _wantedLength));
        _fd = -1;
        _session = null;
        if (connection is not null)
        {
            _exchanges = connection.Exchanges;
            _endpoint = connection.Endpoint;
            PoolName = connection.PoolName;
            _fd = connection.Pipe.Detach(out _session);
            _victim.Place.Retire(connection, reset: false);
        }

        _thief.Loop.Post(static state => ((StealRequest)state!).Deliver(), this);
    }

    private void Deliver()
    {
        _victim = null;
        _isUnderWay = false;
        if (Signal.IsWaiting)
        {
            Signal.Set(_fd);
        }
        else if (_fd >= 0)
        {
            // Whoever asked has gone in the meantime.
            _session?.Abandon();
            _thief.Loop.Sockets.Close(_fd, reset: false);
        }
    }
}
