using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using Weir.Native;
using Xunit;

namespace Weir.Tests.Processes;

/// <summary>SIGTTOU and SIGTTIN: the pause in which another process may take the ports (management guide, section 4).</summary>
public sealed class PauseTests
{
    [Fact]
    public async Task Sigttou_RefusesWhoeverConnects_AndSigttin_ListensAgain()
    {
        using var place = new Workplace();
        using WeirProcess weir = WeirProcess.Start("-db", "-f", place.Configuration);
        Assert.Equal("served", await WeirProcess.Get(place.Port));

        weir.Signal(ProcessCalls.SigTtOu);
        await weir.WaitForError("[WARNING] Paused frontend web.\n");
        await WaitForRefusal(place.Port);
        weir.Signal(ProcessCalls.SigTtIn);
        await weir.WaitForError("[WARNING] Resumed frontend web.\n");

        Assert.Equal("served", await WeirProcess.Get(place.Port));
        weir.Signal(ProcessCalls.SigUsr1);
        Assert.Equal(0, weir.WaitForExit());
        Assert.Equal("[WARNING] Paused frontend web.\n[WARNING] Resumed frontend web.\n", weir.Errors);
    }

    /// <summary>Loops that share one socket: whoever connects after a pause is served, however soon he does.</summary>
    [Fact]
    public async Task SharedSocket_AfterManyPauses_ServesWhoConnectsAtOnce()
    {
        using var place = new Workplace("nbthread 2");
        using WeirProcess weir = WeirProcess.Start("-db", "-dR", "-f", place.Configuration);
        await WeirProcess.Get(place.Port);
        for (int i = 0; i < 20; i++)
        {
            weir.Signal(ProcessCalls.SigTtOu);
            await WaitForRefusal(place.Port);
            weir.Signal(ProcessCalls.SigTtIn);
            Assert.Equal("served", await WeirProcess.Get(place.Port));
        }
    }

    [Fact]
    public async Task WhoIsConnected_IsServedDuringThePause()
    {
        using var place = new Workplace();
        using WeirProcess weir = WeirProcess.Start("-db", "-f", place.Configuration);
        await WeirProcess.Get(place.Port);
        using var client = new TcpClient("127.0.0.1", place.Port) { ReceiveTimeout = (int)WeirProcess.Patience.TotalMilliseconds };
        client.Client.Send("GET / HTTP/1.1\r\nHost: a.example\r\n\r\n"u8);
        Assert.True(client.Client.Receive(new byte[1000]) > 0);

        weir.Signal(ProcessCalls.SigTtOu);
        await WaitForRefusal(place.Port);
        client.Client.Send("GET / HTTP/1.1\r\nHost: a.example\r\n\r\n"u8);

        Assert.True(client.Client.Receive(new byte[1000]) > 0);
    }

    [Fact]
    public async Task PortOfAPausedProcess_CanBeBoundByAnother()
    {
        using var place = new Workplace();

        // Without SO_REUSEPORT two sockets that listen cannot have one port.
        using WeirProcess old = WeirProcess.Start("-db", "-dR", "-f", place.Configuration);
        await WeirProcess.Get(place.Port);
        old.Signal(ProcessCalls.SigTtOu);
        await WaitForRefusal(place.Port);

        using WeirProcess next = WeirProcess.Start("-db", "-dR", "-f", place.Configuration, "-sf", $"{old.Pid}");

        Assert.Equal(0, old.WaitForExit());
        Assert.Equal("served", await WeirProcess.Get(place.Port));
    }

    /// <summary>Management guide, section 4: a port that is taken is asked for, with SIGTTOU.</summary>
    [Fact]
    public async Task TakenPort_TheProcessToBeReplaced_IsAskedToPause_AndThenToFinish()
    {
        using var place = new Workplace();
        using WeirProcess old = WeirProcess.Start("-db", "-dR", "-f", place.Configuration);
        await WeirProcess.Get(place.Port);

        using WeirProcess next = WeirProcess.Start("-db", "-dR", "-f", place.Configuration, "-sf", $"{old.Pid}");

        Assert.Equal(0, old.WaitForExit());
        Assert.Equal("[WARNING] Paused frontend web.\n", old.Errors);
        Assert.Equal("served", await WeirProcess.Get(place.Port));
    }

    /// <summary>The same section: where somebody else holds a port, the old process is told with SIGTTIN to go on, as if nothing had happened.</summary>
    [Fact]
    public async Task PortOfSomebodyElse_TheOldProcess_GoesOn()
    {
        using var place = new Workplace();
        using var stranger = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        stranger.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        stranger.Listen();
        string more = place.Write("more.cfg", $"frontend more\n    mode http\n    timeout client 1s\n    bind 127.0.0.1:{((IPEndPoint)stranger.LocalEndPoint!).Port}\n");
        using WeirProcess old = WeirProcess.Start("-db", "-dR", "-f", place.Configuration);
        await WeirProcess.Get(place.Port);

        using WeirProcess next = WeirProcess.Start("-db", "-dR", "-f", place.Configuration, "-f", more, "-sf", $"{old.Pid}");

        Assert.Equal(1, next.WaitForExit());
        Assert.Contains("in more: cannot bind", next.Errors);
        await old.WaitForError("[WARNING] Resumed frontend web.\n");
        Assert.Equal("served", await WeirProcess.Get(place.Port));
    }

    private static async Task WaitForRefusal(int port)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync("127.0.0.1", port);
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused)
            {
                return;
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset)
            {
                // Connected in the moment in which the listener stopped.
            }

            Assert.True(Stopwatch.GetElapsedTime(start) < WeirProcess.Patience, "clients are still taken");
            await Task.Delay(10);
        }
    }
}
