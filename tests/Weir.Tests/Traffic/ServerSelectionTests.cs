using System.Linq;
using System.Threading.Tasks;
using Engine.IO.Tests;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Traffic;

/// <summary>Which server a request goes to, and what happens when that one cannot be reached or is full.</summary>
public sealed class ServerSelectionTests
{
    private const string Get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    /// <summary>Servers answer with their letters, by a frontend of their own.</summary>
    private const string Letters = """
        defaults
            mode http
            timeout connect 10s
            timeout client 30s
            timeout server 30s
            retries 3
        frontend a
            bind 127.0.0.1:{a}
            http-request return content-type text/plain string a
        frontend b
            bind 127.0.0.1:{b}
            http-request return content-type text/plain string b
        frontend c
            bind 127.0.0.1:{c}
            http-request return content-type text/plain string c
        frontend web
            bind 127.0.0.1:{front}
            default_backend app
        backend app
        """;

    [Theory]
    [InlineData("abcabcabc", "", "", "")]
    [InlineData("cbcacbcbcacb", "weight 1", "weight 2", "weight 3")]
    [InlineData("bbabcbabbabcba", "weight 10", "weight 20", "weight 5")]
    [InlineData("acacac", "", "disabled", "")]
    [InlineData("acacac", "", "weight 0", "")]
    [InlineData("aaaa", "", "backup", "backup")]
    [InlineData("bbbb", "disabled", "backup", "backup")]
    [InlineData("bbbb", "weight 0", "backup", "backup")]
    public async Task RoundRobin_WeightDisabledBackup(string order, string a, string b, string c)
    {
        using ProxyProcess proxy = await ProxyProcess.StartAsync(
            "global\n    nbthread 1\n" + Letters + $$"""

                server a 127.0.0.1:{a} {{a}}
                server b 127.0.0.1:{b} {{b}}
                server c 127.0.0.1:{c} {{c}}
            """);
        Assert.Equal(order, await AskAsync(proxy, order.Length));
    }

    [Fact]
    public async Task AllBackups_AreUsedTogether()
    {
        using ProxyProcess proxy = await ProxyProcess.StartAsync(Letters + """

                option allbackups
                server a 127.0.0.1:{a} disabled
                server b 127.0.0.1:{b} backup
                server c 127.0.0.1:{c} backup
            """);
        Assert.Equal("bcbcbc", await AskAsync(proxy, 6));
    }

    [Theory]
    [InlineData("server a 127.0.0.1:{a} disabled")]
    [InlineData("server a 127.0.0.1:{a} weight 0")]
    [InlineData("")]
    [InlineData("disabled\n    server a 127.0.0.1:{a}")]
    public async Task NoServer_Is503_AndTheClientStays(string lines)
    {
        using ProxyProcess proxy = await ProxyProcess.StartAsync(Letters + "\n    " + lines);
        using Wire client = await Wire.ConnectAsync(proxy.PortOf("front"));
        for (int i = 0; i < 2; i++)
        {
            await client.SendAsync(Get);
            Reply reply = await client.ReceiveReplyAsync();
            Assert.Equal((503, null), (reply.Status, reply["Connection"]));
        }
    }

    [Fact]
    public async Task Refused_WithRedispatch_AnotherServerAnswersAtOnce()
    {
        using ProxyProcess proxy = await ProxyProcess.StartAsync(Letters + """

                option redispatch
                server x 127.0.0.1:1
                server a 127.0.0.1:{a}
            """);
        Assert.Equal("aaaa", await AskAsync(proxy, 4));
    }

    [Fact]
    public async Task Refused_WithoutRetries_Is503_AndTheClientStays()
    {
        using ProxyProcess proxy = await ProxyProcess.StartAsync(Letters + """

                retries 0
                server x 127.0.0.1:1
                server a 127.0.0.1:{a}
            """);
        using Wire client = await Wire.ConnectAsync(proxy.PortOf("front"));
        foreach (int status in new[] { 503, 200, 503, 200 })
        {
            await client.SendAsync(Get);
            Reply reply = await client.ReceiveReplyAsync();
            Assert.Equal((status, null), (reply.Status, reply["Connection"]));
        }
    }

    [Fact]
    public async Task Refused_TheSameServerIsTriedAgain_AndMayBeBack()
    {
        // The pause before a retry is the shorter of 1 s and timeout connect: time enough to open the port.
        int port = Ports.Free();
        using ProxyProcess proxy = await ProxyProcess.StartAsync(Letters + "\n    retries 15\n    server x 127.0.0.1:" + port);
        using Wire client = await Wire.ConnectAsync(proxy.PortOf("front"));
        await client.SendAsync(Get);
        using Origin origin = new(port: port);
        using Wire server = await origin.AcceptAsync();
        await server.ExpectAsync(Get);
        await server.SendAsync("HTTP/1.1 204 No Content\r\n\r\n");
        await client.ExpectAsync("HTTP/1.1 204 No Content\r\n\r\n");
    }

    [Fact]
    public async Task MaxConn_OfAServer_RequestsWaitTheirTurn_InTheirOrder()
    {
        const int Clients = 5;
        using TestStand stand = await TestStand.StartAsync(server: "maxconn 1");
        using Wire first = await stand.ConnectAsync();
        await first.SendAsync(Get);
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync(Get);
        Wire[] waiting = new Wire[Clients];
        for (int i = 0; i < Clients; i++)
        {
            waiting[i] = await stand.ConnectAsync();
            await waiting[i].SendAsync($"GET /{i} HTTP/1.1\r\nHost: a\r\n\r\n");

            // One request at a time into the queue, or their order would be the kernel's.
            await Task.Delay(50);
        }

        Assert.False(stand.Origin.HasVisitor);
        await stand.ExchangeEndAfterHeadAsync(first, server);
        for (int i = 0; i < Clients; i++)
        {
            Wire next = await stand.AcceptAsync();
            Assert.StartsWith($"GET /{i} ", await next.ReceiveHeadAsync(), System.StringComparison.Ordinal);
            Assert.False(stand.Origin.HasVisitor);
            await stand.ExchangeEndAfterHeadAsync(waiting[i], next);
        }

        foreach (Wire client in waiting)
        {
            client.Dispose();
        }
    }

    [Fact]
    public async Task MaxConn_OfAServer_ANewcomerDoesNotOvertakeTheQueue()
    {
        using TestStand stand = await TestStand.StartAsync(backend: "http-reuse always", server: "maxconn 1");
        using Wire busy = await stand.ConnectAsync();
        await busy.SendAsync(Get);
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync(Get);
        using Wire queued = await stand.ConnectAsync();
        await queued.SendAsync("GET /queued HTTP/1.1\r\nHost: a\r\n\r\n");
        await Task.Delay(50);

        // Its next request is there before the slot is given back; the one that queues comes first all the same.
        await busy.SendAsync("GET /again HTTP/1.1\r\nHost: a\r\n\r\n");
        await stand.ExchangeEndAfterHeadAsync(busy, server);
        Assert.StartsWith("GET /queued ", await server.ReceiveHeadAsync(), System.StringComparison.Ordinal);
        await stand.ExchangeEndAfterHeadAsync(queued, server);
        Assert.StartsWith("GET /again ", await server.ReceiveHeadAsync(), System.StringComparison.Ordinal);
        await stand.ExchangeEndAfterHeadAsync(busy, server);
    }

    [Fact]
    public async Task MaxConn_OfAServer_AnotherWithASlotTakesTheRequest()
    {
        using TestStand stand = await TestStand.StartAsync(server: "maxconn 1", origins: 2);
        using Wire first = await stand.ConnectAsync();
        await first.SendAsync(Get);
        using Wire one = await stand.Origins[0].AcceptAsync();
        await one.ExpectAsync(Get);
        using Wire second = await stand.ConnectAsync();
        await second.SendAsync(Get);
        using Wire two = await stand.Origins[1].AcceptAsync();
        await two.ExpectAsync(Get);
        await stand.ExchangeEndAfterHeadAsync(second, two);

        // In turn it would be the first one's again, which is busy still.
        await stand.ExchangeAsync(second, two);
    }

    [Fact]
    public async Task MaxConn_OfAServer_AClientThatLeavesTheQueueIsForgotten()
    {
        using TestStand stand = await TestStand.StartAsync(server: "maxconn 1");
        using Wire busy = await stand.ConnectAsync();
        await busy.SendAsync(Get);
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync(Get);
        using (Wire leaves = await stand.ConnectAsync())
        {
            await leaves.SendAsync("GET /leaves HTTP/1.1\r\nHost: a\r\n\r\n");
            await Task.Delay(50);
            leaves.FinishSending();
            await leaves.ReceiveUntilEndAsync();
        }

        using Wire stays = await stand.ConnectAsync();
        await stays.SendAsync("GET /stays HTTP/1.1\r\nHost: a\r\n\r\n");
        await stand.ExchangeEndAfterHeadAsync(busy, server);
        using Wire next = await stand.AcceptAsync();
        Assert.StartsWith("GET /stays ", await next.ReceiveHeadAsync(), System.StringComparison.Ordinal);
        await stand.ExchangeEndAfterHeadAsync(stays, next);
    }

    [Theory]
    [InlineData("maxconn 2", "")]
    [InlineData("", "maxconn 2")]
    public async Task MaxConn_OfFrontendAndProcess_FurtherClientsWaitInTheKernel(string frontend, string global)
    {
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines { Frontend = frontend, Global = global });
        Wire[] clients = [await stand.ConnectAsync(), await stand.ConnectAsync(), await stand.ConnectAsync()];
        using Wire one = await stand.ExchangeAsync(clients[0]);
        using Wire two = await stand.ExchangeAsync(clients[1]);
        await clients[2].SendAsync(Get);
        await Task.Delay(100);
        Assert.False(stand.Origin.HasVisitor);
        clients[0].FinishSending();
        await clients[0].ExpectEndAsync();
        using Wire three = await stand.ExchangeEndAsync(clients[2]);
        foreach (Wire client in clients)
        {
            client.Dispose();
        }
    }

    private static async Task<string> AskAsync(ProxyProcess proxy, int times)
    {
        using Wire client = await Wire.ConnectAsync(proxy.PortOf("front"));
        string[] answers = new string[times];
        for (int i = 0; i < times; i++)
        {
            await client.SendAsync(Get);
            answers[i] = (await client.ReceiveReplyAsync()).Body;
        }

        return string.Concat(answers.Select(answer => answer.Length == 1 ? answer : "?"));
    }
}
