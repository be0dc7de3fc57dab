using System;
using System.Linq;
using System.Threading.Tasks;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Caching;

/// <summary>How much is kept, for how long, and by how many at once (CFG 6.2.1).</summary>
public sealed class CacheLimitTests
{
    private const string Field = "Cache-Control: max-age=60";

    /// <summary>A 256th of all unless written: 4096 bytes of 1 MB, the head counted.</summary>
    [Theory]
    [InlineData("", 3900, true)]
    [InlineData("", 4096, false)]
    [InlineData("\n max-object-size 500000", 400000, true)]
    [InlineData("\n max-object-size 500000", 500000, false)]
    public async Task LargeResponses_PassAndAreNotKept(string lines, int bytes, bool kept)
    {
        using CacheStand stand = await CacheStand.StartAsync("total-max-size 1" + lines);
        Assert.Equal(kept, await stand.IsKeptAsync(Sized(bytes)));

        string target = stand.Say(Chunked(bytes));
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync($"GET {target} HTTP/1.1\r\nHost: a\r\n\r\n");
        await client.ReceiveThroughAsync("\r\n0\r\n\r\n");
        await stand.AskAsync(target, method: "HEAD");
        Assert.Equal(kept, stand.Origin.CountOf(target) == 1);
    }

    /// <summary>1 MB has room for 5 responses of 200 kB. The oldest go; what was asked for since stays.</summary>
    [Fact]
    public async Task WhenThereIsNoRoom_TheOldestGoes_UnlessItIsUsed()
    {
        using CacheStand stand = await CacheStand.StartAsync("total-max-size 1\n max-object-size 500000");
        string[] targets = [.. Enumerable.Range(0, 6).Select(_ => stand.Say(Sized(200_000)))];
        foreach (string target in targets[..5])
        {
            await stand.AskAsync(target);
        }

        await stand.AskAsync(targets[0]);
        await stand.AskAsync(targets[5]);
        await stand.AskAsync(targets[0]);
        Assert.Equal(1, stand.Origin.CountOf(targets[0]));
        await stand.AskAsync(targets[1]);
        Assert.Equal(2, stand.Origin.CountOf(targets[1]));
    }

    /// <summary>However many responses come, what is kept fits the cache.</summary>
    [Fact]
    public async Task Pressure_DoesNotGrowTheCache()
    {
        using CacheStand stand = await CacheStand.StartAsync("total-max-size 1\n max-object-size 100000", loops: 2);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async part =>
        {
            for (int i = 0; i < 40; i++)
            {
                string target = $"/{part}/{i}";
                stand.Origin.Say(target, Sized(50_000));
                Assert.Equal(50_000, (await stand.AskAsync(target)).Body.Length);
            }
        }));
        string[] entries = (await stand.CommandAsync("show cache")).Split('\n');
        int blocks = entries.Where(line => line.Contains(" blocks), ", StringComparison.Ordinal)).Sum(line => int.Parse(line.Split('(')[1].Split(' ')[0]));
        Assert.InRange(blocks, 1024 - (2 * 50), 1024);
    }

    /// <summary>CFG 6.2.1 max-age: 1 s, whatever the server allows.</summary>
    [Fact]
    public async Task MaxAge_EndsEarlier()
    {
        using CacheStand stand = await CacheStand.StartAsync("total-max-size 1\n max-age 1");
        string target = stand.Say(Sized(10));
        await stand.AskAsync(target);
        await Task.Delay(1100);
        await stand.AskAsync(target);
        Assert.Equal(2, stand.Origin.CountOf(target));
    }

    /// <summary>CFG 6.2.1 max-secondary-entries.</summary>
    [Fact]
    public async Task Variants_AreKeptUpToTheirNumber()
    {
        using CacheStand stand = await CacheStand.StartAsync("total-max-size 1\n process-vary on\n max-secondary-entries 2");
        string target = stand.Say(Sized(10).Replace(Field, Field + "\r\nVary: Referer", StringComparison.Ordinal));
        foreach (string referer in (string[])["a", "b", "c", "a", "b", "c"])
        {
            await stand.AskAsync(target, $"Referer: {referer}\r\n");
        }

        Assert.Equal(4, stand.Origin.CountOf(target));
    }

    /// <summary>A response that one loop keeps is given by the other too: connections are spread over both.</summary>
    [Fact]
    public async Task AllLoops_HaveOneCache()
    {
        using CacheStand stand = await CacheStand.StartAsync(loops: 2);
        string target = stand.Say(Sized(1000));
        await stand.AskAsync(target);
        await Task.WhenAll(Enumerable.Range(0, 32).Select(async _ =>
        {
            using Wire client = await stand.ConnectAsync();
            for (int i = 0; i < 50; i++)
            {
                await client.SendAsync($"GET {target} HTTP/1.1\r\nHost: a\r\n\r\n");
                Assert.Equal(new string('x', 1000), (await client.ReceiveReplyAsync()).Body);
            }
        }));
        Assert.Equal(1, stand.Origin.CountOf(target));
    }

    /// <summary>A head that would not leave room for Age and Content-Length and the edits of rules (tune.maxrewrite) passes, and is not kept.</summary>
    [Theory]
    [InlineData(15200, true)]
    [InlineData(15280, false)]
    public async Task LongHeads_AreKeptWhileTheyFit(int bytes, bool kept)
    {
        using CacheStand stand = await CacheStand.StartAsync("total-max-size 1\n max-object-size 100000");
        Assert.Equal(kept, await stand.IsKeptAsync(Sized(10).Replace(Field, $"{Field}\r\nX: {new string('x', bytes)}", StringComparison.Ordinal)));
    }

    /// <summary>A long body goes in pieces, through the encoder too.</summary>
    [Fact]
    public async Task LongBodies_AreGivenWhole()
    {
        const int Bytes = 3_000_000;
        using CacheStand stand = await CacheStand.StartAsync("total-max-size 8\n max-object-size 4000000", backend: "compression algo gzip");
        string target = stand.Say(Sized(Bytes));
        await stand.AskAsync(target);
        Assert.Equal(new string('x', Bytes), (await stand.AskAsync(target)).Body);

        using Wire client = await stand.ConnectAsync();
        await client.SendAsync($"GET {target} HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n");
        await client.ReceiveHeadAsync();
        byte[] coded = System.Text.Encoding.Latin1.GetBytes(await Chunks.ReceiveAsync(client));
        using System.IO.StreamReader decoded = new(new System.IO.Compression.GZipStream(new System.IO.MemoryStream(coded), System.IO.Compression.CompressionMode.Decompress));
        Assert.Equal(new string('x', Bytes), await decoded.ReadToEndAsync());
        Assert.Equal(1, stand.Origin.CountOf(target));
    }

    /// <summary>Who reads nothing holds what he is sent, and no longer than his connection.</summary>
    [Fact]
    public async Task AClientThatLeaves_LetsGo()
    {
        using CacheStand stand = await CacheStand.StartAsync("total-max-size 64\n max-object-size 32000000");
        string target = stand.Say(Sized(30_000_000));
        await stand.AskAsync(target);
        using (Wire client = await stand.ConnectAsync())
        {
            await client.SendAsync($"GET {target} HTTP/1.1\r\nHost: a\r\n\r\n");
            await client.ReceiveHeadAsync();
            Assert.Contains("refcount:1,", await stand.CommandAsync("show cache"), StringComparison.Ordinal);
        }

        long start = System.Diagnostics.Stopwatch.GetTimestamp();
        while (!(await stand.CommandAsync("show cache")).Contains("refcount:0,", StringComparison.Ordinal))
        {
            Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(start) < Wire.Patience, "it is still held");
            await Task.Delay(10);
        }

        Assert.Equal(30_000_000, (await stand.AskAsync(target)).Body.Length);
        Assert.Equal(1, stand.Origin.CountOf(target));
    }

    private static string Sized(int bytes) => $"HTTP/1.1 200 OK\r\n{Field}\r\nContent-Length: {bytes}\r\n\r\n{new string('x', bytes)}";

    private static string Chunked(int bytes) => $"HTTP/1.1 200 OK\r\n{Field}\r\nTransfer-Encoding: chunked\r\n\r\n{bytes:x}\r\n{new string('x', bytes)}\r\n0\r\n\r\n";
}
