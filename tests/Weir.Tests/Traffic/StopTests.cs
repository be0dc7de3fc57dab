using System.Threading.Tasks;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Traffic;

/// <summary>What stopping does to traffic: soft (SIGUSR1) lets exchanges end, hard (hard-stop-after) does not.</summary>
public sealed class StopTests
{
    private const string Get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    [Fact]
    public async Task Soft_IdleClientsGo_ExchangesEnd_AndTheirClientsAreTold()
    {
        using TestStand stand = await TestStand.StartAsync();
        using Wire idle = await stand.ConnectAsync();
        using Wire ofIdle = await stand.ExchangeAsync(idle);
        using Wire busy = await stand.ConnectAsync();
        await busy.SendAsync(Get);
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync(Get);

        stand.Proxy.Signal(ProxyProcess.SigUsr1);
        await idle.ExpectEndAsync();
        await Assert.ThrowsAsync<System.Net.Sockets.SocketException>(stand.ConnectAsync);
        await server.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        await busy.ExpectAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok");
        await busy.ExpectEndAsync();
        Assert.Equal(0, await stand.Proxy.ExitAsync());
    }

    [Fact]
    public async Task Soft_AResponseUnderWay_IsCarriedToItsEnd()
    {
        using TestStand stand = await TestStand.StartAsync();
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(Get);
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync(Get);
        await server.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
        await client.ExpectAsync("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
        stand.Proxy.Signal(ProxyProcess.SigUsr1);
        await server.SendAsync("world");
        await client.ExpectAsync("world");
        await client.ExpectEndAsync();
        Assert.Equal(0, await stand.Proxy.ExitAsync());
    }

    [Fact]
    public async Task Hard_ExchangesAreCutOff()
    {
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines { Global = "hard-stop-after 300ms" });
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(Get);
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync(Get);
        stand.Proxy.Signal(ProxyProcess.SigUsr1);
        await client.ExpectGoneAsync();
        await server.ExpectGoneAsync();
        await stand.Proxy.ExitAsync();
    }
}
