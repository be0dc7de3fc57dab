using System.Diagnostics;
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

    private static readonly string Body = new('x', 5000);

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
}
