using System.Collections.Generic;
using System.Threading;

namespace Engine.Proxy.State;

/// <summary>
/// Exchanges of all loops that wait for a slot: for any server of the backend in one list, for one server alone in that server's own.
/// A freed slot goes to whoever of both has the better rank (priority class, then time of arrival as its offset moves it), of equals
/// to the one that waits for this server alone. The lock is taken only when a server is full (<c>maxconn</c>); a backend without
/// limits never sees it.
/// </summary>
internal sealed class WaitQueueShared
{
    private readonly Lock _lock = new();
    private readonly TicketList _any = new();

    /// <summary>Tickets that any server can serve.</summary>
    internal int Length => _any.Length;

    /// <summary>Most of them at a time.</summary>
    internal int Longest => _any.Longest;

    internal void ClearLongest() => _any.ClearLongest();

    /// <summary>Reserves a slot of one of the servers now, or queues the ticket: nothing can be freed unseen in between.</summary>
    internal ServerState? ReserveOrJoin(IReadOnlyList<ServerState> servers, QueueTicket ticket)
    {
        TicketList list = ticket.Only?.Waiting ?? _any;
        lock (_lock)
        {
            list.Announce();
            ServerState? free = Reserve(servers, ticket);
            while (free is not null && FirstFor(free) is { } earlier && earlier.Rank <= ticket.Rank)
            {
                Grant(earlier, free);
                free = Reserve(servers, ticket);
            }

            if (free is null)
            {
                list.Link(ticket);
            }
            else
            {
                list.Withdraw();
            }

            ticket.Only?.OnQueue();
            return free;
        }
    }

    /// <summary>The exchange waits no longer. The server whose slot it was granted, which is the exchange's now; null when none was.</summary>
    internal ServerState? Leave(QueueTicket ticket)
    {
        lock (_lock)
        {
            if (ticket.List is { } list)
            {
                list.Unlink(ticket);
                ticket.Only?.OnQueue();
            }

            ServerState? granted = ticket.Granted;
            ticket.Granted = null;
            return granted;
        }
    }

    /// <summary>Passes slots on to whoever has waited longest, unless somebody else has taken them meanwhile; several when the limit has risen too.</summary>
    internal void OnSlotFreed(ServerState server)
    {
        lock (_lock)
        {
            Serve(server);
        }
    }

    /// <summary>The server takes load again: as many as it has slots for. How many.</summary>
    internal int OnServerCame(ServerState server)
    {
        lock (_lock)
        {
            return Serve(server);
        }
    }

    /// <summary>There are other servers than before: those who wait for any get what there is.</summary>
    internal void OnRoom(IReadOnlyList<ServerState> servers)
    {
        lock (_lock)
        {
            foreach (ServerState server in servers)
            {
                Serve(server);
            }
        }
    }

    /// <summary>The server takes no new load: those who wait for it alone choose again. How many.</summary>
    internal int OnServerLeft(ServerState server)
    {
        lock (_lock)
        {
            int moved = 0;
            for (; server.Waiting.First is { } ticket; moved++)
            {
                server.Waiting.Unlink(ticket);
                ticket.Dismiss();
            }

            server.OnQueue();
            return moved;
        }
    }

    private int Serve(ServerState server)
    {
        int granted = 0;
        while (FirstFor(server) is { } first && server.TryReserve())
        {
            Grant(first, server);
            granted++;
        }

        return granted;
    }

    /// <summary>Of a server that takes no new load no slot is passed on but to those who want no other, of one that is down to nobody.</summary>
    private QueueTicket? FirstFor(ServerState server)
    {
        QueueTicket? own = server.IsAlive ? server.Waiting.First : null;
        QueueTicket? any = server.IsInUse ? _any.First : null;
        return own is null || (any is not null && any.Rank < own.Rank) ? any : own;
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

    private static void Grant(QueueTicket ticket, ServerState server)
    {
        ticket.List!.Unlink(ticket);
        ticket.Only?.OnQueue();
        ticket.Grant(server);
    }
}
