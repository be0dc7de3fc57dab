using System.Threading.Tasks;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Traffic;

/// <summary>Rules about the server and the ends of the connection: use-server, set-src, set-dst, set-priority-class (CFG 4.2, 4.4).</summary>
public sealed class ServerRuleTests
{
    [Fact]
    public async Task UseServer_TakesTheFirstThatHolds_AndIsUp()
    {
        using TestStand stand = await TestStand.StartAsync(
            backend: "use-server down if { path /down }\n use-server s2 if { path /down } or { path /two }\n use-server %[req.hdr(x-server)] if { req.hdr(x-server) -m found }\n server down 127.0.0.1:1 disabled",
            origins: 3);
        await ExpectAtAsync(stand, 1, "GET /two HTTP/1.1\r\nHost: a\r\n\r\n");
        await ExpectAtAsync(stand, 1, "GET /two HTTP/1.1\r\nHost: a\r\n\r\n");
        await ExpectAtAsync(stand, 1, "GET /down HTTP/1.1\r\nHost: a\r\n\r\n");
        await ExpectAtAsync(stand, 2, "GET / HTTP/1.1\r\nHost: a\r\nX-Server: s3\r\n\r\n");
        await ExpectAtAsync(stand, 0, "GET / HTTP/1.1\r\nHost: a\r\nX-Server: nobody\r\n\r\n");
    }

    [Fact]
    public async Task UseServer_InModeTcp_AndForAServerWithoutWeight()
    {
        using TestStand stand = await TestStand.StartAsync("tcp-request inspect-delay 10s\n tcp-request content accept if { req.len ge 1 }", "use-server s2 if { req.payload(0,1) -m bin 32 }", defaults: "mode tcp", server: "weight 0", origins: 2);
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("2nd");
        using Wire server = await stand.Origins[1].AcceptAsync();
        await server.ExpectAsync("2nd");
    }

    [Fact]
    public async Task UseServer_QueuesForThatServerAlone()
    {
        using TestStand stand = await TestStand.StartAsync(backend: "use-server s1 if { path /one }", server: "maxconn 1", origins: 2);
        const string One = "GET /one HTTP/1.1\r\nHost: a\r\n\r\n";
        using Wire first = await stand.ConnectAsync();
        await first.SendAsync(One);
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync(One);
        using Wire second = await stand.ConnectAsync();
        await second.SendAsync(One);
        using Wire third = await stand.ConnectAsync();
        await third.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        using Wire other = await stand.Origins[1].AcceptAsync();
        await stand.ExchangeEndAsync(third, other);
        await stand.ExchangeEndAfterHeadAsync(first, server);
        using Wire next = await stand.ExchangeEndAsync(second);
    }

    [Fact]
    public async Task ThePriorityClass_OrdersTheQueue()
    {
        using TestStand stand = await TestStand.StartAsync("http-request set-priority-class req.hdr(x-class)\n http-request set-priority-offset req.hdr(x-offset)", server: "maxconn 1");
        using Wire busy = await stand.ConnectAsync();
        await busy.SendAsync("GET /busy HTTP/1.1\r\nHost: a\r\n\r\n");
        using Wire server = await stand.AcceptAsync();
        await server.ReceiveHeadAsync();
        using Wire late = await stand.ConnectAsync();
        using Wire usual = await stand.ConnectAsync();
        using Wire urgent = await stand.ConnectAsync();
        await QueueAsync(stand, late, "/late", "X-Offset: 60000");
        await QueueAsync(stand, usual, "/usual", "X-Other: 1");
        await QueueAsync(stand, urgent, "/urgent", "X-Class: -5");
        await stand.ExchangeEndAfterHeadAsync(busy, server);
        foreach ((Wire client, string path) in new[] { (urgent, "/urgent"), (usual, "/usual"), (late, "/late") })
        {
            using Wire next = await stand.AcceptAsync();
            Assert.StartsWith($"GET {path} ", await next.ReceiveHeadAsync(), System.StringComparison.Ordinal);
            await stand.ExchangeEndAfterHeadAsync(client, next);
        }
    }

    [Fact]
    public async Task SetSrc_IsWhatTheServerIsTold_ForThatRequestAlone()
    {
        using TestStand stand = await TestStand.StartAsync("option forwardfor\n http-request set-src req.hdr(x-real) if { req.hdr(x-real) -m found }\n http-request set-src-port dst_port if { req.hdr(x-real) -m found }\n http-request set-header Src %[src]:%[src_port] if { req.hdr(x-real) -m found }");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\nX-Real: 192.0.2.7\r\n\r\n");
        using Wire server = await stand.AcceptAsync();
        int port = stand.Proxy.PortOf("front");
        await server.ExpectAsync("GET / HTTP/1.1\r\nHost: a\r\nX-Real: 192.0.2.7\r\nSrc: 192.0.2.7:" + port + "\r\nX-Forwarded-For: 192.0.2.7\r\n\r\n");
        await stand.ExchangeEndAfterHeadAsync(client, server);
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        await server.ExpectAsync("GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 127.0.0.1\r\n\r\n");
    }

    [Fact]
    public async Task SetSrc_OfTheConnection_Stays()
    {
        using TestStand stand = await TestStand.StartAsync("tcp-request connection set-src-port dst_port\n http-request set-header Port %[src_port]");
        string request = $"GET / HTTP/1.1\r\nHost: a\r\nPort: {stand.Proxy.PortOf("front")}\r\n\r\n";
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync(request);
        await stand.ExchangeEndAfterHeadAsync(client, server);
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        await server.ExpectAsync(request);
    }

    [Fact]
    public async Task AServerWithoutAddress_IsWhereTheRuleSays_AndItsConnectionsAreForNobodyElse()
    {
        using Origin first = new();
        using Origin second = new();
        using ProxyProcess proxy = await ProxyProcess.StartAsync("""
            defaults
                mode http
                timeout connect 10s
                timeout client 30s
                timeout server 30s
                http-reuse always
            listen web
                bind 127.0.0.1:{front}
                http-request set-dst src
                http-request set-dst-port req.hdr(x-port)
                server any 0.0.0.0:0
            """);
        using Wire client = await Wire.ConnectAsync(proxy.PortOf("front"));
        foreach (Origin origin in new[] { first, second, first })
        {
            await client.SendAsync($"GET / HTTP/1.1\r\nHost: a\r\nX-Port: {origin.Port}\r\n\r\n");
            using Wire server = await origin.AcceptAsync();
            await server.ReceiveHeadAsync();
            await server.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            await client.ExpectAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        }
    }

    private static async Task ExpectAtAsync(TestStand stand, int origin, string request)
    {
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(request);
        using Wire server = await stand.Origins[origin].AcceptAsync();
        await server.ExpectAsync(request);
        await stand.ExchangeEndAfterHeadAsync(client, server);
    }

    /// <summary>Asks, and waits until the proxy has read it: one loop reads connections in the order in which bytes came.</summary>
    private static async Task QueueAsync(TestStand stand, Wire client, string path, string field)
    {
        await client.SendAsync($"GET {path} HTTP/1.1\r\nHost: a\r\n{field}\r\n\r\n");
        using Wire probe = await stand.ConnectAsync();
        await probe.SendAsync("nonsense\r\n\r\n");
        await probe.ReceiveHeadAsync();
    }
}
