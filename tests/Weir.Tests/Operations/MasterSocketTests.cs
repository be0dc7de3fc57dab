using System;
using System.Threading.Tasks;
using Engine.IO.Tests;
using Weir.Tests.Processes;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Operations;

/// <summary><c>-S</c>, and what programs that talk to a master say there (MGT 9.4). One process is master and worker.</summary>
public sealed class MasterSocketTests
{
    [Fact]
    public async Task Clients_MayDoEverything_AndAddressTheProcessAsTheyLike()
    {
        using var place = new Workplace();
        int cli = Ports.Free();
        using WeirProcess weir = WeirProcess.Start("-W", "-db", "-f", place.Configuration, "-S", $"127.0.0.1:{cli}");
        Assert.Equal("served", await WeirProcess.Get(place.Port));

        Assert.Equal("admin\n\n", await AskAsync(cli, "show cli level"));
        foreach (string prefix in new[] { "@master", "@1", $"@!{weir.Pid}", "@" })
        {
            Assert.StartsWith("Name: Weir\n", await AskAsync(cli, prefix + " show info"), StringComparison.Ordinal);
        }

        Assert.Equal("Can't find the target PID matching the prefix '@2'.\n\n", await AskAsync(cli, "@2 show info"));
        Assert.Matches(
            $@"^#<PID>          <type>          <reloads>       <uptime>        <version>\n{weir.Pid} +master +0 \[failed: 0\]   0d00h00m\d\ds     3\.4\.0-weir.*\n# workers\n{weir.Pid} +worker +0 +0d00h00m\d\ds +3\.4\.0.*\n# old workers\n# programs\n\n$",
            await AskAsync(cli, "show proc"));

        // The first number is the runtime API's only where the configuration has one.
        Assert.Contains("web,FRONTEND,", await AskAsync(cli, "show stat 1 -1 -1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_FollowBehindCommas()
    {
        using var place = new Workplace();
        int cli = Ports.Free();
        using WeirProcess weir = WeirProcess.Start("-W", "-db", "-f", place.Configuration, "-S", $"127.0.0.1:{cli},level,user");
        Assert.Equal("served", await WeirProcess.Get(place.Port));
        Assert.Equal("user\n\n", await AskAsync(cli, "show cli level"));
        Assert.Equal("Permission denied\n\n", await AskAsync(cli, "reload"));
    }

    [Fact]
    public void MistakesInIt_AreShownWithTheirPlace()
    {
        using var place = new Workplace();
        using WeirProcess weir = WeirProcess.Start("-db", "-f", place.Configuration, "-S", "127.0.0.1:1,levl,user");
        Assert.Equal(1, weir.WaitForExit());
        Assert.Contains("[ERROR] -S:2:", weir.Errors, StringComparison.Ordinal);
        Assert.Contains("levl", weir.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reloads_AreCounted_AndAHardOneEndsWhatIsUnderWay()
    {
        using var place = new Workplace();
        int cli = Ports.Free();
        using WeirProcess weir = WeirProcess.Start("-W", "-db", "-f", place.Configuration, "-S", $"127.0.0.1:{cli}");
        await WeirProcess.Get(place.Port);
        using Wire client = await Wire.ConnectAsync(place.Port);
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        Assert.Equal(200, (await client.ReceiveReplyAsync()).Status);

        Assert.StartsWith("Success=1\n", await AskAsync(cli, "reload"), StringComparison.Ordinal);
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        Assert.Equal(200, (await client.ReceiveReplyAsync()).Status);

        Assert.StartsWith("Success=1\n", await AskAsync(cli, "hard-reload"), StringComparison.Ordinal);
        Assert.Equal("", await client.ReceiveUntilEndAsync());

        System.IO.File.AppendAllText(place.Configuration, "    mistake\n");
        Assert.StartsWith("Success=0\n", await AskAsync(cli, "hard-reload"), StringComparison.Ordinal);
        Assert.Contains(" 2 [failed: 1] ", await AskAsync(cli, "show proc"), StringComparison.Ordinal);
        Assert.Equal("served", await WeirProcess.Get(place.Port));
    }

    [Theory]
    [InlineData("echo two  words", "two words\n")]
    [InlineData("set profiling tasks on", "Profiling is not built in: *")]
    [InlineData("trace h1 sink buf1", "Traces of a running process are not built in: *")]
    [InlineData("show trace", "Supported trace sources and states: none.\n")]
    [InlineData("show profiling", "Per-task CPU profiling              : off *")]
    [InlineData("show tasks", "Running tasks: *")]
    [InlineData("show dev", "HAProxy version 3.4.0-weir*")]
    public async Task QuestionsOfDevelopers_AreAnsweredOrRefusedInWords(string command, string answer)
    {
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines { Global = Console.Socket });
        string got = await stand.Proxy.AskAsync(command);
        Assert.True(answer.EndsWith('*') ? got.StartsWith(answer[..^1], StringComparison.Ordinal) : got == answer, got);
    }

    [Fact]
    public async Task LoadedLibraries_AreThoseOfTheProcess()
    {
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines { Global = Console.Socket });
        Assert.Matches(@"/libc\.so\.6\n", await stand.Proxy.AskAsync("show libs"));
    }

    private static async Task<string> AskAsync(int port, string line)
    {
        using Wire wire = await Wire.ConnectAsync(port);
        await wire.SendAsync(line + "\n");
        return await wire.ReceiveUntilEndAsync();
    }
}
