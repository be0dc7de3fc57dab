using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Engine.Http;
using Engine.Proxy.Caching;
using Xunit;

namespace Engine.Proxy.Tests.Caching;

/// <summary>A cache that several loops share: who holds what, what counts, and what is left in the end.</summary>
public sealed class CacheSharedTests
{
    /// <summary>CFG 6.2.1: 1 MB in blocks of 1 kB.</summary>
    private const int Blocks = 1024;

    private readonly CacheShared _cache = Compiled.Valid("cache c\n total-max-size 1\n max-object-size 500000\n").Names.Caches["c"];

    private readonly RequestHead _request = new();

    /// <summary>For room it is passed over; taken out, it is sent to its end; and it counts until then.</summary>
    [Fact]
    public void WhatIsBeingSent_StaysWhole_AndCountsUntilItIsLetGo()
    {
        Keep(1, 400_000);
        CacheEntry held = Find(1)!;
        Keep(2, 400_000);
        Keep(3, 400_000);
        Assert.Null(Find(2));

        _cache.Invalidate(HashOf(1), KeyOf(1));
        Assert.Null(Find(1));
        Assert.Equal(400_000, held.Body.AsSpan().Count((byte)1));
        Assert.InRange(_cache.UsedBlocks, 2 * held.Blocks, Blocks);

        _cache.Release(held);
        Assert.InRange(_cache.UsedBlocks, held.Blocks, held.Blocks + 1);
        Assert.Empty(held.Body);
    }

    /// <summary>A response as large as hundreds of small ones finds its room at once, and takes no more than it needs.</summary>
    [Fact]
    public void ManySmallOnes_MakeRoomForALargeOne()
    {
        for (int number = 1; number <= Blocks; number++)
        {
            Keep(number, 100);
        }

        Assert.Equal(Blocks, _cache.UsedBlocks);
        Keep(0, 400_000);
        CacheEntry large = Find(0)!;
        Assert.Equal(Blocks, _cache.UsedBlocks);
        Assert.Null(Find(large.Blocks));
        Assert.NotNull(Find(large.Blocks + 1));
    }

    /// <summary>RFC 9111 section 4.4: the change came after the request, and before its response.</summary>
    [Fact]
    public void AResponseOlderThanAChange_IsNotKept()
    {
        CacheWrite write = Begin(1, 1000);
        _cache.Invalidate(HashOf(1), KeyOf(1));
        write.Add(new byte[1000]);
        write.Commit(nowMs: 0);
        Assert.Null(Find(1));
        Assert.Equal((0, Blocks), (_cache.UsedBlocks, _cache.AvailableBlocks));
    }

    [Fact]
    public void AResponseThatIsCutOff_LeavesNothing()
    {
        CacheWrite write = Begin(1, 1000);
        write.Add(new byte[999]);
        Assert.True(write.IsActive);
        Assert.NotEqual(Blocks, _cache.AvailableBlocks);
        write.GiveUp();
        Assert.Null(Find(1));
        Assert.Equal((0, Blocks), (_cache.UsedBlocks, _cache.AvailableBlocks));
    }

    /// <summary>A server that sends more or less than it said is not taken at its word.</summary>
    [Theory]
    [InlineData(999)]
    [InlineData(1001)]
    public void AResponseOfAnotherLength_IsNotKept(int bytes)
    {
        CacheWrite write = Begin(1, 1000);
        write.Add(new byte[bytes]);
        write.Commit(nowMs: 0);
        Assert.Null(Find(1));
        Assert.Equal(0, _cache.UsedBlocks);
    }

    /// <summary>However four threads keep, give and change: what is given is what was kept, it all fits, and in the end nothing is left over.</summary>
    [Fact]
    public async Task ManyThreads_NeitherMixNorLeak()
    {
        const int Threads = 4;
        const int Steps = 20_000;
        int given = 0;
        await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Run(() =>
        {
            Random random = new(thread);
            List<(byte Number, CacheEntry Entry)> held = [];
            for (int i = 0; i < Steps; i++)
            {
                byte number = (byte)random.Next(1, 64);
                switch (random.Next(8))
                {
                    case 0:
                        _cache.Invalidate(HashOf(number), KeyOf(number));
                        break;
                    case 1 or 2:
                        Keep(number, random.Next(1, 60_000));
                        break;
                    case 3 when held.Count > 0:
                        Assert.False(held[0].Entry.Body.AsSpan().ContainsAnyExcept(held[0].Number));
                        _cache.Release(held[0].Entry);
                        held.RemoveAt(0);
                        break;
                    default:
                        if (held.Count < 8 && Find(number) is { } found)
                        {
                            held.Add((number, found));
                            Interlocked.Increment(ref given);
                        }

                        break;
                }

                Assert.InRange(_cache.UsedBlocks, 0, Blocks);
            }

            held.ForEach(one => _cache.Release(one.Entry));
        })));

        Assert.NotEqual(0, given);
        for (int number = 1; number < 64; number++)
        {
            _cache.Invalidate(HashOf(number), KeyOf(number));
        }

        Assert.Empty(_cache.Entries);
        Assert.Equal((0, Blocks), (_cache.UsedBlocks, _cache.AvailableBlocks));
    }

    private static byte[] KeyOf(int number) => [(byte)'a', (byte)' ', (byte)'/', (byte)(number >> 8), (byte)number];

    private static ulong HashOf(int number) => CacheShared.HashOf(KeyOf(number));

    private CacheEntry? Find(int number) => _cache.Find(HashOf(number), KeyOf(number), _request, nowMs: 0);

    /// <summary>A body of that many bytes, each the number's last.</summary>
    private void Keep(int number, int bytes)
    {
        CacheWrite write = Begin(number, bytes);
        byte[] body = new byte[bytes];
        Array.Fill(body, (byte)number);
        write.Add(body);
        write.Commit(nowMs: 0);
    }

    private CacheWrite Begin(int number, int bytes)
    {
        CacheTimes times = new(_cache.StampOf(HashOf(number)), default, AgeSeconds: 0, StoredMs: 0, ExpiresMs: 1000);
        CacheWrite write = new(_cache, default, [], times) { Hash = HashOf(number), Key = KeyOf(number), Variant = CacheVariant.Any };
        write.TryBegin(bytes);
        return write;
    }
}
