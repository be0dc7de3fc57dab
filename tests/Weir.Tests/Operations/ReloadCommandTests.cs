using System;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;
using Engine.IO.Tests;
using Weir.Tests.Processes;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Operations;

/// <summary><c>reload</c> on the runtime API, answered as HAProxy's master socket does it (MGT 9.4).</summary>
public sealed class ReloadCommandTests
{
    [Fact]
    public async Task Reload_SaysWhatChanged_OrWhyNot_AndTheSocketLivesOn()
    {
        using TempFile file = new();
        int front = Ports.Free();
        int cli = Ports.Free();
        int more = Ports.Free();
        file.Write(Text(front, "one", $"stats socket 127.0.0.1:{cli} level admin"));
        using WeirProcess weir = WeirProcess.Start("-db", "-f", file.Path);
        Assert.Equal("one", await WeirProcess.Get(front));

        using Wire session = await Wire.ConnectAsync(cli);
        await session.SendAsync("prompt\n");
        await session.ExpectAsync("\n> ");

        file.Write(Text(front, "two", $"stats socket 127.0.0.1:{cli} level admin\n    statts"));
        string refused = await AskAsync(cli, "reload");
        Assert.StartsWith("Success=0\n--\n", refused, StringComparison.Ordinal);
        Assert.Contains("statts", refused, StringComparison.Ordinal);
        Assert.Contains(":4:5", refused, StringComparison.Ordinal);
        Assert.Contains("not reloaded: the configuration in use stays\n", refused, StringComparison.Ordinal);
        Assert.Equal("one", await WeirProcess.Get(front));

        // Another socket, and fewer rights at the one that stays: for whoever comes next.
        file.Write(Text(front, "two", $"stats socket 127.0.0.1:{cli} level user\n    stats socket 127.0.0.1:{more} level admin"));
        await session.SendAsync("reload\n");
        await session.ExpectAsync("Success=1\n--\n[NOTICE] reloaded:");
        Assert.Equal("two", await WeirProcess.Get(front));
        Assert.Equal("user\n\n", await AskAsync(cli, "show cli level"));
        Assert.Equal("admin\n\n", await AskAsync(more, "show cli level"));
        Assert.Equal("Permission denied\n\n", await AskAsync(cli, "reload"));

        // The first one goes.
        file.Write(Text(front, "three", $"stats socket 127.0.0.1:{more} level admin"));
        Assert.StartsWith("Success=1\n", await AskAsync(more, "reload"), StringComparison.Ordinal);
        Assert.Equal("three", await WeirProcess.Get(front));
        Assert.False(Ports.IsListening(cli));
    }

    private static async Task<string> AskAsync(int port, string line)
    {
        using Wire wire = await Wire.ConnectAsync(port);
        await wire.SendAsync(line + "\n");
        return await wire.ReceiveUntilEndAsync();
    }

    private static string Text(int front, string answer, string sockets) => $"""
        global
            nbthread 2
            {sockets}
        defaults
            mode http
            timeout client 5s
            timeout connect 5s
            timeout server 5s
        frontend web
            bind 127.0.0.1:{front}
            http-request return status 200 content-type text/plain string {answer}

        """;

    private sealed class TempFile : IDisposable
    {
        public string Path { get; } = System.IO.Path.GetTempFileName();

        public void Write(string text) => File.WriteAllText(Path, text);

        public void Dispose() => File.Delete(Path);
    }
}
