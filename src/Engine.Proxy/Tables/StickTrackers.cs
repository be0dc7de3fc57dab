using System;

namespace Engine.Proxy.Tables;

/// <summary>The keys that one connection, or one exchange, tracks: <c>sc0</c>, <c>sc1</c> ... On its loop only.</summary>
public sealed class StickTrackers
{
    private readonly StickSlot[] _slots;

    /// <param name="counters"><c>tune.stick-counters</c>.</param>
    internal StickTrackers(int counters) => _slots = new StickSlot[counters];

    /// <summary>True while anything is tracked here.</summary>
    internal bool IsActive { get; private set; }

    /// <summary>False when nothing is tracked under that number.</summary>
    public bool TryGet(int index, out StickSlot slot)
    {
        slot = (uint)index < (uint)_slots.Length ? _slots[index] : default;
        return slot.Table is not null;
    }

    /// <summary>From now on counts there: a connection more. Nothing happens when the table has no room.</summary>
    internal void Track(int index, StickTableShared table, ReadOnlySpan<byte> key, long nowMs)
    {
        using StickLease lease = table.FindOrAdd(key, nowMs);
        if (!lease.IsFound || (uint)index >= (uint)_slots.Length)
        {
            return;
        }

        StickTablePlan plan = table.Plan;
        lease.Add(plan.CellOf(StickDataType.ConnCurrent), 1, nowMs);
        lease.Add(plan.CellOf(StickDataType.ConnCount), 1, nowMs);
        lease.Add(plan.CellOf(StickDataType.ConnRate), 1, nowMs);
        lease.Touch(nowMs);
        _slots[index] = lease.Hold();
        IsActive = true;
    }

    /// <summary>Counts at every key that is tracked here, unless <paramref name="instead"/> tracks another under the same number.</summary>
    internal void Count(in StickEvent happened, StickTrackers? instead, long nowMs)
    {
        for (int i = 0; i < _slots.Length; i++)
        {
            if (_slots[i].Table is { } table && instead?.TryGet(i, out _) is not true)
            {
                using StickLease lease = table.Open(_slots[i]);
                happened.CountAt(table.Plan, lease, nowMs);
            }
        }
    }

    /// <summary>A connection that ends without a word counts as a request, and as the client's error.</summary>
    internal void CountEmpty(long nowMs)
    {
        Count(StickEvent.Request, null, nowMs);
        Count(StickEvent.Error, null, nowMs);
    }

    /// <summary>Nothing is tracked any more: a connection less at each key.</summary>
    internal void Clear(long nowMs)
    {
        if (!IsActive)
        {
            return;
        }

        IsActive = false;
        foreach (ref StickSlot slot in _slots.AsSpan())
        {
            if (slot.Table is not { } table)
            {
                continue;
            }

            using StickLease lease = table.Open(slot);
            StickCell current = table.Plan.CellOf(StickDataType.ConnCurrent);
            if (current.IsStored && lease.Read(current, nowMs) > 0)
            {
                lease.Add(current, -1, nowMs);
            }

            lease.Touch(nowMs);
            lease.Release();
            slot = default;
        }
    }
}
