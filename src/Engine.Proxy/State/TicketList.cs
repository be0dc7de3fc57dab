using System.Threading;

namespace Engine.Proxy.State;

/// <summary>Tickets in the order in which they are served: by rank, and of equals by arrival. Under the lock of the backend's queue, but for the length.</summary>
internal sealed class TicketList
{
    private QueueTicket? _last;
    private int _length;

    internal QueueTicket? First { get; private set; }

    /// <summary>Most tickets at a time since the start or <see cref="ClearLongest"/>.</summary>
    internal int Longest { get; private set; }

    internal void ClearLongest() => Longest = Length;

    /// <summary>Tickets in the list and about to enter it. Read by anybody at any time.</summary>
    internal int Length => Volatile.Read(ref _length);

    /// <summary>Counted before it is known whether a slot is free: whoever frees one from here on finds the list not empty and comes for the lock.</summary>
    internal void Announce() => Interlocked.Increment(ref _length);

    /// <summary>What was announced did not come.</summary>
    internal void Withdraw() => Interlocked.Decrement(ref _length);

    /// <summary>Announced already. Behind all whose rank is not higher: without ranks that is the end.</summary>
    internal void Link(QueueTicket ticket)
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
        ticket.List = this;
        Longest = System.Math.Max(Longest, _length);
        ticket.Earlier = earlier;
        ticket.Later = later;
        if (earlier is null)
        {
            First = ticket;
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

    internal void Unlink(QueueTicket ticket)
    {
        if (ticket.Earlier is null)
        {
            First = ticket.Later;
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
        ticket.List = null;
        Interlocked.Decrement(ref _length);
    }
}
