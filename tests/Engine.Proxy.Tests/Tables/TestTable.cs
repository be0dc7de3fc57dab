using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.Proxy.Tables;

namespace Engine.Proxy.Tests.Tables;

/// <summary>A table of text keys, at a time that tests set.</summary>
internal sealed class TestTable
{
    private readonly byte[] _key;

    public TestTable(int size, int? expireMs = null, bool noPurge = false, params StickDataConfig[] data)
        : this(12, size, expireMs, noPurge, data)
    {
    }

    private TestTable(int keyBytes, int size, int? expireMs, bool noPurge, StickDataConfig[] data)
    {
        Statement where = new("test.cfg", 1, "", []);
        Table = new StickTableShared(
            new StickTablePlan(new StickTableConfig(where, "t") { KeyType = StickKeyType.Text, KeyBytesMax = keyBytes, Size = size, ExpireMs = expireMs, NoPurge = noPurge, Data = data }, sticks: false),
            new StickNamesShared());
        _key = new byte[Table.Plan.KeyBytes];
    }

    /// <summary>With keys as long as an IPv4 address.</summary>
    public static TestTable OfShortKeys(int size, int expireMs, StickDataConfig[] data) => new(4, size, expireMs, noPurge: false, data);

    public StickTableShared Table { get; }

    /// <summary>Loop time.</summary>
    public long NowMs { get; set; } = 1_000_000;

    /// <summary>Counts one more; the value afterwards, -1 when there is no room.</summary>
    public long Count(string key, StickDataType type)
    {
        using StickLease lease = Table.FindOrAdd(KeyOf(key), NowMs);
        if (!lease.IsFound)
        {
            return -1;
        }

        StickCell cell = Table.Plan.CellOf(type);
        lease.Add(cell, 1, NowMs);
        lease.Touch(NowMs);
        return lease.Read(cell, NowMs);
    }

    /// <summary>Null when there is no such key.</summary>
    public long? Read(string key, StickDataType type)
    {
        using StickLease lease = Table.Find(KeyOf(key), NowMs);
        return lease.IsFound ? lease.Read(Table.Plan.CellOf(type), NowMs) : null;
    }

    public bool Has(string key)
    {
        using StickLease lease = Table.Find(KeyOf(key), NowMs);
        return lease.IsFound;
    }

    public StickSlot Hold(string key)
    {
        using StickLease lease = Table.FindOrAdd(KeyOf(key), NowMs);
        return lease.Hold();
    }

    /// <summary>Every key of a walk.</summary>
    public IReadOnlyList<string> Keys()
    {
        List<string> keys = [];
        StickCursor cursor = default;
        while (true)
        {
            using StickLease lease = Table.Next(ref cursor, NowMs);
            if (!lease.IsFound)
            {
                return [.. keys.Order(StringComparer.Ordinal)];
            }

            keys.Add(Encoding.Latin1.GetString(StickKeys.TextOf(lease.Key)));
        }
    }

    private byte[] KeyOf(string key)
    {
        Array.Clear(_key);
        Encoding.Latin1.GetBytes(key, _key);
        return _key;
    }
}
