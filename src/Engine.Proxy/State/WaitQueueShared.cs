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
    private readonly Queue<QueueTicket> _tickets = new();
    private int _length;

    /// <summary>Tickets in the queue, abandoned ones included.</summary>
    internal int Length => Volatile.Read(ref _length);

    /// <summary>Reserves a slot of one of the servers now, or queues the ticket: nothing can be freed unseen in between.</summary>
    internal ServerState? ReserveOrJoin(IReadOnlyList<ServerState> servers, QueueTicket ticket)
    {
        lock (_lock)
        {
            // Announced first: a slot freed from here on finds the queue not empty and comes for the lock.
            Interlocked.Increment(ref _length);
            foreach (ServerState server in servers)
            {
                if (server.TryReserve())
                {
                    Interlocked.Decrement(ref _length);
                    return server;
                }
            }

            ticket.Granted = null;
            ticket.IsWaiting = true;
            ticket.Ahead = _tickets.Count;
            _tickets.Enqueue(ticket);
            return null;
        }
    }

    /// <summary>The exchange no longer waits. False when a slot was granted already: it must be used or released.</summary>
    internal bool TryLeave(QueueTicket ticket)
    {
        lock (_lock)
        {
            bool waited = ticket.IsWaiting;
            ticket.IsWaiting = false;
            return waited;
        }
    }

    internal void OnSlotFreed(ServerState server)
    {
        QueueTicket? granted = null;
        lock (_lock)
        {
            while (granted is null && _tickets.TryPeek(out QueueTicket? first))
            {
                if (first.IsWaiting && !server.TryReserve())
                {
                    return;
                }

                _tickets.Dequeue();
                Interlocked.Decrement(ref _length);
                if (first.IsWaiting)
                {
                    first.IsWaiting = false;
                    first.Granted = server;
                    granted = first;
                }
            }
        }

        granted?.Loop.Post(static state => ((QueueTicket)state!).Signal.Set(1), granted);
    }
}
