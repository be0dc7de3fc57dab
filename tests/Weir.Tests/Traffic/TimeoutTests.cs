using System.Threading.Tasks;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Traffic;

/// <summary>
/// Every timeout of the manual (CFG 4.2 timeout), each the only short one of its configuration, so that nothing else can have
/// ended what it ends.
/// </summary>
public sealed class TimeoutTests
{
    private const string Get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private const string Connect = "CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n";

    [Theory]
    [InlineData("")]
    [InlineData("GET / HT")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\n")]
    public async Task HttpRequest_ARequestThatDoesNotArrive_Is408(string part)
    {
        using TestStand stand = await TestStand.StartAsync("timeout http-request 200ms");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(part);
        Reply reply = await client.ReceiveReplyAsync();
        Assert.Equal((408, "close"), (reply.Status, reply["Connection"]));
        await client.ExpectEndAsync();
        Assert.False(stand.Origin.HasVisitor);
    }

    [Fact]
    public async Task HttpRequest_IgnoreProbes_AConnectionThatNeverSpokeIsClosedWithoutAWord()
    {
        using TestStand stand = await TestStand.StartAsync("timeout http-request 200ms\n    option http-ignore-probes");
        using Wire client = await stand.ConnectAsync();
        await client.ExpectEndAsync();
    }

    [Fact]
    public async Task HttpRequest_AFurtherRequestHasItsOwn()
    {
        using TestStand stand = await TestStand.StartAsync("timeout http-request 300ms\n    timeout http-keep-alive 30s");
        using Wire client = await stand.ConnectAsync();
        using Wire server = await stand.ExchangeAsync(client);
        await client.SendAsync("GET");
        Assert.Equal(408, (await client.ReceiveReplyAsync()).Status);
        await client.ExpectEndAsync();
    }

    [Theory]
    [InlineData("timeout http-keep-alive 200ms")]
    [InlineData("timeout http-request 200ms")]
    [InlineData("timeout client 200ms")]
    public async Task KeepAlive_AnIdleClientIsClosedWithoutAWord(string timeout)
    {
        using TestStand stand = await TestStand.StartAsync(timeout);
        using Wire client = await stand.ConnectAsync();
        using Wire server = await stand.ExchangeAsync(client);
        await client.ExpectEndAsync();

        // Its server connection is for others now.
        Assert.True(server.IsSilent);
    }

    [Fact]
    public async Task Client_AnUploadThatStops_Is400_AndTheServerIsLeft()
    {
        const string Part = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc";
        using TestStand stand = await TestStand.StartAsync("timeout client 300ms\n    timeout http-request 30s");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(Part);
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync(Part);
        Reply reply = await client.ReceiveReplyAsync();
        Assert.Equal((400, "close"), (reply.Status, reply["Connection"]));
        await server.ExpectGoneAsync();
    }

    [Fact]
    public async Task Client_AReaderThatStops_IsLeft()
    {
        using TestStand stand = await TestStand.StartAsync("timeout client 300ms\n    timeout http-request 30s");
        using Wire client = await Wire.ConnectAsync(stand.Proxy.PortOf("front"), receiveBufferBytes: 4096);
        await client.SendAsync(Get);
        using Wire server = await stand.AcceptAsync();
        await server.ReceiveHeadAsync();
        await server.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n");
        Task sending = Assert.ThrowsAsync<System.Net.Sockets.SocketException>(() => server.SendAsync(new byte[100_000_000]));
        await sending;
    }

    [Fact]
    public async Task Client_AReaderThatStops_IsLeft_ThoughItsUploadEndsMeanwhile()
    {
        // The end of the request body must not stop the timer that the response waits by.
        using TestStand stand = await TestStand.StartAsync("timeout client 500ms\n    timeout http-request 30s");
        using Wire client = await Wire.ConnectAsync(stand.Proxy.PortOf("front"), receiveBufferBytes: 4096);
        await client.SendAsync("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\n\r\nabc");
        using Wire server = await stand.AcceptAsync();
        await server.ReceiveHeadAsync();
        await server.ExpectAsync("abc");
        await server.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n");
        Task sending = Assert.ThrowsAsync<System.Net.Sockets.SocketException>(() => server.SendAsync(new byte[100_000_000]));
        await Task.Delay(100);
        await client.SendAsync("def");
        await sending;
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nConte")]
    public async Task Server_WithoutAResponse_Is504_AndTheClientStays(string part)
    {
        using TestStand stand = await TestStand.StartAsync(backend: "timeout server 300ms");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(Get);
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync(Get);
        await server.SendAsync(part);
        Reply reply = await client.ReceiveReplyAsync();
        Assert.Equal((504, null), (reply.Status, reply["Connection"]));
        await server.ExpectGoneAsync();
        using Wire next = await stand.ExchangeAsync(client);
    }

    [Fact]
    public async Task Server_InsideItsBody_CutsItShort()
    {
        const string Part = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc";
        using TestStand stand = await TestStand.StartAsync(backend: "timeout server 300ms");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(Get);
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync(Get);
        await server.SendAsync(Part);
        await client.ExpectAsync(Part);
        await client.ExpectGoneAsync();
        await server.ExpectGoneAsync();
    }

    [Fact]
    public async Task Server_ThatDoesNotTakeTheBody_Is504()
    {
        using TestStand stand = await TestStand.StartAsync(backend: "timeout server 300ms");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000000\r\n\r\n");
        using Wire server = await stand.AcceptAsync();
        Task sending = IgnoreFailureAsync(client.SendAsync(new byte[100_000_000]));
        Assert.Equal(504, (await client.ReceiveReplyAsync()).Status);
        await sending;
    }

    [Theory]
    [InlineData("timeout queue 300ms")]
    [InlineData("timeout connect 300ms")]
    public async Task Queue_ASlotThatDoesNotComeFree_Is503(string timeout)
    {
        using TestStand stand = await TestStand.StartAsync(backend: timeout, server: "maxconn 1");
        using Wire first = await stand.ConnectAsync();
        await first.SendAsync(Get);
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync(Get);
        using Wire second = await stand.ConnectAsync();
        await second.SendAsync(Get);
        Assert.Equal(503, (await second.ReceiveReplyAsync()).Status);
        Assert.False(stand.Origin.HasVisitor);
        await stand.ExchangeEndAfterHeadAsync(first, server);
    }

    [Fact]
    public async Task Tunnel_RulesAloneWhereItIsSet()
    {
        using TestStand stand = await TestStand.StartAsync(backend: "timeout tunnel 300ms");
        (Wire client, Wire server) = await TunnelAsync(stand);
        await client.ExpectGoneAsync();
        await server.ExpectGoneAsync();
        client.Dispose();
        server.Dispose();
    }

    [Theory]
    [InlineData("timeout client 300ms", "")]
    [InlineData("", "timeout server 300ms")]
    public async Task Tunnel_WhereItIsNotSet_BothSidesTimeoutsRule(string frontend, string backend)
    {
        using TestStand stand = await TestStand.StartAsync(frontend, backend);
        (Wire client, Wire server) = await TunnelAsync(stand);
        await client.ExpectGoneAsync();
        await server.ExpectGoneAsync();
        client.Dispose();
        server.Dispose();
    }

    [Fact]
    public async Task ServerFin_BoundsAServerThatWasToldTheEnd()
    {
        using TestStand stand = await TestStand.StartAsync(backend: "timeout server-fin 300ms");
        (Wire client, Wire server) = await TunnelAsync(stand);
        client.FinishSending();
        await server.ExpectEndAsync();
        await client.ExpectGoneAsync();
        client.Dispose();
        server.Dispose();
    }

    [Fact]
    public async Task ClientFin_BoundsAClientThatWasToldTheEnd()
    {
        using TestStand stand = await TestStand.StartAsync("timeout client-fin 300ms");
        (Wire client, Wire server) = await TunnelAsync(stand);
        server.FinishSending();
        await client.ExpectEndAsync();
        await server.ExpectGoneAsync();
        client.Dispose();
        server.Dispose();
    }

    private static async Task<(Wire Client, Wire Server)> TunnelAsync(TestStand stand)
    {
        Wire client = await stand.ConnectAsync();
        await client.SendAsync(Connect);
        Wire server = await stand.AcceptAsync();
        await server.ExpectAsync(Connect);
        await server.SendAsync("HTTP/1.1 200 OK\r\n\r\n");
        await client.ExpectAsync("HTTP/1.1 200 OK\r\n\r\n");
        return (client, server);
    }

    private static async Task IgnoreFailureAsync(Task task)
    {
        try
        {
            await task;
        }
        catch (System.Exception e) when (e is System.Net.Sockets.SocketException or System.OperationCanceledException)
        {
            // It is cut off by what the test waits for.
        }
    }
}
