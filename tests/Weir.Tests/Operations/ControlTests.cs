using System.IO;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Operations;

/// <summary>The runtime API as clients see it: lines, semicolons, prompts, payloads, levels (MGT 9.3).</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class ControlTests
{
    private const string Unknown = "Unknown command. Please enter one of the following commands only:\n";

    [Fact]
    public async Task ALine_IsAnswered_AndTheConnectionEnds()
    {
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines { Global = Console.Socket });
        Assert.Equal("admin\n", await stand.Proxy.AskAsync("show cli level"));
        Assert.Equal("admin\n\n\nuser\n", await stand.Proxy.AskAsync("show cli level; user; show cli level"));
        Assert.StartsWith(Unknown, await stand.Proxy.AskAsync(""));
        string guess = await stand.Proxy.AskAsync("set timeuot cli 1s");
        Assert.StartsWith("Unknown command, but maybe one of the following ones is a better match:\n  set ", guess);
        Assert.Contains("\n  set timeout cli <delay>                 : change a timeout setting\n", guess);

        // The sending side is shut down with the line, and the answer comes all the same.
        using Wire half = await Wire.ConnectAsync(stand.Proxy.PortOf("cli"));
        await half.SendAsync("show version");
        half.FinishSending();
        Assert.StartsWith("3.4.0-weir", await half.ReceiveUntilEndAsync());
    }

    /// <summary>CFG 3.2 tune.cli.max-payload-size: what is longer is read to its end, and nothing of it is taken for commands.</summary>
    [Fact]
    public async Task APayloadThatIsTooLong_IsRefusedWhole()
    {
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines { Global = Console.Socket + "\n    tune.cli.max-payload-size 1k" });
        string payload = string.Concat(System.Linq.Enumerable.Repeat("show cli level\n", 100));
        Assert.Equal("The payload is longer than 'tune.cli.max-payload-size' allows: nothing was done.\n", await stand.Proxy.AskAsync($"set ssl cert nope <<\n{payload}"));
        Assert.DoesNotContain("longer than", await stand.Proxy.AskAsync($"set ssl cert nope <<\n{payload[..900]}"));
    }

    [Fact]
    public async Task Prompt_KeepsTheConnection_UntilQuit()
    {
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines { Global = Console.Socket });
        using Wire wire = await Wire.ConnectAsync(stand.Proxy.PortOf("cli"));
        await wire.SendAsync("prompt\n");
        await wire.ExpectAsync("\n> ");
        await wire.SendAsync("show cli level\n");
        await wire.ExpectAsync("admin\n\n> ");
        await wire.SendAsync("operator\nshow cli level; clear counters all\n");
        await wire.ExpectAsync("\n> operator\n\nPermission denied\n\n> ");
        await wire.SendAsync("set severity-output number; clear counters all\n");
        await wire.ExpectAsync("\n[3]: Permission denied\n\n> ");
        await wire.SendAsync("quit\n");
        await wire.ExpectEndAsync();
    }

    [Fact]
    public async Task Sockets_HaveTheirLevel_AndSilenceEndsThem()
    {
        const string Sockets = Console.Socket + "\n    stats socket 127.0.0.1:{low} level user\n    stats timeout 300ms\n    stats maxconn 2";
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines { Global = Sockets });
        Assert.Equal("user\n", await stand.Proxy.AskAsync("show cli level", "low"));
        Assert.Equal("Permission denied\n", await stand.Proxy.AskAsync("clear counters", "low"));
        Assert.DoesNotContain("clear counters", await stand.Proxy.AskAsync("help", "low"));
        Assert.Contains("127.0.0.1:" + stand.Proxy.PortOf("low") + " user all\n", await stand.Proxy.AskAsync("show cli sockets"));

        // Two that say nothing fill it; the third is served when silence has ended them.
        using Wire first = await Wire.ConnectAsync(stand.Proxy.PortOf("cli"));
        using Wire second = await Wire.ConnectAsync(stand.Proxy.PortOf("cli"));
        Assert.Equal("user\n", await stand.Proxy.AskAsync("show cli level", "low"));
        await first.ExpectEndAsync();
        await second.ExpectEndAsync();
    }

    [Fact]
    public async Task AUnixSocket_HasItsMode_AndGoesWithTheProcess()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("weir-control-").FullName, "weir.sock");
        using (TestStand stand = await TestStand.StartAsync(new TestStand.Lines { Global = $"stats socket {path} mode 600 level operator" }))
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
            using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path));
            await socket.SendAsync("show cli sockets\n"u8.ToArray());
            using StreamReader answer = new(new NetworkStream(socket));
            Assert.Equal($"# socket lvl processes\nunix@{path} operator all\n\n", await answer.ReadToEndAsync());
            stand.Proxy.Signal(ProxyProcess.SigUsr1);
            await stand.Proxy.ExitAsync();
        }

        Assert.False(File.Exists(path));
    }

    [Fact]
    public async Task AnAnswerNobodyReads_HoldsUpNobody()
    {
        StringBuilder servers = new();
        for (int i = 0; i < 3000; i++)
        {
            servers.Append("\n    server x").Append(i).Append(" 127.0.0.1:1 disabled");
        }

        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines { Global = Console.Socket, Backend = servers.ToString() });
        using Wire lazy = await Wire.ConnectAsync(stand.Proxy.PortOf("cli"), receiveBufferBytes: 4096);
        await lazy.SendAsync("show stat json\n");
        using Wire client = await stand.ConnectAsync();
        using Wire server = await stand.ExchangeAsync(client);

        // A memory that holds the whole answer, some 40 MB, would show.
        Assert.InRange(stand.Proxy.ResidentBytes, 0, 250L * 1024 * 1024);
        string answer = await lazy.ReceiveUntilEndAsync();
        using System.Text.Json.JsonDocument json = System.Text.Json.JsonDocument.Parse(answer);
        Assert.Equal(3003, json.RootElement.GetArrayLength());
    }
}
