using System;
using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.Proxy.Tables;

namespace Engine.Proxy.Peers;

/// <summary>Tables and entries as the peers protocol writes them.</summary>
internal static class PeersFormat
{
    /// <summary>The longest message that is understood: the largest key, and as many values as a table can have.</summary>
    internal const int MessageBytesMax = 16384;

    private const int ArrayColumns = 64;

    /// <summary>The numbers of key types.</summary>
    private static int NumberOf(StickKeyType type) => type switch
    {
        StickKeyType.Integer => 2,
        StickKeyType.IPv4 => 4,
        StickKeyType.IPv6 => 5,
        StickKeyType.Text => 6,
        _ => 7,
    };

    /// <summary>Of texts with the NUL that ends them.</summary>
    private static int KeyBytesOf(StickTablePlan plan) => plan.KeyBytes + (plan.KeyType == StickKeyType.Text ? 1 : 0);

    /// <summary>What machines call the table among each other: of a table of the section itself without the section's name.</summary>
    internal static string NameOf(StickTablePlan plan) =>
        plan.Peers is { } section && plan.Name.StartsWith(section + "/", StringComparison.Ordinal) ? plan.Name[section.Length..] : plan.Name;

    internal static int WriteDefinition(PeersOutTable table, Span<byte> room)
    {
        StickTablePlan plan = table.Table.Plan;
        byte[] name = ByteText.ToBytes(NameOf(plan));
        int length = PeersInteger.Write((ulong)table.Id, room);
        length += PeersInteger.Write((ulong)name.Length, room[length..]);
        name.CopyTo(room[length..]);
        length += name.Length;
        length += PeersInteger.Write((ulong)NumberOf(plan.KeyType), room[length..]);
        length += PeersInteger.Write((ulong)KeyBytesOf(plan), room[length..]);
        ulong types = 0;
        foreach (StickColumn column in plan.Columns)
        {
            types |= 1UL << (int)column.Type;
        }

        length += PeersInteger.Write(types, room[length..]);
        length += PeersInteger.Write((ulong)plan.ExpireMs, room[length..]);
        foreach (StickColumn column in plan.Columns)
        {
            bool isArray = StickDataTypes.IsArray(column.Type);
            if (!isArray && column.Kind != StickValueKind.Rate)
            {
                continue;
            }

            length += PeersInteger.Write((ulong)column.Type, room[length..]);
            length += isArray ? PeersInteger.Write((ulong)column.Count, room[length..]) : 0;
            length += column.Kind == StickValueKind.Rate ? PeersInteger.Write((ulong)column.PeriodMs, room[length..]) : 0;
        }

        return length;
    }

    /// <summary>False when it cannot be read. A table that we do not have, or have with other keys, is read and passed over.</summary>
    internal static bool TryReadDefinition(ReadOnlySpan<byte> data, IReadOnlyList<StickTableShared> tables, out PeersInTable? table)
    {
        table = null;
        if (!PeersInteger.TryRead(ref data, out ulong id) || !PeersInteger.TryRead(ref data, out ulong nameLength) || nameLength > (ulong)data.Length)
        {
            return false;
        }

        StickTableShared? ours = Find(tables, ByteText.FromBytes(data[..(int)nameLength]));
        data = data[(int)nameLength..];
        if (!PeersInteger.TryRead(ref data, out ulong type) || !PeersInteger.TryRead(ref data, out ulong keyBytes) || !PeersInteger.TryRead(ref data, out ulong types))
        {
            return false;
        }

        // The time of expiry, since 1.8.
        PeersInteger.TryRead(ref data, out _);
        bool fits = ours is not null && (int)type == NumberOf(ours.Plan.KeyType) && (int)keyBytes == KeyBytesOf(ours.Plan) && types >> StickDataTypes.Count == 0;
        Span<int> counts = stackalloc int[ArrayColumns];
        while (fits && !data.IsEmpty)
        {
            if (!TryReadParameter(ref data, counts))
            {
                return false;
            }
        }

        table = new PeersInTable(id, fits ? ours : null, fits ? ColumnsOf(types, counts) : []);
        return true;
    }

    /// <summary>An entry: its key, and its values in the order of their types. The number of the change and the time left stand in front of it.</summary>
    internal static int WriteEntry(StickTablePlan plan, in StickLease lease, PeersNames names, long nowMs, Span<byte> room)
    {
        int length = 0;
        ReadOnlySpan<byte> key = lease.Key;
        if (plan.KeyType == StickKeyType.Text)
        {
            key = StickKeys.TextOf(key);
            length = PeersInteger.Write((ulong)key.Length, room);
        }

        key.CopyTo(room[length..]);
        length += key.Length;
        foreach (StickColumn column in plan.Columns)
        {
            for (int i = 0; i < column.Count; i++)
            {
                StickCell cell = plan.CellOf(column.Type, i);
                length += column.Kind switch
                {
                    StickValueKind.Rate => WriteRate(lease.Rate(cell), nowMs, room[length..]),
                    StickValueKind.Name => names.Write((int)lease.Read(cell, nowMs), room[length..]),
                    _ => PeersInteger.Write((ulong)lease.Read(cell, nowMs), room[length..]),
                };
            }
        }

        return length;
    }

    /// <summary>Takes the key; false when the data end before it does.</summary>
    /// <param name="key">As long as keys of the table.</param>
    internal static bool TryReadKey(StickTablePlan plan, ref ReadOnlySpan<byte> data, scoped Span<byte> key)
    {
        int length = plan.KeyBytes;
        if (plan.KeyType == StickKeyType.Text)
        {
            if (!PeersInteger.TryRead(ref data, out ulong written) || written > (ulong)data.Length)
            {
                return false;
            }

            bool any = StickKeys.TryFill(data[..(int)written], key);
            data = data[(int)written..];
            return any;
        }

        if (data.Length < length)
        {
            return false;
        }

        data[..length].CopyTo(key);
        data = data[length..];
        return true;
    }

    /// <summary>
    /// Takes the values into an entry. What it does not keep is passed over; so is conn_cur, which is true of each machine alone.
    /// False when the data end before the values do.
    /// </summary>
    internal static bool TryReadValues(PeersInTable table, scoped in StickLease lease, PeersNames names, long nowMs, ref ReadOnlySpan<byte> data)
    {
        StickTablePlan plan = table.Table!.Plan;
        foreach (PeersColumn column in table.Columns)
        {
            for (int i = 0; i < column.Count; i++)
            {
                StickCell cell = plan.CellOf(column.Type, i);
                bool isOwn = column.Type == StickDataType.ConnCurrent && !plan.IsReceiveOnly;
                if (!TryReadValue(column.Type, isOwn ? default : cell, lease, (names, nowMs), ref data))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static bool TryReadValue(StickDataType type, in StickCell cell, scoped in StickLease lease, (PeersNames Names, long NowMs) context, ref ReadOnlySpan<byte> data)
    {
        ulong value;
        switch (StickDataTypes.KindOf(type))
        {
            case StickValueKind.Rate:
                if (!PeersInteger.TryRead(ref data, out ulong elapsedMs) || !PeersInteger.TryRead(ref data, out ulong current) || !PeersInteger.TryRead(ref data, out ulong previous))
                {
                    return false;
                }

                if (cell.Kind == StickValueKind.Rate)
                {
                    lease.Rate(cell) = FrequencyCounter.From(context.NowMs, (uint)elapsedMs, (uint)current, (uint)previous);
                }

                return true;
            case StickValueKind.Name:
                if (!context.Names.TryRead(ref data, out int name))
                {
                    return false;
                }

                value = (ulong)name;
                break;
            default:
                if (!PeersInteger.TryRead(ref data, out value))
                {
                    return false;
                }

                break;
        }

        if (cell.IsStored)
        {
            lease.Set(cell, (long)value, context.NowMs);
        }

        return true;
    }

    private static int WriteRate(in FrequencyCounter rate, long nowMs, Span<byte> room)
    {
        int length = PeersInteger.Write(rate.Elapsed(nowMs), room);
        length += PeersInteger.Write(rate.Current, room[length..]);
        return length + PeersInteger.Write(rate.Previous, room[length..]);
    }

    /// <summary>The number of elements of an array, the period of a rate: the latter is each machine's own.</summary>
    private static bool TryReadParameter(ref ReadOnlySpan<byte> data, scoped Span<int> counts)
    {
        if (!PeersInteger.TryRead(ref data, out ulong type) || type >= StickDataTypes.Count)
        {
            return false;
        }

        StickDataType known = (StickDataType)type;
        if (StickDataTypes.IsArray(known))
        {
            if (!PeersInteger.TryRead(ref data, out ulong count) || count > 100)
            {
                return false;
            }

            counts[(int)known] = (int)count;
        }

        return StickDataTypes.KindOf(known) != StickValueKind.Rate || PeersInteger.TryRead(ref data, out _);
    }

    private static PeersColumn[] ColumnsOf(ulong types, ReadOnlySpan<int> counts)
    {
        List<PeersColumn> columns = [];
        for (int i = 0; i < StickDataTypes.Count; i++)
        {
            if ((types >> i & 1) != 0)
            {
                columns.Add(new PeersColumn((StickDataType)i, StickDataTypes.IsArray((StickDataType)i) ? counts[i] : 1));
            }
        }

        return [.. columns];
    }

    private static StickTableShared? Find(IReadOnlyList<StickTableShared> tables, string name)
    {
        foreach (StickTableShared table in tables)
        {
            if (NameOf(table.Plan) == name)
            {
                return table;
            }
        }

        return null;
    }
}
