using System;
using Engine.Config.Model;
using Engine.Proxy.Tables;

namespace Engine.Proxy.Relays;

/// <summary>A rate that several exchanges share: that of bytes at one key of a stick table (CFG 9.7 bwlim with a key). Belongs to its exchange; the table is everybody's.</summary>
internal sealed class SharedRate
{
    /// <summary>Whoever waits for a rate to fall looks again that often at least.</summary>
    private const int WaitMsMax = 100;

    private StickTableShared? _table;
    private byte[] _key = [];
    private int _keyLength;
    private StickDataType _type;
    private long _bytesMax;

    internal bool IsSet => _table is not null;

    /// <summary>When more may pass: ms from the moment at which nothing could.</summary>
    internal int WaitMs { get; private set; }

    internal void Set(BandwidthLimitConfig limit, StickTableShared table, ReadOnlySpan<byte> key)
    {
        if (_key.Length < key.Length)
        {
            _key = new byte[key.Length];
        }

        key.CopyTo(_key);
        _keyLength = key.Length;
        _table = table;
        _type = limit.IsOut ? StickDataType.BytesOutRate : StickDataType.BytesInRate;
        _bytesMax = Math.Max(limit.LimitBytes, 1);
    }

    internal void Clear() => _table = null;

    /// <summary>How many of so many bytes may pass now, at least <paramref name="pieceBytesMin"/> unless they are all; counted at once. A table without room limits nobody.</summary>
    internal int Take(int wanted, int pieceBytesMin, long nowMs)
    {
        StickTablePlan plan = _table!.Plan;
        using StickLease lease = _table.FindOrAdd(_key.AsSpan(0, _keyLength), nowMs);
        if (!lease.IsFound)
        {
            return wanted;
        }

        StickCell cell = plan.CellOf(_type);
        long left = Math.Max(_bytesMax - (lease.Read(cell, nowMs) * plan.ByteRateFactor), 0);
        lease.Touch(nowMs);
        if (left == 0 || (wanted > left && left < Math.Min(pieceBytesMin, _bytesMax)))
        {
            WaitMs = WaitOf(plan, Math.Min(wanted, Math.Max(pieceBytesMin, 1)));
            return 0;
        }

        int allowed = (int)Math.Min(wanted, left);
        lease.Add(cell, Math.Max(allowed / plan.ByteRateFactor, 1), nowMs);
        return allowed;
    }

    /// <summary>The part of the period in which so much of the limit comes free.</summary>
    private int WaitOf(StickTablePlan plan, long bytes)
    {
        long periodMs = plan.Find(_type)!.PeriodMs;
        return (int)Math.Clamp(periodMs * bytes / _bytesMax, 1, WaitMsMax);
    }
}
