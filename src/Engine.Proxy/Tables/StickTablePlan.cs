using System;
using System.Collections.Generic;
using Engine.Config.Model;

namespace Engine.Proxy.Tables;

/// <summary>A stick table, compiled: its limits, and where everything lies in an entry. Immutable.</summary>
public sealed class StickTablePlan
{
    private readonly StickColumn?[] _byType = new StickColumn?[StickDataTypes.Count];

    /// <param name="config">As written.</param>
    /// <param name="sticks">True when <c>stick</c> rules use it: it keeps servers then.</param>
    public StickTablePlan(StickTableConfig config, bool sticks)
    {
        Name = config.Name;
        KeyType = config.KeyType;
        KeyBytes = KeyBytesOf(config);
        Size = config.Size;
        ExpireMs = config.ExpireMs ?? 0;
        NoPurge = config.NoPurge;
        Peers = config.Peers;
        IsReceiveOnly = config.IsReceiveOnly;
        KnowsServersByAddress = config.KnowsServersByAddress;
        ByteRateFactor = config.ByteRateFactor;
        KeyOffset = Peers is null ? StickStripe.HeaderBytes : StickStripe.SharedHeaderBytes;
        RecordBytes = Align(KeyOffset + KeyBytes);
        foreach (StickDataConfig data in config.Data)
        {
            Add(StickDataTypes.Find(data.Name)!.Value, data.Count, data.PeriodMs);
        }

        if (sticks)
        {
            Add(StickDataType.ServerId, 1, 0);
            Add(StickDataType.ServerKey, 1, 0);
        }

        RecordBytes = Align(RecordBytes);
    }

    /// <summary>What rules call it: a proxy's name, or "PEERS/NAME".</summary>
    public string Name { get; }

    public StickKeyType KeyType { get; }

    /// <summary>Bytes of a key as it is stored; text and binary keys are filled up with zeros.</summary>
    public int KeyBytes { get; }

    /// <summary>Entries at most.</summary>
    public int Size { get; }

    /// <summary>ms since an entry was used; 0 = until it makes room.</summary>
    public int ExpireMs { get; }

    public bool NoPurge { get; }

    /// <summary>The peers section that shares it; null = none.</summary>
    public string? Peers { get; }

    public bool IsReceiveOnly { get; }

    public bool KnowsServersByAddress { get; }

    public int ByteRateFactor { get; }

    /// <summary>Its data types, in the order of their numbers.</summary>
    public IEnumerable<StickColumn> Columns
    {
        get
        {
            foreach (StickColumn? column in _byType)
            {
                if (column is not null)
                {
                    yield return column;
                }
            }
        }
    }

    /// <summary>Bytes of an entry, without its share of the index (8 bytes at most).</summary>
    public int RecordBytes { get; private set; }

    internal int KeyOffset { get; }

    /// <summary>Null when the table does not keep it.</summary>
    public StickColumn? Find(StickDataType type) => _byType[(int)type];

    /// <summary>Where a value lies; the plain general purpose counters may be elements of an array.</summary>
    public StickCell CellOf(StickDataType type, int element = 0)
    {
        if (_byType[(int)type] is { } column)
        {
            return (uint)element < (uint)column.Count
                ? new StickCell(column.Kind, column.Offset + (element * StickDataTypes.BytesOf(column.Kind)), column.PeriodMs)
                : default;
        }

        return element == 0 && StickDataTypes.ElementFor(type) is { } within ? CellOf(within.Array, within.Element) : default;
    }

    /// <summary>True when a running table can go on under this plan: what it holds has the same shape.</summary>
    public bool HasShapeOf(StickTablePlan other)
    {
        bool same = KeyType == other.KeyType && KeyBytes == other.KeyBytes && RecordBytes == other.RecordBytes && KeyOffset == other.KeyOffset;
        for (int i = 0; same && i < _byType.Length; i++)
        {
            same = _byType[i] == other._byType[i];
        }

        return same;
    }

    private static int KeyBytesOf(StickTableConfig config) => config.KeyType switch
    {
        StickKeyType.IPv4 or StickKeyType.Integer => 4,
        StickKeyType.IPv6 => 16,
        _ => config.KeyBytesMax,
    };

    private void Add(StickDataType type, int count, int periodMs)
    {
        if (_byType[(int)type] is null)
        {
            StickValueKind kind = StickDataTypes.KindOf(type);
            _byType[(int)type] = new StickColumn(type, kind, RecordBytes, count, periodMs);
            RecordBytes += count * StickDataTypes.BytesOf(kind);
        }
    }

    private static int Align(int bytes) => (bytes + 3) & ~3;
}
