using System;
using System.Globalization;
using System.Threading.Tasks;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Traffic;

/// <summary>Options of servers and of their connections (CFG 4.2, 5.2): redir, pool-conn-name, max-session-srv-conns, persist rdp-cookie, tfo; and closing idle clients.</summary>
public sealed class ServerOptionTests
{
    /// <summary>CFG 5.2 redir: GET and HEAD only; the rest is served.</summary>
    [Fact]
    public async Task Redir_SendsClientsToTheServerItself()
    {
        using TestStand stand = await TestStand.StartAsync(server: "redir http://img.example:8080/base");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("GET /a?b=c HTTP/1.1\r\nHost: a\r\n\r\n");
        Stand.Reply reply = await client.ReceiveReplyAsync();
        Assert.Equal(302, reply.Status);
        Assert.Contains("\r\nLocation: http://img.example:8080/base/a?b=c\r\n", reply.Head, StringComparison.Ordinal);
        Assert.Contains("\r\nCache-Control: no-cache\r\n", reply.Head, StringComparison.Ordinal);
        await client.SendAsync("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n");
        using Wire server = await stand.AcceptAsync();
        await server.ReceiveHeadAsync();
        await stand.ExchangeEndAfterHeadAsync(client, server);
    }

    /// <summary>A connection made for one name serves the next client with that name, and nobody else.</summary>
    [Fact]
    public async Task PoolConnName_KeepsConnectionsApart()
    {
        using TestStand stand = await TestStand.StartAsync(backend: "http-reuse always", server: "pool-conn-name req.hdr(x-tenant)");
        using Wire client = await stand.ConnectAsync();
        using Wire red = await AskAsync(stand, client, "red", null);
        using Wire blue = await AskAsync(stand, client, "blue", null);
        using Wire other = await stand.ConnectAsync();
        await AskAsync(stand, other, "red", red);
        await AskAsync(stand, client, "blue", blue);
    }

    /// <summary>None may be held for one client alone: each request has a connection of its own.</summary>
    [Fact]
    public async Task MaxSessionSrvConns_BoundsWhatAClientHolds()
    {
        using TestStand stand = await TestStand.StartAsync("max-session-srv-conns 0", "http-reuse never");
        using Wire client = await stand.ConnectAsync();
        using Wire first = await stand.ExchangeAsync(client);
        await first.ExpectGoneAsync();
        using Wire second = await stand.ExchangeAsync(client);
    }

    [Fact]
    public async Task Tfo_ConnectsAsAlways()
    {
        using TestStand stand = await TestStand.StartAsync(backend: "http-reuse never", server: "tfo");
        for (int i = 0; i < 2; i++)
        {
            using Wire client = await stand.ConnectAsync();
            using Wire server = await stand.ExchangeAsync(client);
        }
    }

    /// <summary>The session broker's cookie: address and port of the server, in the other byte order.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task PersistRdpCookie_FindsTheServerByItsAddress(int wanted)
    {
        using TestStand stand = await TestStand.StartAsync(
            defaults: "mode tcp", backend: "persist rdp-cookie\n tcp-request inspect-delay 20s\n tcp-request content accept if RDP_COOKIE", origins: 2);
        int port = stand.Origins[wanted].Port;
        int swapped = ((port & 0xff) << 8) | (port >> 8);
        string cookie = string.Create(CultureInfo.InvariantCulture, $"Cookie: msts=16777343.{swapped}.0000\r\n");
        string packet = $"\u0003\0\0{(char)(11 + cookie.Length)}{(char)(6 + cookie.Length)}\u00e0\0\0\0\0\0{cookie}";
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(packet);
        using Wire server = await stand.Origins[wanted].AcceptAsync();
        await server.ExpectAsync(packet);
    }

    /// <summary>CFG 4.2 option idle-close-on-response: who may be about to send is not closed upon.</summary>
    [Fact]
    public async Task IdleClients_OfAProcessThatStops_GetOneMoreAnswer()
    {
        using TestStand stand = await TestStand.StartAsync("option idle-close-on-response\n http-request return status 200 content-type text/plain string ok");
        using Wire client = await stand.ConnectAsync();
        using Wire gone = await stand.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        Assert.DoesNotContain("close", (await client.ReceiveReplyAsync()).Head, StringComparison.Ordinal);
        stand.Proxy.Signal(ProxyProcess.SigUsr1);
        while (!await IsRefusedAsync(stand))
        {
            await Task.Delay(5);
        }

        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        Assert.Contains("\r\nConnection: close\r\n", (await client.ReceiveReplyAsync()).Head, StringComparison.Ordinal);
        gone.Dispose();
        Assert.Equal(0, await stand.Proxy.ExitAsync());
    }

    private static async Task<bool> IsRefusedAsync(TestStand stand)
    {
        try
        {
            using Wire probe = await stand.ConnectAsync();
            return false;
        }
        catch (System.Net.Sockets.SocketException)
        {
            return true;
        }
    }

    private static async Task<Wire> AskAsync(TestStand stand, Wire client, string tenant, Wire? known)
    {
        await client.SendAsync($"GET / HTTP/1.1\r\nHost: a\r\nX-Tenant: {tenant}\r\n\r\n");
        return await stand.ExchangeEndAsync(client, known);
    }
}
