using System;
using System.Diagnostics;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Numerics;
using System.Text;
using System.Threading.Tasks;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Traffic;

/// <summary>
/// <c>set-bandwidth-limit</c> (CFG 4.4, 9.7): a body of five periods needs four of them at least; how much longer it takes is the machine's
/// business. Nothing is lost or changed on the way.
/// </summary>
public sealed class BandwidthTests
{
    private const int PeriodMs = 60;
    private const string Out = "filter bwlim-out slow default-limit 1000 default-period 60ms\n ";
    private const string In = "filter bwlim-in slow default-limit 1000 default-period 60ms\n ";
    private const string Get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    private const string OutForHours = "filter bwlim-out slow default-limit 1000 default-period 1h\n ";
    private const string Limit = "http-response set-bandwidth-limit slow\n ";
    private const string Gzip = "compression algo gzip\n ";
    private const string GzipRequests = "compression algo-req gzip\n compression direction request\n ";
    private const string GetCompressed = "GET / HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n";

    private static readonly string Body = new('x', 5000);

    /// <summary>What no encoder makes shorter.</summary>
    private static readonly string Noise = Encoding.Latin1.GetString(Enumerable.Range(0, 5000).Select(static i => (byte)(BitOperations.RotateLeft((uint)(i + 1) * 2654435761, i) >> 24)).ToArray());

    [Theory]
    [InlineData("http-request set-bandwidth-limit slow")]
    [InlineData("http-response set-bandwidth-limit slow")]
    [InlineData("http-request set-bandwidth-limit slow limit int(1000) period 60ms")]
    public async Task AResponse_TakesItsTime(string rule)
    {
        using TestStand stand = await TestStand.StartAsync(Out + rule);
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(Get);
        using Wire server = await stand.AcceptAsync();
        await server.ReceiveHeadAsync();
        long begin = Stopwatch.GetTimestamp();
        await server.SendAsync($"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n{Body}");
        Reply reply = await client.ReceiveReplyAsync();
        Assert.Equal(Body, reply.Body);
        Assert.True(Stopwatch.GetElapsedTime(begin).TotalMilliseconds >= 4 * PeriodMs);

        // The next exchange of the connection is its own.
        await client.SendAsync(Get);
        await server.ReceiveHeadAsync();
        await server.SendAsync("HTTP/1.1 204 No Content\r\n\r\n");
        await client.ExpectAsync("HTTP/1.1 204 No Content\r\n\r\n");
    }

    /// <summary>CFG 9.7: a limit with a key is one for all who have it. Two bodies of three periods each take five of them together.</summary>
    [Fact]
    public async Task ClientsOfOneKey_ShareTheLimit()
    {
        const int PeriodOfTableMs = 100;
        string body = Body[..3000];
        using TestStand stand = await TestStand.StartAsync(
            "stick-table type ip size 1k expire 1m store bytes_out_rate(100ms)\n filter bwlim-out slow limit 1000 key src min-size 100\n http-request set-bandwidth-limit slow");
        using Wire first = await stand.ConnectAsync();
        using Wire second = await stand.ConnectAsync();
        long begin = Stopwatch.GetTimestamp();
        Task both = Task.WhenAll(AskAsync(first), AskAsync(second));
        for (int i = 0; i < 2; i++)
        {
            Wire server = await stand.AcceptAsync();
            await server.ReceiveHeadAsync();
            await server.SendAsync($"HTTP/1.1 200 OK\r\nContent-Length: 3000\r\n\r\n{body}");
        }

        await both;
        Assert.True(Stopwatch.GetElapsedTime(begin).TotalMilliseconds >= 3 * PeriodOfTableMs);

        async Task AskAsync(Wire client)
        {
            await client.SendAsync(Get);
            Assert.Equal(body, (await client.ReceiveReplyAsync()).Body);
        }
    }

    [Fact]
    public async Task AResponseInChunks_Likewise()
    {
        using TestStand stand = await TestStand.StartAsync(Out + "http-request set-bandwidth-limit slow");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(Get);
        using Wire server = await stand.AcceptAsync();
        await server.ReceiveHeadAsync();
        long begin = Stopwatch.GetTimestamp();
        await server.SendAsync($"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1388\r\n{Body}\r\n0\r\n\r\n");
        await client.ReceiveHeadAsync();
        Assert.Equal(Body, await Chunks.ReceiveAsync(client));
        Assert.True(Stopwatch.GetElapsedTime(begin).TotalMilliseconds >= 4 * PeriodMs);
    }

    /// <summary>CFG 9: filters work in the order of their lines, those of the frontend first. What does not compress is held on either side of the encoder.</summary>
    [Theory]
    [InlineData(Out + Limit + Gzip, "", true)]
    [InlineData(Out + "filter compression\n " + Limit + Gzip, "", true)]
    [InlineData(Out + Limit, Gzip, true)]
    [InlineData("filter compression\n " + Out + Limit + Gzip, "", false)]
    [InlineData("filter comp-req\n filter comp-res\n " + Out + Limit + Gzip, "", false)]
    [InlineData(Gzip, Out + Limit, false)]
    public async Task ACompressedResponse_TakesItsTime(string frontend, string backend, bool compresses)
    {
        string body = compresses ? Body : Noise;
        foreach (string framed in (string[])[$"Content-Length: 5000\r\n\r\n{body}", $"Transfer-Encoding: chunked\r\n\r\n1388\r\n{body}\r\n0\r\n\r\n"])
        {
            using TestStand stand = await TestStand.StartAsync(frontend, backend);
            using Wire client = await stand.ConnectAsync();
            await client.SendAsync(GetCompressed);
            using Wire server = await stand.AcceptAsync();
            await server.ReceiveHeadAsync();
            long begin = Stopwatch.GetTimestamp();
            await server.SendAsync("HTTP/1.1 200 OK\r\n" + framed);
            Assert.Contains("\r\nContent-Encoding: gzip\r\n", await client.ReceiveHeadAsync(), StringComparison.Ordinal);
            Assert.Equal(body, Decoded(await Chunks.ReceiveAsync(client)));
            Assert.True(Stopwatch.GetElapsedTime(begin).TotalMilliseconds >= 4 * PeriodMs);
        }
    }

    /// <summary>The period does not end in this test: what comes out of the encoder is less than one may have.</summary>
    [Theory]
    [InlineData("filter compression\n " + OutForHours + Limit + Gzip, "")]
    [InlineData("filter comp-res\n " + OutForHours + Limit + Gzip, "")]
    [InlineData(Gzip, OutForHours + Limit)]
    public async Task WhatCompressionSaves_IsNotCounted_BehindIt(string frontend, string backend)
    {
        using TestStand stand = await TestStand.StartAsync(frontend, backend);
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(GetCompressed);
        using Wire server = await stand.AcceptAsync();
        await server.ReceiveHeadAsync();
        await server.SendAsync($"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n{Body}");
        await client.ReceiveHeadAsync();
        Assert.Equal(Body, Decoded(await Chunks.ReceiveAsync(client)));
    }

    /// <summary>The encoder keeps nothing of what has passed, however long the next wait is.</summary>
    [Fact]
    public async Task WhatHasPassed_ReachesTheClient_BeforeTheNextPeriod()
    {
        using TestStand stand = await TestStand.StartAsync(OutForHours + Limit + Gzip);
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(GetCompressed);
        using Wire server = await stand.AcceptAsync();
        await server.ReceiveHeadAsync();
        await server.SendAsync($"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n{Body}");
        await client.ReceiveHeadAsync();
        StringBuilder coded = new();
        while (Decoded(coded.ToString()).Length < 1000)
        {
            int size = Convert.ToInt32((await client.ReceiveThroughAsync("\r\n")).TrimEnd(), 16);
            coded.Append(await client.ReceiveAsync(size));
            await client.ExpectAsync("\r\n");
        }

        Assert.Equal(Body[..1000], Decoded(coded.ToString()));
    }

    [Theory]
    [InlineData("filter cache c\n " + Out + "filter compression\n ", true)]
    [InlineData("filter cache c\n filter compression\n " + Out, false)]
    public async Task WhatACacheKeeps_IsCompressed_AndTakesItsTime(string filters, bool compresses)
    {
        string body = compresses ? Body : Noise;
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines
        {
            Global = "\ncache c\n total-max-size 4\n max-age 60",
            Frontend = filters + Limit + Gzip + "http-request cache-use c\n http-response cache-store c",
        });
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(GetCompressed);
        using Wire server = await stand.AcceptAsync();
        await server.ReceiveHeadAsync();
        await server.SendAsync($"HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nContent-Length: 5000\r\n\r\n{body}");
        for (int i = 0; i < 2; i++)
        {
            long begin = Stopwatch.GetTimestamp();
            await client.ReceiveHeadAsync();
            Assert.Equal(body, Decoded(await Chunks.ReceiveAsync(client)));
            Assert.True(Stopwatch.GetElapsedTime(begin).TotalMilliseconds >= 3 * PeriodMs);
            await client.SendAsync(GetCompressed);
        }
    }

    [Theory]
    [InlineData(In + GzipRequests, true)]
    [InlineData("filter comp-res\n " + In + GzipRequests, true)]
    [InlineData("filter comp-req\n " + In + GzipRequests, false)]
    public async Task ACompressedRequest_TakesItsTime(string lines, bool compresses)
    {
        string body = compresses ? Body : Noise;
        using TestStand stand = await TestStand.StartAsync(lines + "http-request set-bandwidth-limit slow if { method POST }");
        using Wire client = await stand.ConnectAsync();
        long begin = Stopwatch.GetTimestamp();
        await client.SendAsync($"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5000\r\n\r\n{body}");
        using Wire server = await stand.AcceptAsync();
        await server.ReceiveHeadAsync();
        Assert.Equal(body, Decoded(await Chunks.ReceiveAsync(server)));
        Assert.True(Stopwatch.GetElapsedTime(begin).TotalMilliseconds >= 4 * PeriodMs);
        await stand.ExchangeEndAfterHeadAsync(client, server);
    }

    [Fact]
    public async Task ARequest_TakesItsTime()
    {
        using TestStand stand = await TestStand.StartAsync(In + "http-request set-bandwidth-limit slow if { method POST }");
        using Wire client = await stand.ConnectAsync();
        long begin = Stopwatch.GetTimestamp();
        await client.SendAsync($"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5000\r\n\r\n{Body}");
        using Wire server = await stand.AcceptAsync();
        await server.ReceiveHeadAsync();
        Assert.Equal(Body, await server.ReceiveAsync(5000));
        Assert.True(Stopwatch.GetElapsedTime(begin).TotalMilliseconds >= 4 * PeriodMs);
        await stand.ExchangeEndAfterHeadAsync(client, server);
    }

    [Fact]
    public async Task ASession_InTcpMode_Likewise()
    {
        using TestStand stand = await TestStand.StartAsync(Out + "tcp-request content set-bandwidth-limit slow", defaults: "mode tcp");
        using Wire client = await stand.ConnectAsync();
        using Wire server = await stand.AcceptAsync();
        long begin = Stopwatch.GetTimestamp();
        await server.SendAsync(Body);
        Assert.Equal(Body, await client.ReceiveAsync(5000));
        Assert.True(Stopwatch.GetElapsedTime(begin).TotalMilliseconds >= 4 * PeriodMs);
    }

    [Fact]
    public async Task AClientThatLeaves_IsNotWaitedFor()
    {
        using TestStand stand = await TestStand.StartAsync("filter bwlim-out slow default-limit 1 default-period 1h\n http-request set-bandwidth-limit slow");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(Get);
        using Wire server = await stand.AcceptAsync();
        await server.ReceiveHeadAsync();
        await server.SendAsync($"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n{Body}");
        await client.ReceiveHeadAsync();
        client.Reset();
        await server.ExpectGoneAsync();
    }

    /// <summary>As much as can be told of it so far.</summary>
    private static string Decoded(string coded)
    {
        using GZipStream gzip = new(new MemoryStream(Encoding.Latin1.GetBytes(coded)), CompressionMode.Decompress);
        StringBuilder text = new();
        byte[] one = new byte[1];
        try
        {
            while (gzip.Read(one) > 0)
            {
                text.Append((char)one[0]);
            }
        }
        catch (InvalidDataException)
        {
            // It goes on.
        }

        return text.ToString();
    }
}
