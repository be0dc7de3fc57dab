using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Weir.Native;
using Xunit;

namespace Weir.Tests.Processes;

/// <summary>The process that was started serves; how each signal ends it (management guide, "Stopping and restarting").</summary>
public sealed class ForegroundTests
{
    [Fact]
    public async Task Sigusr1_EndsItWithStatus0()
    {
        using var place = new Workplace();
        using WeirProcess weir = WeirProcess.Start("-f", place.Configuration, "-p", place.PidFile);
        Assert.Equal("served", await WeirProcess.Get(place.Port));
        Assert.Equal(weir.Pid, place.ReadPid());

        weir.Signal(ProcessCalls.SigUsr1);

        Assert.Equal(0, weir.WaitForExit());
        Assert.Equal("", weir.Errors);
    }

    [Fact]
    public async Task AskedForIt_ItTellsAtItsEndWhatItAllocated()
    {
        using var place = new Workplace();
        using WeirProcess weir = WeirProcess.Start(new Dictionary<string, string> { ["WEIR_REPORT"] = "allocated" }, "-f", place.Configuration);
        await WeirProcess.Get(place.Port);

        weir.Signal(ProcessCalls.SigUsr1);

        Assert.Equal(0, weir.WaitForExit());
        Assert.Matches(@"^allocated-bytes: [1-9][0-9]*\n$", weir.Errors);
    }

    [Theory]
    [InlineData(ProcessCalls.SigTerm)]
    [InlineData(ProcessCalls.SigInt)]
    public async Task SigtermAndSigint_KillIt(int signal)
    {
        using var place = new Workplace();
        int pid = Spawn("-db", "-f", place.Configuration);
        await WeirProcess.Get(place.Port);

        Assert.Equal(0, ProcessCalls.Kill(pid, signal));

        // wait(2): the low seven bits are the signal it died of.
        Assert.Equal(signal, WaitStatus(pid));
    }

    [Theory]
    [InlineData("-W", ProcessCalls.SigTerm, 143)]
    [InlineData("-Ws", ProcessCalls.SigInt, 130)]
    public async Task SigtermAndSigint_AreTheExitStatusOfAMaster(string mode, int signal, int status)
    {
        using var place = new Workplace();
        int pid = Spawn(mode, "-f", place.Configuration);
        await WeirProcess.Get(place.Port);

        Assert.Equal(0, ProcessCalls.Kill(pid, signal));

        Assert.Equal(status << 8, WaitStatus(pid));
    }

    [Theory]
    [InlineData("-db", ProcessCalls.SigHup, "has no servers. Conn: act(FE+BE): ")]
    [InlineData("-db", ProcessCalls.SigQuit, "SIGQUIT: there are no memory pools to show")]
    public async Task SignalsWithoutEffectOnTraffic_AreAnsweredInWords(string mode, int signal, string text)
    {
        using var place = new Workplace();
        using WeirProcess weir = WeirProcess.Start(mode, "-f", place.Configuration);
        await WeirProcess.Get(place.Port);

        weir.Signal(signal);
        await weir.WaitForError(text);
        Assert.Equal("served", await WeirProcess.Get(place.Port));
        weir.Signal(ProcessCalls.SigUsr1);

        Assert.Equal(0, weir.WaitForExit());
    }

    /// <summary>A job of a script has SIGINT and SIGQUIT ignored by POSIX (sh, section 2.11), and nohup SIGHUP; a proxy started like that is led by signals all the same.</summary>
    [Fact]
    public async Task SignalsThatItsStarterIgnores_AreObeyed()
    {
        using var place = new Workplace();
        using WeirProcess weir = WeirProcess.StartBy("/bin/sh", "-c", $"trap '' HUP INT QUIT TERM USR1; exec {WeirProcess.Program} -db -f {place.Configuration}");
        await WeirProcess.Get(place.Port);

        weir.Signal(ProcessCalls.SigHup);
        await weir.WaitForError("has no servers. Conn: act(FE+BE): ");
        weir.Signal(ProcessCalls.SigQuit);
        await weir.WaitForError("SIGQUIT: ");
        weir.Signal(ProcessCalls.SigInt);

        Assert.Equal(128 + ProcessCalls.SigInt, weir.WaitForExit());
    }

    [Fact]
    public async Task Sigterm_ClientsThatSentNoWholeRequest_AreNeitherAnsweredNorWaitedFor()
    {
        using var place = new Workplace("nbthread 1");
        using WeirProcess weir = WeirProcess.Start("-f", place.Configuration);
        await WeirProcess.Get(place.Port);
        using var silent = new TcpClient("127.0.0.1", place.Port);
        using var half = new TcpClient("127.0.0.1", place.Port);
        half.Client.Send("GET / HTTP/1.1\r\nHost: half-a-request\r\n"u8);
        await WeirProcess.Get(place.Port); // both were accepted before this one

        weir.Signal(ProcessCalls.SigTerm);

        Assert.Equal("", ReadToEnd(silent));
        Assert.Equal("", ReadToEnd(half));
        weir.WaitForExit();
    }

    [Fact]
    public async Task HardStopAfter_EndsWhatAGentleStopWouldWaitFor()
    {
        using var place = new Workplace("hard-stop-after 100ms");
        using WeirProcess weir = WeirProcess.Start("-f", place.Configuration);
        await WeirProcess.Get(place.Port);
        using var client = new TcpClient("127.0.0.1", place.Port);
        await client.GetStream().WriteAsync("GET / HTTP/1.1\r\nHost: half-a-request\r\n"u8.ToArray());

        weir.Signal(ProcessCalls.SigUsr1);

        Assert.Equal(0, weir.WaitForExit());
    }

    [Fact]
    public async Task ServiceManager_HearsOfReadinessAndOfTheStop()
    {
        using var place = new Workplace("daemon");
        using var manager = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { ReceiveTimeout = (int)WeirProcess.Patience.TotalMilliseconds };
        manager.Bind(new UnixDomainSocketEndPoint(place.PathOf("notify")));
        var environment = new Dictionary<string, string> { ["NOTIFY_SOCKET"] = place.PathOf("notify") };

        using WeirProcess weir = WeirProcess.Start(environment, "-Ws", "-f", place.Configuration);
        string ready = Receive(manager);
        Assert.Equal("served", await WeirProcess.Get(place.Port));
        weir.Signal(ProcessCalls.SigUsr1);

        Assert.StartsWith($"READY=1\nMAINPID={weir.Pid}\n", ready);
        Assert.Equal("STOPPING=1\n", Receive(manager));
        Assert.Equal(0, weir.WaitForExit());
    }

    [Fact]
    public void ServiceManagerThatWatches_HearsAgainAndAgainThatTheLoopsTurn()
    {
        using var place = new Workplace("nbthread 2");
        using var manager = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { ReceiveTimeout = (int)WeirProcess.Patience.TotalMilliseconds };
        manager.Bind(new UnixDomainSocketEndPoint(place.PathOf("notify")));
        var environment = new Dictionary<string, string> { ["NOTIFY_SOCKET"] = place.PathOf("notify"), ["WATCHDOG_USEC"] = "200000" };

        using WeirProcess weir = WeirProcess.Start(environment, "-Ws", "-f", place.Configuration);

        Assert.StartsWith("READY=1\n", Receive(manager));
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal("WATCHDOG=1\n", Receive(manager));
        }
    }

    [Fact]
    public async Task Sf_TheOldProcessFinishesOnceTheNewOneServes()
    {
        using var place = new Workplace();
        using WeirProcess old = WeirProcess.Start("-f", place.Configuration);
        await WeirProcess.Get(place.Port);

        using WeirProcess next = WeirProcess.Start("-f", place.Configuration, "-sf", $"{old.Pid}");

        Assert.Equal(0, old.WaitForExit());
        Assert.Equal("served", await WeirProcess.Get(place.Port));
    }

    [Fact]
    public void PortInUse_IsSaidAndExitsWith1()
    {
        using var place = new Workplace();
        using var other = new TcpListener(System.Net.IPAddress.Loopback, place.Port);
        other.Start();

        using WeirProcess weir = WeirProcess.Start("-db", "-f", place.Configuration);

        Assert.Equal(1, weir.WaitForExit());
        Assert.Contains($"{place.Configuration}:", weir.Errors);
        Assert.Contains("not started", weir.Errors);
    }

    [Fact]
    public async Task OptionWithoutEffect_WarnsAndServes()
    {
        using var place = new Workplace();
        using WeirProcess weir = WeirProcess.Start("-f", place.Configuration, "-de");
        Assert.Equal("served", await WeirProcess.Get(place.Port));
        weir.Signal(ProcessCalls.SigUsr1);
        weir.WaitForExit();
        Assert.StartsWith("[WARNING] -de has no effect: epoll is the only poller there is\n", weir.Errors);
    }

    [Fact]
    public async Task MaxConn_AboveTheLimitOfOpenFiles_IsLoweredWithAWarning()
    {
        using var place = new Workplace("maxconn 100000");
        using WeirProcess weir = WeirProcess.StartBy("/bin/sh", "-c", $"""
            ulimit -n 1000
            # Root would raise the limit again, if it were let.
            [ "$(id -u)" = 0 ] && exec setpriv --bounding-set=-sys_resource {WeirProcess.Program} -db -f {place.Configuration}
            exec {WeirProcess.Program} -db -f {place.Configuration}
            """);
        Assert.Equal("served", await WeirProcess.Get(place.Port));
        weir.Signal(ProcessCalls.SigUsr1);
        Assert.Equal(0, weir.WaitForExit());
        Assert.Matches(@"^\[WARNING\] global: maxconn 100000 takes 2\d+ open files, and this process may have 1000: serving with maxconn 4\d\d\n", weir.Errors);
    }

    private static string Receive(Socket manager)
    {
        byte[] buffer = new byte[4096];
        return Encoding.UTF8.GetString(buffer, 0, manager.Receive(buffer));
    }

    /// <summary>A child whose raw wait status can be seen, which the framework's Process folds into one number.</summary>
    private static unsafe int Spawn(params string[] arguments)
    {
        nint[] texts = [Text(WeirProcess.Program), .. Array.ConvertAll(arguments, Text), 0];
        nint[] environment = [Text("DOTNET_ROOT=" + Environment.GetEnvironmentVariable("DOTNET_ROOT")), Text("PATH=" + Environment.GetEnvironmentVariable("PATH")), 0];
        fixed (nint* argv = texts, envp = environment)
        {
            Assert.Equal(0, ProcessCalls.Spawn(out int pid, WeirProcess.Program, null, null, (byte**)argv, (byte**)envp));
            return pid;
        }
    }

    /// <summary>A signal that the tests themselves were started to ignore, as a shell does with SIGINT behind an &amp;, never ends it.</summary>
    private static unsafe int WaitStatus(int pid)
    {
        const int WithoutWaiting = 1; // WNOHANG
        int status;
        long start = Stopwatch.GetTimestamp();
        while (ProcessCalls.Wait(pid, &status, WithoutWaiting) == 0)
        {
            if (Stopwatch.GetElapsedTime(start) > WeirProcess.Patience)
            {
                ProcessCalls.Kill(pid, 9);
                ProcessCalls.Wait(pid, &status, 0);
                Assert.Fail("the signal did not end it");
            }

            Thread.Sleep(5);
        }

        return status;
    }

    /// <summary>Never freed: a few dozen bytes for the length of a test run.</summary>
    private static nint Text(string text) => System.Runtime.InteropServices.Marshal.StringToCoTaskMemUTF8(text);

    /// <summary>What comes before the end or a reset, which says the same here.</summary>
    private static string ReadToEnd(TcpClient client)
    {
        var text = new StringBuilder();
        byte[] piece = new byte[1000];
        client.ReceiveTimeout = (int)WeirProcess.Patience.TotalMilliseconds;
        int count;
        SocketError error;
        while ((count = client.Client.Receive(piece, 0, piece.Length, SocketFlags.None, out error)) > 0)
        {
            text.Append(Encoding.Latin1.GetString(piece, 0, count));
        }

        Assert.True(error is SocketError.Success or SocketError.ConnectionReset, $"the connection stays open: {error}");
        return text.ToString();
    }
}
