using System.Threading.Tasks;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Traffic;

/// <summary>Several exchanges over one connection: persistence and pipelining (RFC 9112 section 9.3).</summary>
public sealed class KeepAliveTests
{
    [Fact]
    public async Task Http11_BothConnectionsServeManyExchanges()
    {
        using TestStand stand = await TestStand.StartAsync();
        using Wire client = await stand.ConnectAsync();
        using Wire server = await stand.ExchangeAsync(client);
        for (int i = 0; i < 20; i++)
        {
            await stand.ExchangeAsync(client, server);
        }

        Assert.False(stand.Origin.HasVisitor);
    }

    [Fact]
    public async Task HeadsAndBodies_PassUnchanged()
    {
        using TestStand stand = await TestStand.StartAsync();
        using Wire client = await stand.ConnectAsync();

        // Field names keep their case, values their bytes, lines their order.
        const string Request = "POST /a%20b?c=d&e HTTP/1.1\r\nhOsT: Example.COM\r\nX-Twice: 1\r\nCONTENT-LENGTH: 5\r\nX-Twice: \xe9\t2\r\nCookie: a=b; c=d\r\n\r\nhello";
        const string Response = "HTTP/1.1 201 All   good \xe9\r\nset-cookie: a=1\r\nSERVER: x\r\nSet-Cookie: b=2\r\ncontent-length: 4\r\nETag: \"x\"\r\n\r\nbye!";
        await client.SendAsync(Request);
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync(Request);
        await server.SendAsync(Response);
        await client.ExpectAsync(Response);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(64)]
    public async Task Bytes_InPiecesOfAnySize_MeanTheSame(int size)
    {
        using TestStand stand = await TestStand.StartAsync();
        using Wire client = await stand.ConnectAsync();
        const string Request = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n";
        const string Response = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nbye\r\n0\r\n\r\n";

        await SendInPiecesAsync(client, Request, size);
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync(Request.Split("\r\n\r\n")[0] + "\r\n\r\n");
        Assert.Equal("hello", await Chunks.ReceiveAsync(server));
        await SendInPiecesAsync(server, Response, size);
        await client.ExpectAsync(Response.Split("\r\n\r\n")[0] + "\r\n\r\n");
        Assert.Equal("bye", await Chunks.ReceiveAsync(client));
        await stand.ExchangeAsync(client, server);
    }

    [Fact]
    public async Task Pipeline_RequestsGoOneAtATime_ResponsesComeInOrder()
    {
        using TestStand stand = await TestStand.StartAsync();
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(
            "GET /1 HTTP/1.1\r\nHost: a\r\n\r\n"
            + "POST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"
            + "GET /3 HTTP/1.1\r\nHost: a\r\n\r\n");

        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync("GET /1 HTTP/1.1\r\nHost: a\r\n\r\n");
        await server.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n");

        // The first response is not whole yet: its last byte has to be seen by the client before the second request can be seen here.
        await client.ExpectAsync("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n");
        Assert.True(server.IsSilent);
        await server.SendAsync("1");
        await server.ExpectAsync("POST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc");
        await server.SendAsync("HTTP/1.1 404 Not Found\r\nContent-Length: 1\r\n\r\n2");
        await server.ExpectAsync("GET /3 HTTP/1.1\r\nHost: a\r\n\r\n");
        await server.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n3");
        await client.ExpectAsync("1HTTP/1.1 404 Not Found\r\nContent-Length: 1\r\n\r\n2HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n3");
    }

    [Fact]
    public async Task Pipeline_LongerThanABuffer_IsServedToTheEnd()
    {
        const int Requests = 2000;
        using TestStand stand = await TestStand.StartAsync(frontend: "http-request return status 200 content-type text/plain string x");
        using Wire client = await stand.ConnectAsync();
        Task sending = client.SendAsync(string.Concat(System.Linq.Enumerable.Repeat("GET / HTTP/1.1\r\nHost: a\r\n\r\n", Requests)));
        for (int i = 0; i < Requests; i++)
        {
            Assert.Equal("x", (await client.ReceiveReplyAsync()).Body);
        }

        await sending;
    }

    [Fact]
    public async Task BlankLines_BeforeARequest_AreSkipped()
    {
        // RFC 9112 section 2.2: at least one empty line before the request line is ignored.
        using TestStand stand = await TestStand.StartAsync();
        using Wire client = await stand.ConnectAsync();
        using Wire server = await stand.ExchangeAsync(client);
        await client.SendAsync("\r\n");
        await stand.ExchangeAsync(client, server);
    }

    [Fact]
    public async Task ClientThatFinishedSending_StillGetsItsResponse()
    {
        using TestStand stand = await TestStand.StartAsync(frontend: "no option abortonclose", backend: "no option abortonclose");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        client.FinishSending();
        using Wire server = await stand.AcceptAsync();
        await server.ReceiveHeadAsync();
        await server.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        await client.ExpectAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        await client.ExpectEndAsync();
    }

    [Fact]
    public async Task ClientThatLeavesBetweenRequests_LeavesItsServerConnectionToOthers()
    {
        using TestStand stand = await TestStand.StartAsync(backend: "http-reuse always");
        Wire first = await stand.ConnectAsync();
        using Wire server = await stand.ExchangeAsync(first);
        first.Dispose();

        using Wire second = await stand.ConnectAsync();
        await stand.ExchangeAsync(second, server);
        Assert.False(stand.Origin.HasVisitor);
    }

    private static async Task SendInPiecesAsync(Wire wire, string text, int size)
    {
        for (int at = 0; at < text.Length; at += size)
        {
            await wire.SendAsync(text[at..System.Math.Min(at + size, text.Length)]);
        }
    }
}
