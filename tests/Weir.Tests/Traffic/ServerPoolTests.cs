using System.Threading.Tasks;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Traffic;

/// <summary>Idle server connections: what is kept for how long, and what happens when the server closes one.</summary>
public sealed class ServerPoolTests
{
    private const string Get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private const string Put = "PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc";
    private const string Post = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc";

    [Fact]
    public async Task ServerThatClosesBetweenExchanges_IsNoticedBeforeTheNext()
    {
        using TestStand stand = await TestStand.StartAsync();
        using Wire client = await stand.ConnectAsync();
        for (int i = 0; i < 5; i++)
        {
            // POST: it could not be sent a second time, so the dead connection must not be tried at all.
            Wire server = await stand.ExchangeAsync(client);
            server.FinishSending();
            await server.ExpectGoneAsync();
            server.Dispose();

            await client.SendAsync(Post);
            using Wire fresh = await stand.AcceptAsync();
            await fresh.ExpectAsync(Post);
            await fresh.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            await client.ExpectAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        }
    }

    [Fact]
    public async Task ServerThatSpeaksBetweenExchanges_IsClosed()
    {
        using TestStand stand = await TestStand.StartAsync();
        using Wire client = await stand.ConnectAsync();
        using Wire server = await stand.ExchangeAsync(client);

        // Such as a 408 of its own: it must not become the answer to the next request (response splitting).
        await server.SendAsync("HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n");
        await server.ExpectGoneAsync();
        using Wire next = await stand.ExchangeAsync(client);
    }

    [Fact]
    public async Task BytesBehindAResponse_AreNotTakenForTheNext()
    {
        using TestStand stand = await TestStand.StartAsync();
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(Get);
        using Wire server = await stand.AcceptAsync();
        await server.ReceiveHeadAsync();
        await server.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil");
        await client.ExpectAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        await server.ExpectGoneAsync();
        using Wire next = await stand.ExchangeAsync(client);
    }

    [Theory]
    [InlineData(Get, true)]
    [InlineData(Get, false)]
    [InlineData("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n", true)]
    [InlineData("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", true)]
    [InlineData("DELETE / HTTP/1.1\r\nHost: a\r\n\r\n", true)]
    public async Task ConnectionThatDiesUnderARepeatableRequest_IsReplacedUnseen(string request, bool inOrder)
    {
        // RFC 9112 section 9.3.1 and RFC 9110 section 9.2.2: an idempotent request may be sent again on a new connection.
        using TestStand stand = await TestStand.StartAsync();
        using Wire client = await stand.ConnectAsync();
        using Wire server = await stand.ExchangeAsync(client);
        await client.SendAsync(request);
        await server.ExpectAsync(request);
        Close(server, inOrder);

        using Wire fresh = await stand.AcceptAsync();
        await fresh.ExpectAsync(request);
        await fresh.SendAsync("HTTP/1.1 204 No Content\r\n\r\n");
        await client.ExpectAsync("HTTP/1.1 204 No Content\r\n\r\n");
    }

    [Theory]
    [InlineData(Post, true)]
    [InlineData(Post, false)]
    [InlineData("PATCH / HTTP/1.1\r\nHost: a\r\n\r\n", true)]
    [InlineData(Put, true)]
    public async Task ConnectionThatDiesUnderAnyOtherRequest_Is502_AndTheOriginSeesItOnce(string request, bool inOrder)
    {
        using TestStand stand = await TestStand.StartAsync();
        using Wire client = await stand.ConnectAsync();
        using Wire server = await stand.ExchangeAsync(client);
        await client.SendAsync(request);
        await server.ExpectAsync(request);
        Close(server, inOrder);

        Assert.Equal(502, (await client.ReceiveReplyAsync()).Status);
        Assert.False(stand.Origin.HasVisitor);
        using Wire next = await stand.ExchangeAsync(client);
    }

    [Fact]
    public async Task ConnectionThatDiesUnderAGetBehindAPost_IsReplacedUnseen()
    {
        // What an earlier exchange of this client uploaded says nothing about this one.
        using TestStand stand = await TestStand.StartAsync();
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(Post);
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync(Post);
        await server.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        await client.ExpectAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        await client.SendAsync(Get);
        await server.ExpectAsync(Get);
        server.Dispose();

        using Wire fresh = await stand.ExchangeEndAsync(client);
    }

    [Fact]
    public async Task NewConnectionThatClosesWithoutAWord_Is502EvenForGet()
    {
        // Nothing idle was involved: the server saw the request and said no. Asking again is the client's to decide.
        using TestStand stand = await TestStand.StartAsync();
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(Get);
        using (Wire server = await stand.AcceptAsync())
        {
            await server.ExpectAsync(Get);
        }

        Assert.Equal(502, (await client.ReceiveReplyAsync()).Status);
        Assert.False(stand.Origin.HasVisitor);
    }

    [Theory]
    [InlineData("pool-max-conn 0", 0)]
    [InlineData("pool-max-conn 1", 1)]
    [InlineData("pool-max-conn -1", 2)]
    [InlineData("", 2)]
    public async Task PoolMaxConn_BoundsWhatIsKept(string option, int kept)
    {
        using TestStand stand = await TestStand.StartAsync(server: option);
        using Wire first = await stand.ConnectAsync();
        using Wire second = await stand.ConnectAsync();
        await first.SendAsync(Get);
        using Wire one = await stand.AcceptAsync();
        await one.ReceiveHeadAsync();
        using Wire two = await stand.ExchangeAsync(second);
        await one.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        await first.ReceiveHeadAsync();

        if (kept == 0)
        {
            await two.ExpectGoneAsync();
        }

        if (kept <= 1)
        {
            await one.ExpectGoneAsync();
        }

        // What was kept is used.
        using Wire used = await stand.ExchangeAsync(first, kept == 0 ? null : kept == 1 ? two : one);
    }

    [Fact]
    public async Task PoolPurgeDelay_WhatNobodyNeededIsClosed()
    {
        using TestStand stand = await TestStand.StartAsync(server: "pool-purge-delay 50ms");
        using Wire client = await stand.ConnectAsync();
        using Wire server = await stand.ExchangeAsync(client);
        await server.ExpectGoneAsync();
        using Wire next = await stand.ExchangeAsync(client);
    }

    [Fact]
    public async Task PoolPurgeDelay_OfZero_KeepsNone()
    {
        using TestStand stand = await TestStand.StartAsync(server: "pool-purge-delay 0");
        using Wire client = await stand.ConnectAsync();
        using Wire server = await stand.ExchangeAsync(client);
        await server.ExpectGoneAsync();
    }

    private static void Close(Wire server, bool inOrder)
    {
        if (inOrder)
        {
            server.Dispose();
        }
        else
        {
            server.Reset();
        }
    }
}
