using System.Threading.Tasks;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Traffic;

/// <summary>Which request may use which server connection (CFG 4.2 http-reuse), as the origin sees it.</summary>
public sealed class HttpReuseTests
{
    [Fact]
    public async Task Never_AClientKeepsItsOwnServerConnection_AndNobodyElseGetsIt()
    {
        using TestStand stand = await TestStand.StartAsync(backend: "http-reuse never");
        using Wire first = await stand.ConnectAsync();
        using Wire ofFirst = await stand.ExchangeAsync(first);
        await stand.ExchangeAsync(first, ofFirst);

        using Wire second = await stand.ConnectAsync();
        using Wire ofSecond = await stand.ExchangeAsync(second);
        await stand.ExchangeAsync(second, ofSecond);
        await stand.ExchangeAsync(first, ofFirst);

        // With its client goes the connection.
        first.FinishSending();
        await first.ExpectEndAsync();
        await ofFirst.ExpectGoneAsync();
        await stand.ExchangeAsync(second, ofSecond);
        Assert.False(stand.Origin.HasVisitor);
    }

    [Fact]
    public async Task Never_AConnectionTheServerClosed_IsReplaced()
    {
        using TestStand stand = await TestStand.StartAsync(backend: "http-reuse never");
        using Wire client = await stand.ConnectAsync();
        Wire server = await stand.ExchangeAsync(client);
        server.Dispose();
        using Wire next = await stand.ExchangeAsync(client);
        await stand.ExchangeAsync(client, next);
    }

    [Theory]
    [InlineData("")]
    [InlineData("http-reuse safe")]
    public async Task Safe_AFirstRequestOpensItsOwn_FurtherOnesTakeAny(string line)
    {
        using TestStand stand = await TestStand.StartAsync(backend: line);
        using Wire first = await stand.ConnectAsync();
        using Wire one = await stand.ExchangeAsync(first);
        using Wire second = await stand.ConnectAsync();
        using Wire two = await stand.ExchangeAsync(second);

        // Both are idle now; each further request finds one, whoever opened it. The latest used comes first.
        await stand.ExchangeAsync(first, two);
        await stand.ExchangeAsync(second, two);
        Assert.True(one.IsSilent);
        Assert.False(stand.Origin.HasVisitor);
    }

    [Fact]
    public async Task Aggressive_AFirstRequestTakesOnlyWhatHasBeenReused()
    {
        using TestStand stand = await TestStand.StartAsync(backend: "http-reuse aggressive");
        using Wire first = await stand.ConnectAsync();
        using Wire one = await stand.ExchangeAsync(first);

        // It has served one request only: that proves nothing about the server's patience.
        using Wire second = await stand.ConnectAsync();
        using Wire two = await stand.ExchangeAsync(second);

        // After a further one it has.
        await stand.ExchangeAsync(second, two);
        using Wire third = await stand.ConnectAsync();
        await stand.ExchangeAsync(third, two);
        Assert.False(stand.Origin.HasVisitor);
        Assert.True(one.IsSilent);
    }

    [Fact]
    public async Task Always_AFirstRequestTakesWhatIsIdle()
    {
        using TestStand stand = await TestStand.StartAsync(backend: "http-reuse always");
        using Wire first = await stand.ConnectAsync();
        using Wire server = await stand.ExchangeAsync(first);
        for (int i = 0; i < 3; i++)
        {
            using Wire other = await stand.ConnectAsync();
            await stand.ExchangeAsync(other, server);
        }

        Assert.False(stand.Origin.HasVisitor);
    }

    [Fact]
    public async Task Always_WhatIsInUse_IsNotShared()
    {
        using TestStand stand = await TestStand.StartAsync(backend: "http-reuse always");
        using Wire first = await stand.ConnectAsync();
        using Wire second = await stand.ConnectAsync();
        await first.SendAsync("GET /1 HTTP/1.1\r\nHost: a\r\n\r\n");
        using Wire one = await stand.AcceptAsync();
        await one.ExpectAsync("GET /1 HTTP/1.1\r\nHost: a\r\n\r\n");
        await second.SendAsync("GET /2 HTTP/1.1\r\nHost: a\r\n\r\n");
        using Wire two = await stand.AcceptAsync();
        await two.ExpectAsync("GET /2 HTTP/1.1\r\nHost: a\r\n\r\n");
    }

    [Theory]
    [InlineData("401 Unauthorized\r\nWWW-Authenticate: NTLM")]
    [InlineData("401 Unauthorized\r\nWWW-Authenticate: Negotiate abc")]
    [InlineData("407 Proxy Authentication Required\r\nProxy-Authenticate: Negotiate")]
    public async Task Always_AConnectionThatAuthenticatesItsUser_StaysWithItsClient(string challenge)
    {
        // These schemes sign in the connection, not the request: another client's request on it would be the first one's (RFC 4559).
        using TestStand stand = await TestStand.StartAsync(backend: "http-reuse always");
        using Wire first = await stand.ConnectAsync();
        await first.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        using Wire one = await stand.AcceptAsync();
        await one.ReceiveHeadAsync();
        await one.SendAsync($"HTTP/1.1 {challenge}\r\nContent-Length: 0\r\n\r\n");
        await first.ReceiveHeadAsync();

        using Wire second = await stand.ConnectAsync();
        using Wire two = await stand.ExchangeAsync(second);
        await stand.ExchangeAsync(first, one);
        await stand.ExchangeAsync(second, two);
        await stand.ExchangeAsync(first, one);
    }
}
