using System;
using System.Threading;
using Engine.IO.Loop;
using Engine.Proxy.Loops;
using Engine.Proxy.Plan;
using Engine.Proxy.State;

namespace Engine.Proxy.Servers;

/// <summary>
/// The idle connections of one loop to one server, newest first. Only its loop touches it; other loops read
/// <see cref="IdleHint"/> and ask for a connection by post.
/// </summary>
internal sealed class ServerPool : ITimerOwner
{
    private readonly ProxyLoop _place;
    private readonly ServerState _server;
    private readonly LoopTimer _purge;
    private IdleStack _idle;
    private int _count;

    /// <summary>The fewest that were idle since the last purge: these nobody needed.</summary>
    private int _spare;

    internal ServerPool(ProxyLoop place, ServerState server)
    {
        _place = place;
        _server = server;
        _purge = new LoopTimer(this);
    }

    internal ProxyLoop Place => _place;

    /// <summary>Idle connections, as other loops may see it: a hint, late by a moment.</summary>
    internal int IdleHint => Volatile.Read(ref _count);

    /// <summary>The most recently used idle connection, or null. It counts as in use from here on.</summary>
    /// <param name="provenOnly">Only one that has carried more than one exchange already (<c>http-reuse aggressive</c>).</param>
    /// <param name="name">Only one that was made with this server name (SNI): what another name led to is not to be mixed up with it.</param>
    internal ServerConnection? TryTake(bool provenOnly, ReadOnlySpan<byte> name)
    {
        int top = _idle.Count - 1;
        if (top >= 0 && !ReferenceEquals(_idle[top].Endpoint, _server.Endpoint))
        {
            // The server has moved since: whatever is older leads to its old address too.
            Clear();
            return null;
        }

        while (top >= 0 && ((provenOnly && _idle[top].Exchanges < 2) || !_idle[top].HasName(name)))
        {
            top--;
        }

        if (top < 0)
        {
            return null;
        }

        ServerConnection connection = _idle.TakeAt(top);
        connection.IsPooled = false;
        OnLess(1);
        return connection;
    }

    /// <summary>Keeps a connection whose exchange ended well. False when the server's limit is reached: the caller closes it.</summary>
    internal bool TryKeep(ServerConnection connection)
    {
        ServerPlan plan = _server.Plan;
        int idle = _server.AddIdle(1);
        if (plan.PoolMaxConn >= 0 && idle > plan.PoolMaxConn)
        {
            _server.AddIdle(-1);
            return false;
        }

        connection.IsPooled = true;
        if (connection.Pool != this)
        {
            connection.Pool = this;
        }

        _idle.Push(connection);
        Volatile.Write(ref _count, _idle.Count);
        if (connection.Pipe.Owner is null)
        {
            connection.Pipe.Owner = connection;
        }

        if (!_purge.IsSet)
        {
            _spare = _count;
            _place.Loop.Timers.Set(_purge, _place.Loop.Clock.NowMs + plan.PoolPurgeDelayMs);
        }

        return true;
    }

    /// <summary>Closes an idle connection.</summary>
    internal void Discard(ServerConnection connection)
    {
        _idle.Remove(connection);
        connection.IsPooled = false;
        OnLess(1);
        _place.Retire(connection, reset: false);
    }

    /// <summary>Closes all of them (soft stop, or the server left).</summary>
    internal void Clear() => DiscardOldest(_idle.Count);

    /// <summary>Half of what nobody needed since the last time goes, oldest first; <c>pool-low-conn</c> stays.</summary>
    public void OnTimer(LoopTimer timer)
    {
        DiscardOldest(Math.Max(0, Math.Min((_spare + 1) / 2, _count - _server.Plan.PoolLowConn)));
        _spare = _count;
        if (_count > 0)
        {
            _place.Loop.Timers.Set(_purge, _place.Loop.Clock.NowMs + _server.Plan.PoolPurgeDelayMs);
        }
    }

    private void DiscardOldest(int count)
    {
        for (int i = 0; i < count; i++)
        {
            ServerConnection connection = _idle[i];
            connection.IsPooled = false;
            _place.Retire(connection, reset: false);
        }

        _idle.DropOldest(count);
        OnLess(count);
    }

    private void OnLess(int count)
    {
        Volatile.Write(ref _count, _idle.Count);
        _spare = _count < _spare ? _count : _spare;
        _server.AddIdle(-count);
    }
}
