using System;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using Weir.Native;
using Xunit;

namespace Weir.Tests.Processes;

/// <summary><c>-D</c> and <c>daemon</c>: the starter returns when the one in the background serves.</summary>
public sealed class DaemonTests
{
    [Theory]
    [InlineData("maxconn 100", "-D")]
    [InlineData("daemon", "-V")]
    public async Task Starter_ReturnsWhenItServes(string global, string option)
    {
        using var place = new Workplace(global);
        using WeirProcess starter = WeirProcess.Start(option, "-f", place.Configuration, "-p", place.PidFile);

        // Also: nobody holds the starter's output open any more.
        Assert.Equal((0, "", ""), (starter.WaitForExit(), starter.Output, starter.Errors));
        int pid = place.ReadPid();
        Assert.NotEqual(starter.Pid, pid);
        using var connection = new TcpClient("127.0.0.1", place.Port);
        Assert.Equal("served", await WeirProcess.Get(place.Port));
        Assert.Equal(pid, SessionOf(pid));

        Assert.Equal(0, ProcessCalls.Kill(pid, ProcessCalls.SigTerm));
        Assert.True(Workplace.WaitForEnd(pid));
    }

    [Fact]
    public async Task Foreground_OutweighsTheKeyword()
    {
        using var place = new Workplace("daemon");
        using WeirProcess weir = WeirProcess.Start("-db", "-f", place.Configuration, "-p", place.PidFile);
        Assert.Equal("served", await WeirProcess.Get(place.Port));
        Assert.Equal(weir.Pid, place.ReadPid());
    }

    [Theory]
    [InlineData("maxconn 100", "-D")]
    [InlineData("daemon", "-V")]
    public void Failure_InTheBackground_IsTheStarters(string global, string option)
    {
        using var place = new Workplace(global);
        using var other = new TcpListener(IPAddress.Loopback, place.Port);
        other.Start();

        using WeirProcess starter = WeirProcess.Start(option, "-f", place.Configuration, "-p", place.PidFile);

        Assert.Equal(1, starter.WaitForExit());
        Assert.Contains("not started: some listeners could not be opened", starter.Errors);
        Assert.False(File.Exists(place.PidFile));
    }

    [Theory]
    [InlineData("-D", "")]
    [InlineData("-V", "daemon")]
    public void Warnings_AreShownOnce(string option, string keyword)
    {
        using var place = new Workplace();
        string warns = place.Write("warns.cfg", $"global\n    {keyword}\nlisten f\n    bind 127.0.0.1:{place.Port}\n");
        using WeirProcess starter = WeirProcess.Start(option, "-f", warns, "-p", place.PidFile);

        Assert.Equal(0, starter.WaitForExit());
        Assert.Equal(2, starter.Errors.Split("[WARNING]").Length);
    }

    [Fact]
    public void MistakeInTheFile_IsShownAndExitsWith1()
    {
        using var place = new Workplace();
        string bad = place.Write("bad.cfg", "frontend f\n    bindd :80\n");
        using WeirProcess starter = WeirProcess.Start("-D", "-f", bad);
        Assert.Equal(1, starter.WaitForExit());
        Assert.Contains("bindd", starter.Errors);
    }

    /// <summary>Field 6 of /proc/PID/stat; the name in field 2 may hold spaces.</summary>
    private static int SessionOf(int pid)
    {
        string stat = File.ReadAllText($"/proc/{pid}/stat");
        return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[3]);
    }
}
