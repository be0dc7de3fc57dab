using System;
using System.Diagnostics;
using System.Threading.Tasks;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Traffic;

/// <summary>CFG 3.1 close-spread-time: a gentle stop closes kept connections one after the other.</summary>
public sealed class CloseSpreadTests
{
    private const string Get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    /// <summary>Idle connections go some time within the window, not together, and the process with the last of them.</summary>
    [Fact]
    public async Task IdleConnections_GoOneAfterTheOther()
    {
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines { Global = "close-spread-time 1s", Frontend = "http-request return status 200" });
        Wire[] clients = new Wire[40];
        for (int i = 0; i < clients.Length; i++)
        {
            clients[i] = await stand.ConnectAsync();
            await clients[i].SendAsync(Get);
            await clients[i].ReceiveReplyAsync();
        }

        long began = Stopwatch.GetTimestamp();
        stand.Proxy.Signal(ProxyProcess.SigUsr1);
        TimeSpan[] ends = await Task.WhenAll(Array.ConvertAll(clients, async client =>
        {
            await client.ExpectEndAsync();
            return Stopwatch.GetElapsedTime(began);
        }));
        Array.Sort(ends);
        Assert.InRange(ends[20] - ends[0], TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(20));
        Assert.InRange(ends[^1], TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(20));
        Assert.Equal(0, await stand.Proxy.ExitAsync());
        Array.ForEach(clients, static client => client.Dispose());
    }

    /// <summary>A connection in use goes with one of its answers, which says so, before the window is over; a server's stays good until then.</summary>
    [Fact]
    public async Task AConnectionInUse_GoesWithAnAnswer()
    {
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines { Global = "close-spread-time 1s" });
        using Wire client = await stand.ConnectAsync();
        using Wire server = await stand.ExchangeAsync(client);
        stand.Proxy.Signal(ProxyProcess.SigUsr1);
        int kept = 0;
        for (long began = Stopwatch.GetTimestamp(); ; kept++)
        {
            await client.SendAsync(Get);
            await server.ExpectAsync(Get);
            await server.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            if ((await client.ReceiveReplyAsync()).Head.Contains("\r\nConnection: close\r\n", StringComparison.Ordinal))
            {
                Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(20));
                break;
            }
        }

        Assert.NotEqual(0, kept);
        await client.ExpectEndAsync();
        Assert.Equal(0, await stand.Proxy.ExitAsync());
    }

    /// <summary>With <c>infinite</c> it goes when its own time is over, or the client wants it to.</summary>
    [Fact]
    public async Task Infinite_LeavesThemToThemselves()
    {
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines { Global = "close-spread-time infinite", Defaults = "timeout http-keep-alive 500ms" });
        using Wire idle = await stand.ConnectAsync();
        using Wire client = await stand.ConnectAsync();
        using Wire server = await stand.ExchangeAsync(client);
        stand.Proxy.Signal(ProxyProcess.SigUsr1);
        await Task.Delay(100);
        Assert.Equal(200, (await AnswerAsync(client, server, "")).Status);
        Assert.DoesNotContain("close", (await AnswerAsync(client, server, "")).Head, StringComparison.Ordinal);
        Assert.Contains("Connection: close", (await AnswerAsync(client, server, "Connection: close\r\n")).Head, StringComparison.Ordinal);
        await client.ExpectEndAsync();
    }

    /// <summary>The hard stop does not wait for the window.</summary>
    [Fact]
    public async Task HardStop_EndsThem()
    {
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines { Global = "close-spread-time infinite\n hard-stop-after 200ms" });
        using Wire client = await stand.ConnectAsync();
        using Wire server = await stand.ExchangeAsync(client);
        stand.Proxy.Signal(ProxyProcess.SigUsr1);
        await client.ExpectGoneAsync();
        await stand.Proxy.ExitAsync();
    }

    private static async Task<Reply> AnswerAsync(Wire client, Wire server, string fields)
    {
        await client.SendAsync($"GET / HTTP/1.1\r\nHost: a\r\n{fields}\r\n");
        await server.ReceiveHeadAsync();
        await server.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        return await client.ReceiveReplyAsync();
    }
}
