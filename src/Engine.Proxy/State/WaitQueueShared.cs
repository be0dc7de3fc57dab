using System.Collections.Generic;
using System.Threading;

namespace Engine.Proxy.State;

/// <summary>
/// Exchanges of all loops that wait for a slot of a full server, first come first served unless rules rank them. The lock is taken only when a server
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
            ServerState? free = Reserve(servers, ticket);
            while (free is not null && FirstFor(free) is { } earlier && earlier.Rank <= ticket.Rank)
            {
                Grant(earlier, free);
                free = Reserve(servers, ticket);
            }

            if (free is not null)
            {
                Interlocked.Decrement(ref _length);
                return free;
            }

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
            // Of a server that takes no new load no slot is passed on, but to those who want no other.
            if (FirstFor(server) is { } first && (server.TakesNew || (first.Only == server && server.IsAlive)) && server.TryReserve())
            {
                Grant(first, server);
            }
        }
    }

    /// <summary>Tickets that wait for this server alone.</summary>
    internal int CountFor(ServerState server)
    {
        lock (_lock)
        {
            int count = 0;
            for (QueueTicket? ticket = _first; ticket is not null; ticket = ticket.Later)
            {
                count += ticket.Only == server ? 1 : 0;
            }

            return count;
        }
    }

    /// <summary>The server takes no new load: those that waited for it alone take any other. How many.</summary>
    internal int OnServerLeft(ServerState server, IReadOnlyList<ServerState> others)
    {
        lock (_lock)
        {
            int moved = 0;
            for (QueueTicket? ticket = _first; ticket is not null; ticket = ticket.Later)
            {
                if (ticket.Only == server)
                {
                    ticket.Only = null;
                    moved++;
                }
            }

            foreach (ServerState other in moved == 0 ? [] : others)
            {
                GrantAll(other);
            }

            return moved;
        }
    }

    /// <summary>The server takes load again: as many as it has slots for. How many.</summary>
    internal int OnServerCame(ServerState server)
    {
        lock (_lock)
        {
            return GrantAll(server);
        }
    }

    private int GrantAll(ServerState server)
    {
        int granted = 0;
        while (FirstFor(server) is { } first && server.TryReserve())
        {
            Grant(first, server);
            granted++;
        }

        return granted;
    }

    private QueueTicket? FirstFor(ServerState server)
    {
        QueueTicket? ticket = _first;
        while (ticket is not null && ticket.Only is not null && ticket.Only != server)
        {
            ticket = ticket.Later;
        }

        return ticket;
    }

    private static ServerState? Reserve(IReadOnlyList<ServerState> servers, QueueTicket ticket)
    {
        if (ticket.Only is { } only)
        {
            return only.TryReserve() ? only : null;
        }

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

    /// <summary>Counted already. Behind all whose rank is not higher: without ranks that is the end.</summary>
    private void Link(QueueTicket ticket)
    {
        int behind = 0;
        QueueTicket? later = null;
        QueueTicket? earlier = _last;
        while (earlier is not null && earlier.Rank > ticket.Rank)
        {
            later = earlier;
            earlier = earlier.Earlier;
            behind++;
        }

        ticket.Ahead = _length - 1 - behind;
        ticket.IsWaiting = true;
        ticket.Earlier = earlier;
        ticket.Later = later;
        if (earlier is null)
        {
            _first = ticket;
        }
        else
        {
            earlier.Later = ticket;
        }

        if (later is null)
        {
            _last = ticket;
        }
        else
        {
            later.Earlier = ticket;
        }
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
