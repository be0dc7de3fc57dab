using System;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using Engine.IO.Tests;
using Weir.Demo;
using Weir.Native;
using Weir.Tests.Processes;
using Xunit;

namespace Weir.Tests.Demo;

public sealed class DemoTests
{
    [Fact]
    public async Task Demo_BalancesOverItsTwoOrigins_AndShowsItsConfiguration()
    {
        int port = Ports.Free(inRow: 3);
        using WeirProcess weir = WeirProcess.Start("demo", "--port", $"{port}");

        string first = await WeirProcess.Get(port);
        string second = await WeirProcess.Get(port);
        weir.Signal(ProcessCalls.SigUsr1);
        Assert.Equal(0, weir.WaitForExit());

        string[] answers = [first, second];
        Array.Sort(answers, StringComparer.Ordinal);
        Assert.Equal(["hello from origin 1\n", "hello from origin 2\n"], answers);
        Assert.StartsWith(DemoConfiguration.Text(port), weir.Output);
        Assert.Contains($"    curl http://127.0.0.1:{port}/\n", weir.Output);
        Assert.Equal("", weir.Errors);
    }

    [Fact]
    public void Demo_PortTaken_NamesTheOptionThatChoosesAnother()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        int port = Math.Min(((IPEndPoint)other.LocalEndpoint).Port, 65533);

        using WeirProcess weir = WeirProcess.Start("demo", "--port", $"{port}");

        Assert.Equal(1, weir.WaitForExit());
        Assert.Contains("weir demo --port N", weir.Errors);
    }
}
