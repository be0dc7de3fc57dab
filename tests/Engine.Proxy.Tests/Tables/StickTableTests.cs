using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Engine.Config.Model;
using Engine.Proxy.Tables;
using Xunit;

namespace Engine.Proxy.Tests.Tables;

/// <summary>What a table keeps, for how long, and what goes when it is full (CFG 11.1 stick-table).</summary>
public sealed class StickTableTests
{
    private static readonly StickDataConfig Gpc0 = new("gpc0", 1, 0);

    [Fact]
    public void AKey_KeepsWhatIsCountedUnderIt()
    {
        TestTable table = new(100, null, false, Gpc0, new StickDataConfig("bytes_in_cnt", 1, 0), new StickDataConfig("gpt", 3, 0));
        Assert.Null(table.Read("a", StickDataType.Gpc0));
        table.Count("a", StickDataType.Gpc0);
        Assert.Equal(2, table.Count("a", StickDataType.Gpc0));
        Assert.Equal(1, table.Count("b", StickDataType.Gpc0));
        Assert.Equal(0, table.Read("a", StickDataType.BytesInCount));
        Assert.Equal(2, table.Table.CountAt(table.NowMs));
    }

    [Fact]
    public void AnEntry_LivesOnWithEveryUse_AndIsGoneAfterItsTime()
    {
        TestTable table = new(100, expireMs: 1000, data: Gpc0);
        table.Count("a", StickDataType.Gpc0);
        table.NowMs += 999;
        Assert.Equal(2, table.Count("a", StickDataType.Gpc0));
        table.NowMs += 999;
        Assert.Equal(2, table.Read("a", StickDataType.Gpc0));
        table.NowMs += 1;
        Assert.Null(table.Read("a", StickDataType.Gpc0));
        Assert.Equal(1, table.Count("a", StickDataType.Gpc0));
    }

    [Fact]
    public void ALookUp_DoesNotLengthenAnEntrysLife()
    {
        TestTable table = new(100, expireMs: 1000, data: Gpc0);
        table.Count("a", StickDataType.Gpc0);
        table.NowMs += 600;
        Assert.True(table.Has("a"));
        table.NowMs += 400;
        Assert.False(table.Has("a"));
    }

    [Fact]
    public void ATableThatIsFull_MakesRoomByTheEntryUsedLongestAgo()
    {
        TestTable table = new(3, data: Gpc0);
        foreach (string key in new[] { "a", "b", "c", "a", "d" })
        {
            table.Count(key, StickDataType.Gpc0);
        }

        Assert.Equal(["a", "c", "d"], table.Keys());
        Assert.Equal(3, table.Table.CountAt(table.NowMs));
    }

    [Fact]
    public void ATableThatIsNeverPurged_RefusesWhatHasNoRoom_UntilSomethingExpires()
    {
        TestTable table = new(2, expireMs: 1000, noPurge: true, data: Gpc0);
        table.Count("a", StickDataType.Gpc0);
        table.NowMs += 1;
        table.Count("b", StickDataType.Gpc0);
        Assert.Equal(-1, table.Count("c", StickDataType.Gpc0));
        table.NowMs += 999;
        Assert.Equal(1, table.Count("c", StickDataType.Gpc0));
        Assert.Equal(["b", "c"], table.Keys());
    }

    [Fact]
    public void WhatIsTracked_NeitherExpiresNorMakesRoom()
    {
        TestTable table = new(2, expireMs: 1000, data: Gpc0);
        StickSlot held = table.Hold("held");
        table.NowMs += 5000;
        table.Count("b", StickDataType.Gpc0);
        table.Count("c", StickDataType.Gpc0);
        Assert.Equal(["c", "held"], table.Keys());
        using (StickLease lease = table.Table.Open(held))
        {
            Assert.False(lease.TryRemove());
            lease.Release();
            Assert.True(lease.TryRemove());
        }

        Assert.Equal(["c"], table.Keys());
    }

    [Fact]
    public void ManyTables_OfAnyOrderOfUse_AgreeWithAPlainModel()
    {
        const int Size = 2000;
        Random random = new(4711);
        TestTable table = new(Size, expireMs: 500, data: Gpc0);
        Dictionary<string, (long Count, long ExpireMs)> model = [];
        for (int i = 0; i < 60_000; i++)
        {
            // Fewer keys than room, so that nothing is purged and the model is exact.
            string key = "k" + random.Next(Size - 100);
            model.TryGetValue(key, out (long Count, long ExpireMs) known);
            long expected = known.ExpireMs > table.NowMs ? known.Count : 0;
            if (random.Next(4) == 0)
            {
                Assert.Equal(known.ExpireMs > table.NowMs ? expected : null, table.Read(key, StickDataType.Gpc0));
            }
            else
            {
                Assert.Equal(expected + 1, table.Count(key, StickDataType.Gpc0));
                model[key] = (expected + 1, table.NowMs + 500);
            }

            table.NowMs += random.Next(64) == 0 ? random.Next(60) : 0;
        }

        while (!table.Table.Sweep(table.NowMs))
        {
        }

        string[] alive = [.. model.Where(pair => pair.Value.ExpireMs > table.NowMs).Select(pair => pair.Key).Order(StringComparer.Ordinal)];
        Assert.Equal(alive, table.Keys());
        Assert.Equal(alive.Length, table.Table.CountAt(table.NowMs));
    }

    [Fact]
    public void SeveralThreads_LoseNoCount_AndNeverExceedTheSize()
    {
        const int Threads = 4;
        const int Rounds = 50_000;
        TestTable table = new(4096, data: Gpc0);
        Thread[] threads = new Thread[Threads];
        for (int t = 0; t < Threads; t++)
        {
            int seed = t;
            threads[t] = new Thread(() => Use(table.Table, seed, Rounds));
            threads[t].Start();
        }

        Array.ForEach(threads, thread => thread.Join());
        Assert.Equal(Threads * Rounds, table.Read("shared", StickDataType.Gpc0));
        Assert.InRange(table.Table.CountAt(table.NowMs), 4000, 4096);
        Assert.Equal(table.Table.CountAt(table.NowMs), table.Keys().Count);
    }

    [Theory]
    [InlineData("http_req_rate")]
    [InlineData("all")]
    public void AnEntry_TakesLessThan200Bytes(string what)
    {
        const int Entries = 100_000;
        StickDataConfig[] data = what == "all"
            ? [.. StickDataTypes.All.Where(type => !StickDataTypes.IsArray(type) && type < StickDataType.ServerKey).Select(type => new StickDataConfig(StickDataTypes.NameOf(type), 1, 1000))]
            : [new StickDataConfig(what, 1, 10_000), Gpc0, new StickDataConfig("conn_cur", 1, 0)];

        // The heap is that of all tests which run meanwhile: the least of a few is the table's own.
        List<long> bytes = [.. Enumerable.Range(0, 5).Select(_ => BytesOfTable(Entries, data) / Entries)];
        Assert.Contains(bytes, each => each is >= 40 and <= 200);
    }

    private static long BytesOfTable(int entries, StickDataConfig[] data)
    {
        long before = GC.GetTotalMemory(forceFullCollection: true);
        TestTable table = TestTable.OfShortKeys(entries, expireMs: 60_000, data);
        byte[] key = new byte[4];
        for (int i = 0; i < entries; i++)
        {
            BitConverter.TryWriteBytes(key, i);
            using StickLease lease = table.Table.FindOrAdd(key, table.NowMs);
        }

        long bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.Equal(entries, table.Table.CountAt(table.NowMs));
        return bytes;
    }

    private static void Use(StickTableShared table, int seed, int rounds)
    {
        Random random = new(seed);
        StickCell cell = table.Plan.CellOf(StickDataType.Gpc0);
        byte[] key = new byte[table.Plan.KeyBytes];
        byte[] shared = new byte[key.Length];
        "shared"u8.CopyTo(shared);
        StickSlot slot;
        using (StickLease first = table.FindOrAdd(shared, 1))
        {
            slot = first.Hold();
        }

        for (int i = 0; i < rounds; i++)
        {
            using (StickLease lease = table.Open(slot))
            {
                lease.Add(cell, 1, 1);
            }

            BitConverter.TryWriteBytes(key.AsSpan(4), random.Next(8000));
            using StickLease other = table.FindOrAdd(key, 1);
        }
    }
}
