using System;
using Engine.IO.Sockets;

namespace Engine.IO.Loop;

/// <summary>
/// Connections of a loop that its poller does not know yet, in the order in which they were opened. Registering costs two system
/// calls' worth of work (one of them hidden in close) and a report for each packet, which a connection that brings its request at
/// once and is closed behind the response never needs. It is registered when somebody waits for it, and after
/// <see cref="DelayMs"/> in any case: then whoever waits for a server hears that the client has gone.
/// </summary>
internal sealed class LateWatches
{
    /// <summary>So long an end of a connection may go unnoticed while nobody waits for its bytes, ms.</summary>
    internal const int DelayMs = 100;

    private SocketConnection? _first;
    private SocketConnection? _last;

    /// <summary>Time until the first is due, ms; -1 without one.</summary>
    internal int NextWaitMs(long nowMs) => _first is null ? -1 : (int)Math.Max(0, _first.WatchDueMs - nowMs);

    /// <summary>True exactly when the first one is due.</summary>
    internal bool IsDue(long nowMs) => _first is not null && _first.WatchDueMs <= nowMs;

    /// <summary>The one that has waited longest; there must be one.</summary>
    internal SocketConnection First => _first!;

    internal void Add(SocketConnection connection, long nowMs)
    {
        connection.WatchDueMs = nowMs + DelayMs;
        connection.IsWatchedLater = true;
        connection.PreviousUnwatched = _last;
        if (_last is null)
        {
            _first = connection;
        }
        else
        {
            _last.NextUnwatched = connection;
        }

        _last = connection;
    }

    internal void Remove(SocketConnection connection)
    {
        SocketConnection? before = connection.PreviousUnwatched;
        SocketConnection? after = connection.NextUnwatched;
        if (before is null)
        {
            _first = after;
        }
        else
        {
            before.NextUnwatched = after;
        }

        if (after is null)
        {
            _last = before;
        }
        else
        {
            after.PreviousUnwatched = before;
        }

        connection.PreviousUnwatched = connection.NextUnwatched = null;
        connection.IsWatchedLater = false;
    }
}
