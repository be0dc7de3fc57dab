using System.Threading.Tasks;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Traffic;

/// <summary>How bodies end, both ways (RFC 9112 sections 6 and 7).</summary>
public sealed class FramingTests
{
    private const string Get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private const string OldGet = "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n";
    private const string ChunkedHead = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

    [Fact]
    public async Task Request_WithTrailers_PassesThem()
    {
        // RFC 9112 section 7.1.2; extensions are dropped, which section 7.1.1 allows.
        using TestStand stand = await TestStand.StartAsync();
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n5;x=\"y\"\r\nhello\r\n0\r\nX-Sum: 5\r\nx-more: 6\r\n\r\n");
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n5\r\nhello\r\n0\r\nX-Sum: 5\r\nx-more: 6\r\n\r\n");
        await server.SendAsync("HTTP/1.1 204 No Content\r\n\r\n");
        await client.ExpectAsync("HTTP/1.1 204 No Content\r\n\r\n");
        await stand.ExchangeAsync(client, server);
    }

    [Fact]
    public async Task Response_WithTrailers_PassesThem()
    {
        using TestStand stand = await TestStand.StartAsync();
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(Get);
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync(Get);
        await server.SendAsync(ChunkedHead + "3;a\r\nabc\r\n00\r\nX-Sum: 3\r\n\r\n");
        await client.ExpectAsync(ChunkedHead + "3\r\nabc\r\n0\r\nX-Sum: 3\r\n\r\n");
        await stand.ExchangeAsync(client, server);
    }

    [Fact]
    public async Task Chunks_ArriveBeforeTheBodyIsWhole()
    {
        // Server-sent events and their like: nothing is held back until more comes.
        using TestStand stand = await TestStand.StartAsync();
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(Get);
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync(Get);
        await server.SendAsync(ChunkedHead);
        await client.ExpectAsync(ChunkedHead);
        for (int i = 0; i < 5; i++)
        {
            await server.SendAsync("4\r\ntick\r\n");
            await client.ExpectAsync("4\r\ntick\r\n");
        }

        await server.SendAsync("0\r\n\r\n");
        await client.ExpectAsync("0\r\n\r\n");
    }

    [Fact]
    public async Task Response_WithoutLength_EndsWithItsConnection()
    {
        // RFC 9112 section 6.3, rule 8: and the client is told that its own connection ends with it.
        using TestStand stand = await TestStand.StartAsync();
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(Get);
        using (Wire server = await stand.AcceptAsync())
        {
            await server.ExpectAsync(Get);
            await server.SendAsync("HTTP/1.1 200 OK\r\nServer: x\r\n\r\nhello");
        }

        await client.ExpectAsync("HTTP/1.1 200 OK\r\nServer: x\r\nConnection: close\r\n\r\nhello");
        await client.ExpectEndAsync();
    }

    [Theory]
    [InlineData("Content-Length: 10", "hello")]
    [InlineData("Content-Length: 10", "")]
    [InlineData("Transfer-Encoding: chunked", "")]
    [InlineData("Transfer-Encoding: chunked", "5\r\nhello\r\n")]
    public async Task Response_CutShort_IsCutShortForTheClientToo(string framing, string part)
    {
        using TestStand stand = await TestStand.StartAsync();
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(Get);
        using (Wire server = await stand.AcceptAsync())
        {
            await server.ExpectAsync(Get);
            await server.SendAsync($"HTTP/1.1 200 OK\r\n{framing}\r\n\r\n{part}");
        }

        // RFC 9112 section 8: the client sees that the message is incomplete, as its connection ends before the body does.
        await client.ExpectAsync($"HTTP/1.1 200 OK\r\n{framing}\r\n\r\n{part}");
        await client.ExpectGoneAsync();
    }

    [Theory]
    [InlineData("xyz\r\n")]
    [InlineData("3\r\nabcd")]
    [InlineData("80000000\r\n")]
    [InlineData("-1\r\n")]
    public async Task Response_WithABrokenChunk_EndsTheConnection(string chunk)
    {
        using TestStand stand = await TestStand.StartAsync();
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(Get);
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync(Get);
        await server.SendAsync(ChunkedHead + "2\r\nok\r\n");
        await client.ExpectAsync(ChunkedHead + "2\r\nok\r\n");
        await server.SendAsync(chunk);
        Assert.DoesNotContain("0\r\n\r\n", await client.ReceiveUntilEndAsync());
        await server.ExpectGoneAsync();
    }

    [Theory]
    [InlineData("HEAD", "200 OK\r\nContent-Length: 5")]
    [InlineData("HEAD", "200 OK\r\nTransfer-Encoding: chunked")]
    [InlineData("GET", "204 No Content")]
    [InlineData("GET", "304 Not Modified\r\nContent-Length: 5")]
    [InlineData("GET", "304 Not Modified\r\nETag: \"a\"")]
    [InlineData("GET", "200 OK\r\nContent-Length: 0")]
    public async Task Response_ThatCannotHaveABody_EndsWithItsHead(string method, string response)
    {
        // RFC 9112 section 6.3, rules 1 and 2: whatever the fields say.
        using TestStand stand = await TestStand.StartAsync();
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync($"{method} / HTTP/1.1\r\nHost: a\r\n\r\n");
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync($"{method} / HTTP/1.1\r\nHost: a\r\n\r\n");
        await server.SendAsync($"HTTP/1.1 {response}\r\n\r\n");
        await client.ExpectAsync($"HTTP/1.1 {response}\r\n\r\n");
        await stand.ExchangeAsync(client, server);
    }

    [Fact]
    public async Task OldClient_GetsAChunkedBodyPlain_AndItsEndIsTheConnections()
    {
        // RFC 9112 section 6.1: a Transfer-Encoding is not sent to a client that speaks HTTP/1.0. The trailers go with the chunks.
        using TestStand stand = await TestStand.StartAsync();
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(OldGet);
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync(OldGet);
        await server.SendAsync("HTTP/1.1 200 OK\r\nServer: x\r\nTrailer: X-Sum\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n3\r\nyou\r\n0\r\nX-Sum: 8\r\n\r\n");
        await client.ExpectAsync("HTTP/1.1 200 OK\r\nServer: x\r\n\r\nhelloyou");
        await client.ExpectEndAsync();
    }

    [Fact]
    public async Task OldClient_CutShort_IsReset()
    {
        // Its only mark of the end is the connection's: an orderly one would make half a body look whole (RFC 9112 section 8).
        using TestStand stand = await TestStand.StartAsync();
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(OldGet);
        using (Wire server = await stand.AcceptAsync())
        {
            await server.ExpectAsync(OldGet);
            await server.SendAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
            await client.ExpectAsync("HTTP/1.1 200 OK\r\n\r\nhello");
        }

        await client.ExpectResetAsync();
    }

    [Fact]
    public async Task OldServer_WithALength_IsFollowedByAnotherExchange()
    {
        using TestStand stand = await TestStand.StartAsync();
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(Get);
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync(Get);
        await server.SendAsync("HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok");
        await client.ExpectAsync("HTTP/1.0 200 OK\r\nContent-Length: 2\r\nConnection: keep-alive\r\n\r\nok");
        using Wire next = await stand.ExchangeAsync(client);
    }

    /// <summary>RFC 9112 section 6.1: of HTTP/1.0 a coding is suspect, and nothing may follow it on either side.</summary>
    [Fact]
    public async Task OldServer_WithChunks_IsTheLastOfBothConnections()
    {
        const string Response = "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n";
        using TestStand stand = await TestStand.StartAsync();
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(Get);
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync(Get);
        await server.SendAsync(Response + "Connection: keep-alive\r\n\r\n2\r\nok\r\n0\r\n\r\n");
        await client.ExpectAsync(Response + "Connection: close\r\n\r\n2\r\nok\r\n0\r\n\r\n");
        await client.ExpectEndAsync();
        await server.ExpectGoneAsync();
    }

    [Theory]
    [InlineData("HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nok")]
    [InlineData("HTTP/1.1 200 \r\nContent-Length: 2\r\n\r\nok")]
    [InlineData("HTTP/1.1 599 Very own\r\nContent-Length: 2\r\n\r\nok")]
    public async Task StatusLine_WithAnyReason_Passes(string response)
    {
        using TestStand stand = await TestStand.StartAsync();
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(Get);
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync(Get);
        await server.SendAsync(response);

        // RFC 9112 section 4: the space is there even when the reason is not.
        await client.ExpectAsync(response.Replace("200\r\n", "200 \r\n", System.StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("garbage\r\n\r\n")]
    [InlineData("HTTP/1.1 20 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nBad Name: 1\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n")]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5")]
    public async Task Response_ThatIsNone_Is502(string response)
    {
        using TestStand stand = await TestStand.StartAsync();
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(Get);
        using (Wire server = await stand.AcceptAsync())
        {
            await server.ExpectAsync(Get);
            await server.SendAsync(response);
        }

        Reply reply = await client.ReceiveReplyAsync();
        Assert.Equal((502, null), (reply.Status, reply["Connection"]));

        // The request was read whole: its client has done nothing to be parted from.
        using Wire next = await stand.ExchangeAsync(client);
    }

    [Fact]
    public async Task HopByHopFields_StayOnTheirHop()
    {
        // RFC 9110 section 7.6.1, both ways: Connection, what it names, and the fields that belong there by themselves.
        using TestStand stand = await TestStand.StartAsync();
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(
            "GET / HTTP/1.1\r\nHost: a\r\nConnection: X-Mine, keep-alive\r\nX-Mine: 1\r\nX-Other: 2\r\nKeep-Alive: timeout=5\r\nProxy-Connection: keep-alive\r\nTE: gzip\r\nUpgrade: h2c\r\n\r\n");
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync("GET / HTTP/1.1\r\nHost: a\r\nX-Other: 2\r\n\r\n");
        await server.SendAsync("HTTP/1.1 200 OK\r\nX-Other: 2\r\nKeep-Alive: timeout=5\r\nConnection: x-their\r\nX-Their: 1\r\nContent-Length: 0\r\n\r\n");
        await client.ExpectAsync("HTTP/1.1 200 OK\r\nX-Other: 2\r\nContent-Length: 0\r\n\r\n");
    }

    [Fact]
    public async Task TeTrailers_PassesAsOurOwn()
    {
        // RFC 9110 section 10.1.4: the proxy relays trailers, and so may say so.
        using TestStand stand = await TestStand.StartAsync();
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\nTE: gzip, trailers\r\nConnection: TE\r\n\r\n");
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync("GET / HTTP/1.1\r\nHost: a\r\nTE: trailers\r\nConnection: TE\r\n\r\n");
    }
}
