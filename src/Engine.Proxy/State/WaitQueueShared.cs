using System.Collections.Generic;
using System.Threading;

namespace Engine.Proxy.State;

/// <summary>
/// Exchanges of all loops that wait for a slot of a full server, first come first served. The lock is taken only when a server
/// is full (<c>maxconn</c>); a backend without limits never sees it.
/// </summary>
internal sealed class WaitQueueShared
{
    private readonly Lock _lock = new();
    private QueueTicket? _first;
    private QueueTicket? _last;
    private int _length;

    /// <summary>Tickets in the queue.</summary>
    internal int Length => Volatile.Read(ref _length);

    /// <summary>Reserves a slot of one of the servers now, or queues the ticket: nothing can be freed unseen in between.</summary>
    internal ServerState? ReserveOrJoin(IReadOnlyList<ServerState> servers, QueueTicket ticket)
    {
        lock (_lock)
        {
            // Announced first: a slot freed from here on finds the queue not empty and comes for the lock.
            Interlocked.Increment(ref _length);
            ServerState? free = Reserve(servers);
            while (free is not null && _first is { } earlier)
            {
                Grant(earlier, free);
                free = Reserve(servers);
            }

            if (free is not null)
            {
                Interlocked.Decrement(ref _length);
                return free;
            }

            ticket.Ahead = _length - 1;
            Link(ticket);
            return null;
        }
    }

    /// <summary>The exchange waits no longer. The server whose slot it was granted, which is the exchange's now; null when none was.</summary>
    internal ServerState? Leave(QueueTicket ticket)
    {
        lock (_lock)
        {
            if (ticket.IsWaiting)
            {
                Unlink(ticket);
            }

            ServerState? granted = ticket.Granted;
            ticket.Granted = null;
            return granted;
        }
    }

    /// <summary>Passes a slot on to whoever has waited longest, unless somebody else has taken it meanwhile.</summary>
    internal void OnSlotFreed(ServerState server)
    {
        lock (_lock)
        {
            if (_first is { } first && server.TryReserve())
            {
                Grant(first, server);
            }
        }
    }

    private static ServerState? Reserve(IReadOnlyList<ServerState> servers)
    {
        foreach (ServerState server in servers)
        {
            if (server.TryReserve())
            {
                return server;
            }
        }

        return null;
    }

    private void Grant(QueueTicket ticket, ServerState server)
    {
        Unlink(ticket);
        ticket.Granted = server;
        ticket.Loop.Post(static state => ((QueueTicket)state!).OnGranted(), ticket);
    }

    /// <summary>Counted already.</summary>
    private void Link(QueueTicket ticket)
    {
        ticket.IsWaiting = true;
        ticket.Earlier = _last;
        if (_last is null)
        {
            _first = ticket;
        }
        else
        {
            _last.Later = ticket;
        }

        _last = ticket;
    }

    private void Unlink(QueueTicket ticket)
    {
        if (ticket.Earlier is null)
        {
            _first = ticket.Later;
        }
        else
        {
            ticket.Earlier.Later = ticket.Later;
        }

        if (ticket.Later is null)
        {
            _last = ticket.Earlier;
        }
        else
        {
            ticket.Later.Earlier = ticket.Earlier;
        }

        ticket.Earlier = ticket.Later = null;
        ticket.IsWaiting = false;
        Interlocked.Decrement(ref _length);
    }
}
