using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;
using Weir.Tests.Operations;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Traffic;

/// <summary>CFG 3.1 harden.reject-privileged-ports.tcp and h1-do-not-close-on-insecure-transfer-encoding.</summary>
public sealed class HardeningTests
{
    /// <summary>RFC 9112 section 6.1: Transfer-Encoding wins, the other field goes, and the connection ends; unless the operator wants to keep it.</summary>
    [Theory]
    [InlineData("", false, "HTTP/1.1")]
    [InlineData("h1-do-not-close-on-insecure-transfer-encoding", true, "HTTP/1.1")]
    public async Task TwoLengths_EndTheConnection_UnlessItIsToBeKept(string global, bool keeps, string version)
    {
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines { Global = global });
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync($"POST / {version}\r\nHost: a\r\nContent-Length: 30\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n");
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n");
        await server.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        Assert.Equal(!keeps, (await client.ReceiveReplyAsync()).Head.Contains("Connection: close", System.StringComparison.Ordinal));
        if (keeps)
        {
            await stand.ExchangeAsync(client, server);
        }
        else
        {
            await client.ExpectEndAsync();
        }
    }

    /// <summary>Ports below 1024 are servers'. What is dropped counts as denied (dcon), and takes no room of the frontend.</summary>
    [PrivilegedFact]
    public async Task SystemPorts_AreDropped()
    {
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines { Global = Console.Socket + "\n harden.reject-privileged-ports.tcp on", Frontend = "maxconn 1\n http-request return status 200" });
        for (int i = 0; i < 3; i++)
        {
            using Socket socket = FromSystemPort();
            SocketException gone = await Assert.ThrowsAsync<SocketException>(async () =>
            {
                // The reset may be there before this end has noticed that it is connected.
                await socket.ConnectAsync(IPAddress.Loopback, stand.Proxy.PortOf("front"));
                await socket.ReceiveAsync(new byte[1]);
            });
            Assert.Equal(SocketError.ConnectionReset, gone.SocketErrorCode);
        }

        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        Assert.Equal(200, (await client.ReceiveReplyAsync()).Status);
        Assert.Equal("3", await stand.Proxy.StatAsync("web,FRONTEND", "dcon"));
    }

    [PrivilegedFact]
    public async Task SystemPorts_AreServedOtherwise()
    {
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines { Global = "harden.reject-privileged-ports.tcp off", Frontend = "http-request return status 200" });
        using Socket socket = FromSystemPort();
        await socket.ConnectAsync(IPAddress.Loopback, stand.Proxy.PortOf("front"));
        await socket.SendAsync(Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: a\r\n\r\n"));
        Assert.NotEqual(0, await socket.ReceiveAsync(new byte[100]));
    }

    /// <summary>Bound to a free port below 1024.</summary>
    private static Socket FromSystemPort()
    {
        for (int port = 1023; ; port--)
        {
            Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return socket;
            }
            catch (SocketException) when (port > 900)
            {
                socket.Dispose();
            }
        }
    }
}
