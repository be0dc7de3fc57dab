using System.Collections.Generic;
using Engine.Proxy.Tables;

namespace Engine.Proxy.Peers;

/// <summary>What one other machine has heard of one of our tables. Lives longer than connections, so that the next one goes on where the last one broke.</summary>
internal sealed class PeersOutTable(StickTableShared table, int id)
{
    private readonly List<StickUpdate> _pending = [];
    private int _next;
    private long _upTo;

    internal StickTableShared Table { get; } = table;

    /// <summary>Our number of it.</summary>
    internal int Id { get; } = id;

    /// <summary>True once the connection under way knows the number.</summary>
    internal bool IsDefined { get; set; }

    /// <summary>Everything up to this change was sent.</summary>
    internal long Pushed { get; private set; }

    /// <summary>Everything up to this change has arrived.</summary>
    internal long Acknowledged { get; private set; }

    /// <summary>True while all entries are gone through one by one.</summary>
    internal bool IsWalking { get; private set; }

    /// <summary>True when that is for all entries, and not only for those changed here.</summary>
    internal bool SendsAll { get; private set; }

    internal StickCursor Cursor;

    /// <summary>Another connection.</summary>
    internal void Begin()
    {
        IsDefined = IsWalking = false;
        Pushed = Acknowledged;
        _pending.Clear();
        _next = 0;
    }

    /// <summary>From the first entry on.</summary>
    internal void Walk(bool all)
    {
        IsWalking = true;
        SendsAll = all;
        Cursor = default;
        _upTo = Table.LastUpdate;
        _pending.Clear();
        _next = 0;
    }

    internal void EndWalk()
    {
        IsWalking = false;
        Pushed = _upTo;
    }

    /// <summary>The next change to send; false when there is none now.</summary>
    internal bool TryNext(out StickUpdate update)
    {
        update = default;
        if (_next == _pending.Count && !TryGather())
        {
            return false;
        }

        update = _pending[_next++];
        if (_next == _pending.Count)
        {
            Pushed = _upTo;
        }

        return true;
    }

    /// <summary>The other machine has everything up to there.</summary>
    /// <param name="update">The low 32 bits of a change's number.</param>
    internal void Acknowledge(uint update)
    {
        long known = (Pushed & ~(long)uint.MaxValue) | update;
        known = known > Pushed ? known - (1L << 32) : known;
        Acknowledged = known > Acknowledged ? known : Acknowledged;
    }

    private bool TryGather()
    {
        _pending.Clear();
        _next = 0;
        _upTo = Table.LastUpdate;
        if (_upTo == Pushed || IsWalking)
        {
            return false;
        }

        if (!Table.TryGatherUpdates(Pushed, _pending))
        {
            Walk(all: false);
            return false;
        }

        _pending.Sort(static (a, b) => a.Id.CompareTo(b.Id));
        if (_pending.Count == 0)
        {
            // What was changed has been removed since.
            Pushed = _upTo;
        }

        return _pending.Count > 0;
    }
}
