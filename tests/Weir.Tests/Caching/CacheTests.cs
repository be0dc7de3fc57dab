using System;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Weir.Tests.Logs;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Caching;

/// <summary>What a cache gives: bytes on the wire (CFG 6, RFC 9111 section 4).</summary>
public sealed class CacheTests
{
    private const string Kept = "HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nETag: \"v1\"\r\nContent-Length: 4\r\n\r\nno#.";

    private const string KeptOnce = "HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nETag: \"v1\"\r\nContent-Length: 4\r\nAge: 0\r\n\r\nno1.";

    /// <summary>RFC 9111 section 5.1: who is answered by a cache is told the response's age. The connection lives on.</summary>
    [Fact]
    public async Task TheSecondRequest_IsAnsweredByTheCache()
    {
        using CacheStand stand = await CacheStand.StartAsync();
        string target = stand.Say(Kept);
        await stand.AskAsync(target);
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync($"GET {target} HTTP/1.1\r\nHost: a\r\n\r\nGET {target} HTTP/1.1\r\nHost: a\r\n\r\n");
        string both = await client.ReceiveAsync(2 * KeptOnce.Length);
        Assert.Equal(KeptOnce + KeptOnce, Regex.Replace(both, "Age: [0-9]", "Age: 0"));
        Assert.Equal(1, stand.Origin.CountOf(target));
    }

    /// <summary>RFC 9110 section 9.3.2: HEAD gets the same fields and no body, and the next response is right behind them.</summary>
    [Fact]
    public async Task Head_IsAnsweredWithoutABody()
    {
        using CacheStand stand = await CacheStand.StartAsync();
        string target = stand.Say(Kept);
        await stand.AskAsync(target);
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync($"HEAD {target} HTTP/1.1\r\nHost: a\r\n\r\nGET {target} HTTP/1.1\r\nHost: a\r\n\r\n");
        Assert.Contains("Content-Length: 4\r\n", (await client.ReceiveReplyAsync(headOnly: true)).Head, StringComparison.Ordinal);
        Assert.Equal("no1.", (await client.ReceiveReplyAsync()).Body);
    }

    /// <summary>RFC 9112 section 6.3: what came in chunks goes out with its length, and what belongs to the server's connection is not kept (RFC 9111 section 3.1).</summary>
    [Fact]
    public async Task Chunks_AreKeptAsABodyOfKnownLength()
    {
        using CacheStand stand = await CacheStand.StartAsync();
        string target = stand.Say("HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nAge: 5\r\nConnection: x-hop\r\nX-Hop: 1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nno#\r\n5\r\n, and\r\n0\r\n\r\n");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync($"GET {target} HTTP/1.1\r\nHost: a\r\n\r\n");
        await client.ReceiveThroughAsync("\r\n0\r\n\r\n");
        await client.SendAsync($"GET {target} HTTP/1.1\r\nHost: a\r\n\r\n");
        Reply reply = await client.ReceiveReplyAsync();
        Assert.Equal("HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nContent-Length: 8\r\nAge: 5\r\n\r\n", Regex.Replace(reply.Head, "Age: [5-9]", "Age: 5"));
        Assert.Equal("no1, and", reply.Body);
    }

    /// <summary>RFC 9111 section 4.3.2; the weak comparison of RFC 9110 section 8.8.3.2.</summary>
    [Theory]
    [InlineData("If-None-Match: \"v1\"\r\n", 304)]
    [InlineData("If-None-Match: W/\"v1\"\r\n", 304)]
    [InlineData("If-None-Match: \"a,\", \"v1\"\r\n", 304)]
    [InlineData("If-None-Match: *\r\n", 304)]
    [InlineData("If-None-Match: \"v2\"\r\n", 200)]
    [InlineData("If-None-Match: v1\r\n", 200)]
    [InlineData("If-Modified-Since: Thu, 01 Jan 2015 00:00:00 GMT\r\n", 304)]
    [InlineData("If-Modified-Since: Wed, 31 Dec 2014 23:59:59 GMT\r\n", 200)]
    [InlineData("If-Modified-Since: yesterday\r\n", 200)]
    [InlineData("If-None-Match: \"v2\"\r\nIf-Modified-Since: Thu, 01 Jan 2099 00:00:00 GMT\r\n", 200)]
    public async Task WhoHasItAlready_IsToldSo(string fields, int status)
    {
        using CacheStand stand = await CacheStand.StartAsync();
        string target = stand.Say(Kept.Replace("ETag", "Last-Modified: Thu, 01 Jan 2015 00:00:00 GMT\r\nETag", StringComparison.Ordinal));
        await stand.AskAsync(target);
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync($"GET {target} HTTP/1.1\r\nHost: a\r\n{fields}\r\nGET {target} HTTP/1.1\r\nHost: a\r\n\r\n");
        Assert.Equal(status, (await client.ReceiveReplyAsync(headOnly: status == 304)).Status);
        Assert.Equal("no1.", (await client.ReceiveReplyAsync()).Body);
        Assert.Equal(1, stand.Origin.CountOf(target));
    }

    /// <summary>CFG 6.2.2, 7.3.6: rules behind the keeping see the kept response, a refusal behind the look-up still refuses, and logs name the cache.</summary>
    [Fact]
    public async Task Rules_SeeWhatTheCacheGives()
    {
        using SyslogReceiver log = SyslogReceiver.Udp();
        using CacheStand stand = await CacheStand.StartAsync(
            backend: "http-request deny if { req.hdr(x-no) -m found }\n http-response set-header X-From \"%[res.cache_hit] %[res.cache_name]\"\n http-after-response set-header X-After 1",
            frontend: $"log {log.Address} format raw local0\n log-format \"%b/%s %ST %ts\"");
        string target = stand.Say(Kept);
        Reply first = await stand.AskAsync(target);
        Assert.Equal(("0", "1"), (first["X-From"]!.Trim(), first["X-After"]));
        Reply hit = await stand.AskAsync(target);
        Assert.Equal(("1 c", "1", "no1."), (hit["X-From"], hit["X-After"], hit.Body));
        Assert.Equal(403, (await stand.AskAsync(target, "X-No: 1\r\n")).Status);
        await log.ExpectAsync("app/s1 200 --\n");
        await log.ExpectAsync("app/<CACHE> 200 LR\n");
        await log.ExpectAsync("app/<CACHE> 403 PR\n");
    }

    /// <summary>CFG 9.4: what is kept is compressed on its way out, for each client as it likes it.</summary>
    [Fact]
    public async Task Compression_ComesBehindTheCache()
    {
        using CacheStand stand = await CacheStand.StartAsync(backend: "compression algo gzip");
        string target = stand.Say(Kept);
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync($"GET {target} HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n");
        await client.ReceiveThroughAsync("\r\n0\r\n\r\n");
        Assert.Equal("no1.", (await stand.AskAsync(target)).Body);
        await client.SendAsync($"GET {target} HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n");
        string coded = await client.ReceiveThroughAsync("\r\n0\r\n\r\n");
        Assert.Contains("\r\nContent-Encoding: gzip\r\n", coded, StringComparison.Ordinal);
        Assert.DoesNotContain("Content-Length", coded, StringComparison.Ordinal);
        Assert.Equal(1, stand.Origin.CountOf(target));
    }

    /// <summary>In a frontend the look-up comes before the choice of a backend: none is asked, none is named.</summary>
    [Fact]
    public async Task AFrontend_AnswersWithoutABackend()
    {
        using SyslogReceiver log = SyslogReceiver.Udp();
        using CacheStand stand = await CacheStand.StartAsync(
            frontend: $"http-request cache-use c\n http-response cache-store c\n http-response set-header X-From %[res.cache_name]\n compression algo gzip\n log {log.Address} format raw local0\n log-format %b/%s");
        string target = stand.Say(Kept);
        await stand.AskAsync(target);
        Reply hit = await stand.AskAsync(target);
        Assert.Equal(("c", "no1."), (hit["X-From"], hit.Body));
        await log.ExpectAsync("app/s1\n");
        await log.ExpectAsync("web/<CACHE>\n");
    }

    /// <summary>MGT 9.1, 9.3.</summary>
    [Fact]
    public async Task FiguresAndContent_AreShown()
    {
        using CacheStand stand = await CacheStand.StartAsync();
        await stand.IsKeptAsync(Kept);
        Assert.Matches(@"^0x[0-9a-f]+: c \(shctx:0x[0-9a-f]+, available blocks:1024\)\n0x[0-9a-f]+ hash:[0-9]+ vary:0x0 size:[0-9]+ \(1 blocks\), refcount:0, expire:[0-9]+\n\n$", await stand.CommandAsync("show cache"));
        string[] lines = (await stand.CommandAsync("show stat")).Split('\n');
        int at = Array.IndexOf(lines[0].Split(','), "cache_lookups");
        string backend = Array.Find(lines, line => line.StartsWith("app,BACKEND,", StringComparison.Ordinal))!;
        Assert.Equal(["2", "1"], backend.Split(',')[at..(at + 2)]);
    }

    /// <summary>HAProxy's names: what was looked up in the backend counts there.</summary>
    [Fact]
    public async Task Metrics_CountLookUpsAndHits()
    {
        using CacheStand stand = await CacheStand.StartAsync(frontend: "http-request use-service prometheus-exporter if { path /metrics }");
        await stand.IsKeptAsync(Kept);
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n");
        await client.ReceiveHeadAsync();
        string text = await Chunks.ReceiveAsync(client);
        Assert.Contains("\nhaproxy_backend_http_cache_lookups_total{proxy=\"app\"} 2\n", text, StringComparison.Ordinal);
        Assert.Contains("\nhaproxy_backend_http_cache_hits_total{proxy=\"app\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("\nhaproxy_frontend_http_cache_lookups_total{proxy=\"web\"} 0\n", text, StringComparison.Ordinal);
    }

    /// <summary>A cache is known by its name: what it holds outlives a reload, unless its size is another then.</summary>
    [Fact]
    public async Task AReload_KeepsWhatIsThere_UnlessTheSizeChanges()
    {
        using CacheStand stand = await CacheStand.StartAsync();
        string target = stand.Say(Kept);
        await stand.AskAsync(target);

        await stand.ReloadAsync("total-max-size 1\n max-age 30");
        Assert.Equal("no1.", (await stand.AskAsync(target)).Body);

        await stand.ReloadAsync("total-max-size 2\n max-age 30");
        Assert.Equal("no2.", (await stand.AskAsync(target)).Body);
        Assert.Equal("no2.", (await stand.AskAsync(target)).Body);
    }

    /// <summary>The proxy serves 500 hits, and another one 5,500: no object takes fewer than 24 bytes.</summary>
    [Theory]
    [InlineData("", "no1.")]
    [InlineData("If-None-Match: \"v1\"\r\n", "\r\n\r\n")]
    [InlineData("Accept-Encoding: gzip\r\n", "\r\n0\r\n\r\n")]
    public async Task AHit_TakesNothingFromTheHeap(string fields, string end)
    {
        long few = await AllocatedAsync(500, fields, end);
        long many = await AllocatedAsync(5500, fields, end);
        Assert.True(many - few < 24 * 5000, $"{(many - few) / 5000.0} bytes per hit");
    }

    private static async Task<long> AllocatedAsync(int hits, string fields, string end)
    {
        using CacheStand stand = await CacheStand.StartAsync(backend: "compression algo gzip");
        string target = stand.Say(Kept);
        await stand.AskAsync(target);
        using (Wire client = await stand.ConnectAsync())
        {
            for (int i = 0; i < hits; i++)
            {
                await client.SendAsync($"GET {target} HTTP/1.1\r\nHost: a\r\n{fields}\r\n");
                await client.ReceiveThroughAsync(end);
            }
        }

        Assert.Equal(1, stand.Origin.CountOf(target));
        return stand.End();
    }
}
