using System;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Threading.Tasks;
using Weir.Tests.Logs;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Traffic;

/// <summary>What is compressed, what is not, and what a client and a server then see (CFG 4.2 compression; RFC 9110 sections 8.4, 8.8, 12.5).</summary>
public sealed class CompressionTests
{
    private const string Gzip = "compression algo gzip\n    compression type text/ application/json";

    private const string Ask = "GET / HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n";

    private static readonly string Text = string.Concat(Enumerable.Range(0, 2000).Select(i => $"line {i * 7919 % 2003} of the text\n"));

    [Fact]
    public async Task AKnownLength_BecomesChunks_AndTheHeadSaysWhatTheBodyIs()
    {
        using TestStand stand = await TestStand.StartAsync(Gzip);
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(Ask);
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync(Ask);
        await server.SendAsync($"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {Text.Length}\r\nETag: \"abc\"\r\nX: y\r\n\r\n{Text}");
        await client.ExpectAsync("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nX: y\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\nETag: W/\"abc\"\r\nVary: Accept-Encoding\r\n\r\n");
        Assert.Equal(Text, Gunzip(await Chunks.ReceiveAsync(client)));

        // Both connections serve on.
        await client.SendAsync(Ask);
        await server.ExpectAsync(Ask);
        await server.SendAsync("HTTP/1.1 200 OK\r\nContent-Type: text/css\r\nTransfer-Encoding: chunked\r\nTrailer: T\r\nETag: W/\"d\"\r\nVary: Cookie, accept-encoding\r\n\r\n4\r\nabcd\r\n2\r\nef\r\n0\r\nT: v\r\n\r\n");
        await client.ExpectAsync("HTTP/1.1 200 OK\r\nContent-Type: text/css\r\nTrailer: T\r\nETag: W/\"d\"\r\nVary: Cookie, accept-encoding\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n");
        StringBuilder coded = new();
        for (string size = await client.ReceiveThroughAsync("\r\n"); size != "0\r\n"; size = await client.ReceiveThroughAsync("\r\n"))
        {
            coded.Append(await client.ReceiveAsync(int.Parse(size.AsSpan(0, size.Length - 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)));
            await client.ExpectAsync("\r\n");
        }

        await client.ExpectAsync("T: v\r\n\r\n");
        Assert.Equal("abcdef", Gunzip(coded.ToString()));
    }

    /// <summary>Each is a whole response; all of them on one connection.</summary>
    private static readonly string[] Untouchable =
    [
        "HTTP/1.1 204 No Content\r\nContent-Type: text/html\r\n\r\n",
        "HTTP/1.1 304 Not Modified\r\nContent-Type: text/html\r\nETag: \"a\"\r\n\r\n",
        "HTTP/1.1 206 Partial Content\r\nContent-Type: text/html\r\nContent-Range: bytes 0-3/9\r\nContent-Length: 4\r\n\r\nbody",
        "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\nbody",
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 4\r\n\r\nbody",
        "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody",
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: br\r\nContent-Length: 4\r\n\r\nbody",
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nCache-Control: max-age=5, No-Transform\r\nContent-Length: 4\r\n\r\nbody",
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nETag: abc\r\nContent-Length: 4\r\n\r\nbody",
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nETag: \"a\"\r\nETag: \"b\"\r\nContent-Length: 4\r\n\r\nbody",
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-MD5: x\r\nContent-Length: 4\r\n\r\nbody",
    ];

    [Fact]
    public async Task WhatMustNotBeCompressed_PassesByteForByte()
    {
        using TestStand stand = await TestStand.StartAsync(Gzip);
        using Wire client = await stand.ConnectAsync();
        Wire? server = null;
        foreach (string response in Untouchable)
        {
            await client.SendAsync(Ask);
            server ??= await stand.AcceptAsync();
            await server.ExpectAsync(Ask);
            await server.SendAsync(response);
            await client.ExpectAsync(response);
        }

        server!.Dispose();
    }

    private static readonly string[] Unwilling =
    [
        "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip;q=0\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nAccept-Encoding: x-gzip, br\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nAccept-Encoding: *;q=0\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip;q=0, *\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip;q=0.5, identity\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\nUser-Agent: Mozilla/4.0 (compatible; MSIE 5.0; Windows 98)\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\nUser-Agent: Mozilla/4.08 [en]\r\n\r\n",
    ];

    [Fact]
    public async Task AClientThatDoesNotWantIt_GetsTheBodyAsItIs()
    {
        const string Response = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\nbody";
        using TestStand stand = await TestStand.StartAsync(Gzip);
        using Wire client = await stand.ConnectAsync();
        Wire? server = null;
        foreach (string request in Unwilling)
        {
            await client.SendAsync(request);
            server ??= await stand.AcceptAsync();
            await server.ExpectAsync(request);
            await server.SendAsync(Response);
            await client.ExpectAsync(Response);
        }

        server!.Dispose();
    }

    [Theory]
    [InlineData("HEAD / HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\n")]
    [InlineData("GET / HTTP/1.0\r\nAccept-Encoding: gzip\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\nbody", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\nbody")]
    [InlineData(Ask, "HTTP/1.0 200 OK\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\nbody", "HTTP/1.0 200 OK\r\nContent-Type: text/html\r\nContent-Length: 4\r\nConnection: keep-alive\r\n\r\nbody")]
    public async Task HeadAndOldVersions_AreLeftAlone(string request, string response, string received)
    {
        using TestStand stand = await TestStand.StartAsync(Gzip);
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(request);
        using Wire server = await stand.AcceptAsync();
        await server.ReceiveHeadAsync();
        await server.SendAsync(response);
        await client.ExpectAsync(received);
    }

    [Fact]
    public async Task InterimResponses_AndAProtocolSwitch_AreLeftAlone()
    {
        using TestStand stand = await TestStand.StartAsync("compression algo gzip");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\nConnection: upgrade\r\nUpgrade: echo\r\n\r\n");
        using Wire server = await stand.AcceptAsync();
        await server.ReceiveHeadAsync();
        await server.SendAsync("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\nhello");
        await client.ReceiveThroughAsync("hello");
        await client.SendAsync("back");
        await server.ExpectAsync("back");
    }

    [Theory]
    [InlineData("gzip deflate", "deflate, gzip", "deflate")]
    [InlineData("gzip deflate", "deflate;q=0.5, gzip;q=0.6", "gzip")]
    [InlineData("gzip raw-deflate", "deflate", "deflate")]
    [InlineData("gzip deflate", "*", "gzip")]
    [InlineData("br gzip", "gzip, deflate, br, zstd", "br")]
    [InlineData("zstd br gzip", "gzip, deflate, br, zstd", "zstd")]
    [InlineData("zstd br gzip", "gzip, zstd;q=0.9, br", "br")]
    [InlineData("br gzip", "gzip;q=1.0, br;q=0.9", "gzip")]
    [InlineData("gzip identity", "br", null)]
    [InlineData("gzip", "gzip, identity", "gzip")]
    public async Task TheCoding_IsTheClientsFavourite_AndAmongEqualsTheOneThatCounts(string algorithms, string accepted, string? coding)
    {
        using TestStand stand = await TestStand.StartAsync("compression algo " + algorithms);
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync($"GET / HTTP/1.1\r\nHost: a\r\nAccept-Encoding: {accepted}\r\n\r\n");
        using Wire server = await stand.AcceptAsync();
        await server.ReceiveHeadAsync();
        await server.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody");
        string head = await client.ReceiveHeadAsync();
        Assert.Equal(coding, new Reply(head, "")["Content-Encoding"]);
    }

    [Fact]
    public async Task Offload_HidesWhatTheClientAccepts_WhereTheProxyCompresses()
    {
        using TestStand stand = await TestStand.StartAsync(backend: Gzip + "\n    compression offload");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\nAccept-Encoding: br\r\nX: 1\r\nAccept-Encoding: gzip;q=0.5\r\n\r\n");
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync("GET / HTTP/1.1\r\nHost: a\r\nX: 1\r\n\r\n");
        await server.SendAsync("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\nbody");
        Assert.Contains("Content-Encoding: gzip\r\n", await client.ReceiveHeadAsync());
        Assert.Equal("body", Gunzip(await Chunks.ReceiveAsync(client)));

        // What it cannot do itself it leaves to the server.
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\nAccept-Encoding: br\r\n\r\n");
        await server.ExpectAsync("GET / HTTP/1.1\r\nHost: a\r\nAccept-Encoding: br\r\n\r\n");
    }

    [Fact]
    public async Task AMinimumSize_LeavesShorterBodiesAlone_WhereTheirLengthIsKnown()
    {
        using TestStand stand = await TestStand.StartAsync("compression algo gzip\n    compression minsize-res 5");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(Ask);
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync(Ask);
        await server.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody");
        await client.ExpectAsync("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody");
        await client.SendAsync(Ask);
        await server.ExpectAsync(Ask);
        await server.SendAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n");
        Assert.Contains("Content-Encoding: gzip\r\n", await client.ReceiveHeadAsync());
        Assert.Equal("body", Gunzip(await Chunks.ReceiveAsync(client)));
    }

    [Theory]
    [InlineData("Content-Length: 4\r\n\r\nbody")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n")]
    public async Task Requests_AreCompressed_WhereTheDirectionSaysSo(string framing)
    {
        using TestStand stand = await TestStand.StartAsync(backend: "compression direction both\n    compression algo-req gzip\n    compression algo-res gzip\n    compression type-req text/plain");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("POST / HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\n" + framing);
        using Wire server = await stand.AcceptAsync();
        string head = await server.ReceiveHeadAsync();
        Assert.Equal("POST / HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n", head);
        Assert.Equal("body", Gunzip(await Chunks.ReceiveAsync(server)));
        await server.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        await client.ExpectAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");

        const string Other = "POST / HTTP/1.1\r\nHost: a\r\nContent-Type: image/png\r\nContent-Length: 4\r\n\r\nbody";
        await client.SendAsync(Other);
        await server.ExpectAsync(Other);
    }

    /// <summary>Server-sent events: each arrives while the server is still thinking about the next.</summary>
    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("zstd")]
    public async Task WhenTheServerPauses_TheClientHasEverythingSoFar(string algorithm)
    {
        using TestStand stand = await TestStand.StartAsync("compression algo " + algorithm);
        HttpClient http = new(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None });
        http.DefaultRequestHeaders.Add("Accept-Encoding", algorithm);
        Task<HttpResponseMessage> asking = http.GetAsync(new Uri($"http://127.0.0.1:{stand.Proxy.PortOf("front")}/"), HttpCompletionOption.ResponseHeadersRead);
        using Wire server = await stand.AcceptAsync();
        await server.ReceiveHeadAsync();
        await server.SendAsync("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
        using HttpResponseMessage response = await asking;
        using Stream stream = Decoder(algorithm, await response.Content.ReadAsStreamAsync());
        byte[] room = new byte[64];
        for (int i = 0; i < 5; i++)
        {
            await server.SendAsync($"9\r\ndata: {i}\n\n\r\n");
            await stream.ReadExactlyAsync(room.AsMemory(0, 9)).AsTask().WaitAsync(Wire.Patience);
            Assert.Equal($"data: {i}\n\n", Encoding.ASCII.GetString(room, 0, 9));
        }

        await server.SendAsync("0\r\n\r\n");
        Assert.Equal(0, await stream.ReadAsync(room).AsTask().WaitAsync(Wire.Patience));
        http.Dispose();
    }

    [Theory]
    [InlineData("Content-Length: 100\r\n\r\nhalf")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n")]
    public async Task ABodyThatBreaksOff_EndsWithoutItsLastChunk(string framing)
    {
        using TestStand stand = await TestStand.StartAsync("compression algo gzip");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(Ask);
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync(Ask);
        await server.SendAsync("HTTP/1.1 200 OK\r\n" + framing);
        server.FinishSending();
        await client.ReceiveHeadAsync();
        string rest = await client.ReceiveUntilEndAsync();
        Assert.DoesNotContain("\r\n0\r\n", rest);
        Assert.NotEmpty(rest);
    }

    /// <summary>The bytes of the encoded chunks, and which algorithm made them, stand in the log.</summary>
    [Fact]
    public async Task TheLog_SaysWhatWasCompressed()
    {
        using SyslogReceiver log = SyslogReceiver.Udp();
        using TestStand stand = await TestStand.StartAsync(Gzip + $"\n    log {log.Address} format raw local0\n    log-format \"%[res.comp] %[res.comp_algo] %ts\"");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(Ask);
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync(Ask);
        await server.SendAsync("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\nbody");
        await client.ReceiveHeadAsync();
        await Chunks.ReceiveAsync(client);
        await log.ExpectAsync("1 gzip --\n");
        await client.SendAsync(Ask);
        await server.ExpectAsync(Ask);
        await server.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody");
        await log.ExpectAsync("0 - --\n");
    }

    /// <summary>A reader that stops stops the server; what is held in between does not grow with the body.</summary>
    [Fact]
    public async Task ASlowReader_SlowsTheServer_AndTakesNoMemory()
    {
        const long GrowthBytesMax = 8 << 20;
        using TestStand stand = await TestStand.StartAsync("compression algo gzip");
        using Wire client = await Wire.ConnectAsync(stand.Proxy.PortOf("front"), receiveBufferBytes: 65536);
        using Wire server = await stand.ExchangeAsync(client);
        await client.SendAsync(Ask);
        await server.ReceiveHeadAsync();
        long before = stand.Proxy.ResidentBytes;
        await server.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n");
        byte[] noise = new byte[1 << 20];
        new Random(1).NextBytes(noise);
        long sent = 0;
        while (true)
        {
            using System.Threading.CancellationTokenSource stopped = new(TimeSpan.FromSeconds(1));
            int taken = await server.TrySendAsync(noise, stopped.Token);
            sent += taken;
            if (taken < noise.Length)
            {
                break;
            }
        }

        Assert.InRange(sent, 1, 64 << 20);
        Assert.InRange(stand.Proxy.ResidentBytes - before, long.MinValue, GrowthBytesMax);
    }

    private static string Gunzip(string coded)
    {
        using GZipStream stream = new(new MemoryStream(Encoding.Latin1.GetBytes(coded)), CompressionMode.Decompress);
        using StreamReader reader = new(stream, Encoding.Latin1);
        return reader.ReadToEnd();
    }

    private static Stream Decoder(string algorithm, Stream source) => algorithm switch
    {
        "gzip" => new GZipStream(source, CompressionMode.Decompress),
        "br" => new BrotliStream(source, CompressionMode.Decompress),
        _ => new ZstdSharp.DecompressionStream(source),
    };
}
