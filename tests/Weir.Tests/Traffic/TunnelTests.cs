using System;
using System.Globalization;
using System.Threading.Tasks;
using Weir.Tests.Operations;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Traffic;

/// <summary>From request and response to bytes both ways: CONNECT, Upgrade (RFC 9110 sections 7.8 and 9.3.6) and TCP mode.</summary>
public sealed class TunnelTests
{
    private const string Connect = "CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n";
    private const string Get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private const string Key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    private const string Upgrade = "GET /ws HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n" + Key + "Connection: Upgrade\r\n\r\n";
    private const string Accepted = "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n";
    private const string Switching = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n" + Accepted + "Connection: Upgrade\r\n\r\n";

    [Fact]
    public async Task Connect_With200_IsATunnel_WhateverLengthItClaims()
    {
        using TestStand stand = await TestStand.StartAsync();
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(Connect);
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync(Connect);
        await server.SendAsync("HTTP/1.1 200 Established\r\nContent-Length: 7\r\n\r\nhi");
        await client.ExpectAsync("HTTP/1.1 200 Established\r\n\r\nhi");
        await BothWaysAsync(client, server);
    }

    [Fact]
    public async Task Connect_ThatIsRefused_IsAnExchangeLikeOthers()
    {
        using TestStand stand = await TestStand.StartAsync();
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(Connect);
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync(Connect);
        await server.SendAsync("HTTP/1.1 403 No\r\nContent-Length: 2\r\n\r\nno");
        await client.ExpectAsync("HTTP/1.1 403 No\r\nContent-Length: 2\r\n\r\nno");
        await stand.ExchangeAsync(client, server);
    }

    [Theory]
    [InlineData("")]
    [InlineData("option http-server-close")]
    [InlineData("option httpclose")]
    public async Task Upgrade_With101_IsATunnel_InEveryMode(string mode)
    {
        using TestStand stand = await TestStand.StartAsync(defaults: mode);
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(Upgrade + "early");
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync(Upgrade);
        await server.SendAsync(Switching + "first");
        await client.ExpectAsync(Switching + "first");
        await server.ExpectAsync("early");
        await BothWaysAsync(client, server);
    }

    [Fact]
    public async Task Upgrade_ThatIsRefused_IsAnExchangeLikeOthers()
    {
        using TestStand stand = await TestStand.StartAsync();
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(Upgrade);
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync(Upgrade);
        await server.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nno");
        await client.ExpectAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nno");
        await stand.ExchangeAsync(client, server);
    }

    /// <summary>RFC 9110 section 15.5.22: who is told to upgrade is told to what.</summary>
    [Fact]
    public async Task UpgradeRequired_SaysToWhat()
    {
        using TestStand stand = await TestStand.StartAsync();
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(Upgrade);
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync(Upgrade);
        await server.SendAsync("HTTP/1.1 426 Upgrade Required\r\nUpgrade: websocket, h2c\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nContent-Length: 2\r\n\r\nno");
        await client.ExpectAsync("HTTP/1.1 426 Upgrade Required\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nContent-Length: 2\r\nConnection: Upgrade\r\n\r\nno");
        await stand.ExchangeAsync(client, server);
        await client.SendAsync(Get);
        await server.ExpectAsync(Get);
        await server.SendAsync("HTTP/1.1 426 Upgrade Required\r\nContent-Length: 0\r\n\r\n");
        await client.ExpectAsync("HTTP/1.1 426 Upgrade Required\r\nContent-Length: 0\r\n\r\n");
    }

    [Fact]
    public async Task WebSocket_WithoutItsKey_Is400()
    {
        using TestStand stand = await TestStand.StartAsync();
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(Upgrade.Replace(Key, "", System.StringComparison.Ordinal));
        Assert.Equal(400, (await client.ReceiveReplyAsync()).Status);
        await client.ExpectEndAsync();
        Assert.False(stand.Origin.HasVisitor);
    }

    /// <summary>A server that switches says so (RFC 9110 section 7.8), and has read the key (RFC 6455 section 4.2.2): a cache that merely repeats has not.</summary>
    [Theory]
    [InlineData("websocket", "Upgrade: websocket\r\nConnection: Upgrade\r\n")]
    [InlineData("websocket", "Upgrade: websocket\r\n" + Accepted)]
    [InlineData("other", "Upgrade: other\r\n")]
    [InlineData("other", "Connection: close\r\n")]
    public async Task Upgrade_With101ThatDoesNotSwitch_Is502(string protocol, string answer)
    {
        using TestStand stand = await TestStand.StartAsync();
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(Upgrade.Replace("websocket", protocol, StringComparison.Ordinal));
        using Wire server = await stand.AcceptAsync();
        await server.ReceiveHeadAsync();
        await server.SendAsync("HTTP/1.1 101 Switching Protocols\r\n" + answer + "\r\nhi");
        Assert.Equal(502, (await client.ReceiveReplyAsync()).Status);
        await server.ExpectGoneAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData("Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AA\r\n")]
    public async Task H2c_DoesNotReachTheServer_AndASwitchNobodyAskedForIs502(string asked)
    {
        using TestStand stand = await TestStand.StartAsync();
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n" + asked + "\r\n");
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync(Get);
        await server.SendAsync(Switching);
        Assert.Equal(502, (await client.ReceiveReplyAsync()).Status);
        await server.ExpectGoneAsync();
    }

    [Fact]
    public async Task OldClient_CannotUpgrade()
    {
        using TestStand stand = await TestStand.StartAsync();
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.0\r\nUpgrade: websocket\r\n" + Key + "Connection: Upgrade\r\n\r\n");
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync("GET / HTTP/1.0\r\n" + Key + "Connection: keep-alive\r\n\r\n");
    }

    [Fact]
    public async Task TcpMode_CarriesBytes_AndEachHalfClosesByItself()
    {
        using TestStand stand = await TestStand.StartAsync(defaults: "mode tcp");
        using Wire client = await stand.ConnectAsync();
        using Wire server = await stand.AcceptAsync();
        await server.SendAsync("220 who are you\r\n");
        await client.ExpectAsync("220 who are you\r\n");
        await BothWaysAsync(client, server);
    }

    /// <summary>What has passed is in the statistics, in the list of sessions and in stick tables while the tunnel lives.</summary>
    [Theory]
    [InlineData("tcp", "tcp-request connection track-sc0 src")]
    [InlineData("http", "http-request track-sc0 src")]
    public async Task ATunnelShowsWhileItLives(string mode, string track)
    {
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines
        {
            Global = Operations.Console.Socket,
            Defaults = "mode " + mode,
            Frontend = "stick-table type ip size 10 store bytes_in_cnt,bytes_out_cnt\n    " + track,
        });
        using Wire client = await stand.ConnectAsync();
        int requestBytes = mode == "tcp" ? 0 : Upgrade.Length;
        int responseBytes = mode == "tcp" ? 0 : Switching.Length;
        await client.SendAsync(mode == "tcp" ? "" : Upgrade);
        using Wire server = await stand.AcceptAsync();
        if (mode == "http")
        {
            await server.ReceiveHeadAsync();
            await server.SendAsync(Switching);
            await client.ReceiveHeadAsync();
        }

        await client.SendAsync(new string('q', 1000));
        await server.ExpectAsync(new string('q', 1000));
        await server.SendAsync(new string('a', 3000));
        await client.ExpectAsync(new string('a', 3000));

        long bytesIn = long.Parse(await stand.Proxy.StatAsync("web,FRONTEND", "bin"), CultureInfo.InvariantCulture);
        long bytesOut = long.Parse(await stand.Proxy.StatAsync("web,FRONTEND", "bout"), CultureInfo.InvariantCulture);
        Assert.Equal(1000 + requestBytes, bytesIn);
        Assert.Equal(3000 + responseBytes, bytesOut);
        foreach (string row in (string[])["app,s1", "app,BACKEND"])
        {
            Assert.Equal(bytesIn, long.Parse(await stand.Proxy.StatAsync(row, "bin"), CultureInfo.InvariantCulture));
            Assert.Equal(bytesOut, long.Parse(await stand.Proxy.StatAsync(row, "bout"), CultureInfo.InvariantCulture));
        }

        Assert.Contains($" rq[i={bytesIn},an=00h] rp[i={bytesOut},", await stand.Proxy.AskAsync("show sess"), StringComparison.Ordinal);
        Assert.Contains($" bytes_in_cnt={bytesIn} bytes_out_cnt={bytesOut}", await stand.Proxy.AskAsync("show table web"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TcpMode_AResetGoesThrough()
    {
        using TestStand stand = await TestStand.StartAsync(defaults: "mode tcp");
        using Wire client = await stand.ConnectAsync();
        using Wire server = await stand.AcceptAsync();
        await client.SendAsync("hello");
        await server.ExpectAsync("hello");
        client.Reset();
        await server.ExpectGoneAsync();
    }

    /// <summary>Bytes pass; the client's FIN does, and the server may still speak; then its own FIN ends it.</summary>
    private static async Task BothWaysAsync(Wire client, Wire server)
    {
        await client.SendAsync("ping\0\r\n\r\n");
        await server.ExpectAsync("ping\0\r\n\r\n");
        await server.SendAsync("pong");
        await client.ExpectAsync("pong");
        client.FinishSending();
        await server.ExpectEndAsync();
        await server.SendAsync("last words");
        await client.ExpectAsync("last words");
        server.FinishSending();
        await client.ExpectEndAsync();
    }
}
