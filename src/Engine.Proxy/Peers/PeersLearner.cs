using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using Engine.Proxy.Tables;

namespace Engine.Proxy.Peers;

/// <summary>The receiving side of one connection: what another machine says about its tables goes into ours.</summary>
internal sealed class PeersLearner(PeersNames names)
{
    private readonly Dictionary<ulong, PeersInTable> _tables = [];
    private PeersInTable? _current;

    /// <summary>Tables that were announced.</summary>
    internal IEnumerable<PeersInTable> Tables => _tables.Values;

    internal void Clear()
    {
        _tables.Clear();
        _current = null;
    }

    internal bool TryDefine(ReadOnlySpan<byte> data, IReadOnlyList<StickTableShared> tables)
    {
        if (!PeersFormat.TryReadDefinition(data, tables, out PeersInTable? table))
        {
            return false;
        }

        _tables[table!.Id] = table;
        _current = table;
        return true;
    }

    internal bool TrySwitch(ReadOnlySpan<byte> data) => PeersInteger.TryRead(ref data, out ulong id) && _tables.TryGetValue(id, out _current);

    /// <summary>One changed entry. False when it cannot be read.</summary>
    internal bool TryLearn(PeersMessage message, ReadOnlySpan<byte> data, long nowMs)
    {
        if (_current is null)
        {
            return false;
        }

        bool isNumbered = message is PeersMessage.Update or PeersMessage.TimedUpdate;
        bool isTimed = message is PeersMessage.TimedUpdate or PeersMessage.NextTimedUpdate;
        if (data.Length < (isNumbered ? sizeof(uint) : 0) + (isTimed ? sizeof(uint) : 0))
        {
            return false;
        }

        _current.Learned = isNumbered ? BinaryPrimitives.ReadUInt32BigEndian(data) : _current.Learned + 1;
        data = data[(isNumbered ? sizeof(uint) : 0)..];
        long? leftMs = isTimed ? BinaryPrimitives.ReadUInt32BigEndian(data) : null;
        data = data[(isTimed ? sizeof(uint) : 0)..];
        return _current.Table is not { } table || TryLearn(table, data, leftMs, nowMs);
    }

    private bool TryLearn(StickTableShared table, ReadOnlySpan<byte> data, long? leftMs, long nowMs)
    {
        StickTablePlan plan = table.Plan;
        Span<byte> key = plan.KeyBytes <= 256 ? stackalloc byte[plan.KeyBytes] : new byte[plan.KeyBytes];
        if (!PeersFormat.TryReadKey(plan, ref data, key))
        {
            return false;
        }

        ReadOnlySpan<byte> values = data;
        using (StickLease lease = table.FindOrAdd(key, nowMs))
        {
            // A table that is full learns nothing more; the next message is another matter.
            if (!lease.IsFound)
            {
                return true;
            }

            if (!PeersFormat.TryReadValues(_current!, lease, names, nowMs, ref values))
            {
                return false;
            }

            long endMs = table.ExpireAt(nowMs);
            lease.TouchLearned(leftMs is > 0 and { } left && plan.ExpireMs > 0 ? Math.Min(endMs, nowMs + left) : endMs);
        }

        return table.Copy is not { } copy || TryCopy(copy, key, data, nowMs);
    }

    /// <summary><c>write-to</c>: another table of ours takes the same values, as if they were its own.</summary>
    private bool TryCopy(StickTableShared copy, ReadOnlySpan<byte> key, ReadOnlySpan<byte> values, long nowMs)
    {
        using StickLease lease = copy.FindOrAdd(key, nowMs);
        if (lease.IsFound)
        {
            PeersFormat.TryReadValues(new PeersInTable(0, copy, _current!.Columns), lease, names, nowMs, ref values);
            lease.Touch(nowMs);
        }

        return true;
    }
}
