using System;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Traffic;

/// <summary>A slow reader slows the writer; nothing is piled up in between.</summary>
public sealed class BackPressureTests
{
    private const long BodyBytes = 1L << 30;

    /// <summary>Far below any body, far above what a loop needs for one exchange.</summary>
    private const long GrowthBytesMax = 8 << 20;

    [Theory]
    [InlineData("Content-Length: 1073741824", "")]
    [InlineData("Content-Length: 1073741824", "nosplice")]
    [InlineData("X-Framing: close", "nosplice")]
    [InlineData("Transfer-Encoding: chunked", "")]
    public async Task Response_WhoseReaderStops_StopsTheServer_AndTakesNoMemory(string framing, string global)
    {
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines { Global = global });
        using Wire client = await stand.ConnectAsync();
        using Wire server = await stand.ExchangeAsync(client);
        long before = stand.Proxy.ResidentBytes;
        await client.SendAsync("GET /big HTTP/1.1\r\nHost: a\r\n\r\n");
        await server.ReceiveHeadAsync();
        await server.SendAsync("HTTP/1.1 200 OK\r\n" + framing + "\r\n\r\n");

        long sent = await SendUntilStoppedAsync(server, framing.StartsWith('T'));
        Assert.InRange(sent, 1, 64 << 20);
        Assert.InRange(stand.Proxy.ResidentBytes - before, long.MinValue, GrowthBytesMax);
    }

    [Theory]
    [InlineData("Content-Length: 1073741824")]
    [InlineData("Transfer-Encoding: chunked")]
    public async Task Request_WhoseServerStops_StopsTheClient_AndTakesNoMemory(string framing)
    {
        using TestStand stand = await TestStand.StartAsync();
        using Wire client = await stand.ConnectAsync();
        using Wire server = await stand.ExchangeAsync(client);
        long before = stand.Proxy.ResidentBytes;
        await client.SendAsync("POST /big HTTP/1.1\r\nHost: a\r\n" + framing + "\r\n\r\n");
        await server.ReceiveHeadAsync();

        long sent = await SendUntilStoppedAsync(client, framing.StartsWith('T'));
        Assert.InRange(sent, 1, 64 << 20);
        Assert.InRange(stand.Proxy.ResidentBytes - before, long.MinValue, GrowthBytesMax);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nosplice")]
    public async Task Response_OfOneGigabyte_ArrivesWhole_AndTakesNoMemory(string global)
    {
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines { Global = global });
        using Wire client = await stand.ConnectAsync();
        using Wire server = await stand.ExchangeAsync(client);
        long before = stand.Proxy.ResidentBytes;
        await client.SendAsync("GET /big HTTP/1.1\r\nHost: a\r\n\r\n");
        await server.ReceiveHeadAsync();
        await server.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n");
        Task sending = SendAllAsync(server);
        await client.ReceiveHeadAsync();
        Assert.Equal(BodyBytes, await client.DrainAsync(BodyBytes));
        await sending;
        Assert.InRange(stand.Proxy.ResidentBytes - before, long.MinValue, GrowthBytesMax);
        await stand.ExchangeAsync(client, server);
    }

    private static async Task SendAllAsync(Wire wire)
    {
        byte[] piece = new byte[1 << 20];
        for (long sent = 0; sent < BodyBytes; sent += piece.Length)
        {
            await wire.SendAsync(piece);
        }
    }

    /// <summary>Sends until nothing has been taken for a second; bytes taken by then.</summary>
    private static async Task<long> SendUntilStoppedAsync(Wire wire, bool chunked)
    {
        byte[] piece = chunked ? Encoding.ASCII.GetBytes("10000\r\n" + new string('a', 65536) + "\r\n") : new byte[65536];
        long sent = 0;
        while (sent < BodyBytes)
        {
            using CancellationTokenSource stopped = new(TimeSpan.FromSeconds(1));
            int taken = await wire.TrySendAsync(piece.AsMemory((int)(sent % piece.Length)), stopped.Token);
            if (taken == 0)
            {
                return sent;
            }

            sent += taken;
        }

        return sent;
    }
}
