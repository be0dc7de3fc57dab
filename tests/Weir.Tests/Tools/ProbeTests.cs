using System;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;
using Engine.IO.Tests;
using Weir.Tests.Processes;
using Xunit;

namespace Weir.Tests.Tools;

/// <summary><c>weir probe</c>: is that URL well?</summary>
public sealed class ProbeTests
{
    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", 0)]
    [InlineData("HTTP/1.0 302 Found\r\n\r\n", 0)]
    [InlineData("HTTP/1.1 399 Odd\r\n\r\n", 0)]
    [InlineData("HTTP/1.1 404 Not Found\r\n\r\n", 1)]
    [InlineData("HTTP/1.1 503 Service Unavailable\r\n\r\n", 1)]
    [InlineData("HTTP/1.1 199 Odd\r\n\r\n", 1)]
    [InlineData("SSH-2.0-OpenSSH\r\n", 1)]
    [InlineData("", 1)]
    public async Task Probe_ExitsByTheStatus(string answer, int status)
    {
        using var origin = new TcpListener(IPAddress.Loopback, 0);
        origin.Start();
        int port = ((IPEndPoint)origin.LocalEndpoint).Port;
        Task<string> served = ServeAsync(origin, answer);
        ToolRun run = await Task.Run(() => ToolRun.Of("probe", $"http://127.0.0.1:{port}/healthz?x=1"));
        Assert.Equal(status, run.Status);
        Assert.StartsWith($"GET /healthz?x=1 HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n", await served);
    }

    [Fact]
    public void Probe_WhereNothingListens_ExitsWith1()
    {
        ToolRun run = ToolRun.Of("probe", $"http://127.0.0.1:{Ports.Free()}/");
        Assert.Equal(1, run.Status);
        Assert.Contains("connection refused", run.Errors);
    }

    [Fact]
    public void Probe_OfASilentServer_GivesUpAfterTwoSeconds()
    {
        using var origin = new TcpListener(IPAddress.Loopback, 0);
        origin.Start();
        long start = Stopwatch.GetTimestamp();
        ToolRun run = ToolRun.Of("probe", $"http://127.0.0.1:{((IPEndPoint)origin.LocalEndpoint).Port}/");
        Assert.Equal(1, run.Status);
        Assert.Contains("no answer within 2 s", run.Errors);
        Assert.True(Stopwatch.GetElapsedTime(start) >= TimeSpan.FromSeconds(1.9));
    }

    [Theory]
    [InlineData("https://127.0.0.1/")]
    [InlineData("127.0.0.1:80")]
    [InlineData("nonsense")]
    public void Probe_OfWhatIsNoHttpUrl_ExitsWith2(string url) => Assert.Equal(2, ToolRun.Of("probe", url).Status);

    private static async Task<string> ServeAsync(TcpListener origin, string answer)
    {
        using Socket client = await origin.AcceptSocketAsync();
        byte[] request = new byte[1024];
        int length = await client.ReceiveAsync(request);
        await client.SendAsync(Encoding.ASCII.GetBytes(answer));
        client.Shutdown(SocketShutdown.Send);
        return Encoding.ASCII.GetString(request, 0, length);
    }
}
