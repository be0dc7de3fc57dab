using Engine.LoadTests.Measuring;

namespace Engine.LoadTests.Traffic;

/// <summary>The requests of one connection that are under way or about to be sent, oldest first: as many as it pipelines.</summary>
internal sealed class TicketQueue(int capacity)
{
    private readonly Ticket[] _ring = new Ticket[capacity];
    private int _first;

    public int Count { get; private set; }

    /// <summary>How many of them, the youngest, are still to be sent.</summary>
    public int Unsent { get; private set; }

    public bool IsFull => Count == _ring.Length;

    /// <param name="place">0 = the one that is answered next.</param>
    public ref readonly Ticket this[int place] => ref _ring[(_first + place) % _ring.Length];

    public void Enqueue(in Ticket ticket)
    {
        _ring[(_first + Count) % _ring.Length] = ticket;
        Count++;
        Unsent++;
    }

    public Ticket Dequeue()
    {
        Ticket ticket = _ring[_first];
        _first = _first + 1 == _ring.Length ? 0 : _first + 1;
        Count--;
        return ticket;
    }

    public void MarkSent() => Unsent = 0;

    /// <summary>All that are left are to be sent, again.</summary>
    public void MarkUnsent() => Unsent = Count;

    public void FailAll(FailureKind kind, int detail)
    {
        while (Count > 0)
        {
            Dequeue().Tally.Failures.Add(kind, detail);
        }

        Unsent = 0;
    }

    /// <summary>Has the latencies of all that are not timed count from that moment.</summary>
    public void Restart(long nowNs)
    {
        for (int i = 0; i < Count; i++)
        {
            ref Ticket ticket = ref _ring[(_first + i) % _ring.Length];
            ticket = ticket.IsTimed ? ticket : ticket with { StartNs = nowNs };
        }
    }
}
