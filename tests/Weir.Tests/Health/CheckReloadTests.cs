using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Threading.Tasks;
using Engine.IO.Tests;
using Weir.Tests.Logs;
using Weir.Tests.Operations;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Health;

/// <summary>What is known of servers outlives a reload, and a restart with a file of states (CFG 3.1 server-state-file, 4.2 load-server-state-from-file).</summary>
public sealed class CheckReloadTests : IDisposable
{
    private const string Get = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

    private readonly SyslogReceiver _log = SyslogReceiver.Udp();
    private readonly string _file = Path.GetTempFileName();

    public void Dispose()
    {
        _log.Dispose();
        File.Delete(_file);
    }

    [Fact]
    public async Task KnownServerStaysDown_NewOneIsChecked_RemovedOneIsNot()
    {
        using Origin old = new();
        using Origin fresh = new();
        int dead = Ports.Free();
        string down = Line("down", dead, "check inter 50 rise 1 fall 1");
        using ProxyProcess proxy = await ProxyProcess.StartAsync(TextOf("", down, Line("old", old.Port, "check inter 50")));
        await ExpectAsync("Server b/down is DOWN, ");
        using (await old.AcceptAsync())
        {
        }

        proxy.Rewrite(TextOf("", down, Line("fresh", fresh.Port, "check inter 50")));
        proxy.Signal(ProxyProcess.SigUsr2);
        using (await fresh.AcceptAsync())
        {
        }

        // What had begun before the reload has come by now, and is all that comes.
        while (old.HasVisitor)
        {
            using Wire late = await old.AcceptAsync();
        }

        for (int checks = 0; checks < 3; checks++)
        {
            using Wire check = await fresh.AcceptAsync();
        }

        Assert.False(old.HasVisitor);
        Assert.Equal("DOWN", await proxy.StatAsync("b,down", "status"));
        Assert.Equal("1", await proxy.StatAsync("b,down", "chkdown"));

        // It is still checked: by the state it had, it comes back.
        using Origin back = new(port: dead);
        await ExpectAsync("Server b/down is UP, reason: Layer4 check passed");
    }

    [Fact]
    public async Task CheckThatIsTakenAway_LeavesNoServerDownForEver()
    {
        int dead = Ports.Free();
        using ProxyProcess proxy = await ProxyProcess.StartAsync(TextOf("", Line("s", dead, "check inter 50 rise 1 fall 1")));
        await ExpectAsync("Server b/s is DOWN, ");
        proxy.Rewrite(TextOf("", Line("s", dead, "")));
        proxy.Signal(ProxyProcess.SigUsr2);
        await Until(async () => await proxy.StatAsync("b,s", "status") == "no check");
        using Origin back = new(port: dead);
        using Wire client = await Wire.ConnectAsync(proxy.PortOf("front"));
        await client.SendAsync(Get);
        using Wire server = await back.AcceptAsync();
        await server.ReceiveHeadAsync();
    }

    /// <summary>A server that begins to track one which is down is down as well.</summary>
    [Fact]
    public async Task NewTracker_TakesOverWhatIsKnown()
    {
        string down = Line("s", Ports.Free(), "check inter 50 rise 1 fall 1");
        using Origin other = new();
        using ProxyProcess proxy = await ProxyProcess.StartAsync(TextOf("", down));
        await ExpectAsync("Server b/s is DOWN, ");
        proxy.Rewrite(TextOf("", down, Line("t", other.Port, "track s")));
        proxy.Signal(ProxyProcess.SigUsr2);
        await Until(async () => (await proxy.AskAsync("show servers state b")).Contains(" t 127.0.0.1 0 ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task StateFile_BringsBackStateWeightPortAndAddress()
    {
        using Origin moved = new();
        string[] servers =
        [
            Line("down", Ports.Free(), "check inter 30s fastinter 50 rise 1 fall 1"),
            Line("heavy", Ports.Free(), "weight 5"),
            Line("moved", Ports.Free(), ""),
            Line("drained", Ports.Free(), ""),
            string.Create(CultureInfo.InvariantCulture, $"server named localhost:{Ports.Free()} init-addr last,libc"),
        ];
        string rows;
        using (ProxyProcess before = await ProxyProcess.StartAsync(TextOf("", servers)))
        {
            await ExpectAsync("Server b/down is DOWN, ");
            await before.AskAsync("set server b/heavy weight 9");
            await before.AskAsync(string.Create(CultureInfo.InvariantCulture, $"set server b/moved addr 127.0.0.1 port {moved.Port}"));
            await before.AskAsync("set server b/drained state drain");
            await before.AskAsync("set server b/named addr 127.0.0.7");
            rows = await before.AskAsync("show servers state");
        }

        await File.WriteAllTextAsync(_file, rows);
        using ProxyProcess after = await ProxyProcess.StartAsync(TextOf("server-state-file " + _file, servers));
        Assert.Equal("DOWN", await after.StatAsync("b,down", "status"));
        Assert.Equal("9", await after.StatAsync("b,heavy", "weight"));
        Assert.Equal("DRAIN", await after.StatAsync("b,drained", "status"));
        string known = await after.AskAsync("show servers state b");
        Assert.Contains(" named 127.0.0.7 2 ", known, StringComparison.Ordinal);
        Assert.Matches(string.Create(CultureInfo.InvariantCulture, $" moved 127\\.0\\.0\\.1 2 .* {moved.Port} - "), known);
    }

    /// <summary>MGT 4: without a master, SIGHUP asks for the state of all servers.</summary>
    [Fact]
    public async Task SigHup_SaysTheStateOfAllServers()
    {
        using Origin up = new();
        using ProxyProcess proxy = await ProxyProcess.StartAsync(TextOf("", Line("up", up.Port, "check inter 30s"), Line("down", Ports.Free(), "check inter 30s fastinter 50 rise 1 fall 1")));
        await ExpectAsync("Server b/down is DOWN, ");
        proxy.Signal(ProxyProcess.SigHup);
        await ExpectAsync("SIGHUP: Server b/up is UP. Conn: 0 act, 0 pend, 0 tot.");
        await ExpectAsync("SIGHUP: Server b/down is DOWN. Conn: 0 act, 0 pend, 0 tot.");
        await ExpectAsync("SIGHUP: Proxy b has 1 active servers and 0 backup servers available.");
        await Until(() => Task.FromResult(proxy.Errors.Contains("SIGHUP: Server b/down is DOWN.", StringComparison.Ordinal)));
    }

    /// <summary>CFG 3.2 tune.max-checks-per-thread: the next begins when one has ended.</summary>
    [Fact]
    public async Task MaxChecks_TheOthersWait()
    {
        using Origin first = new();
        using Origin second = new();
        using Origin third = new();
        const string Check = "check inter 20s fastinter 20s";
        using ProxyProcess proxy = await ProxyProcess.StartAsync(TextOf("tune.max-checks-per-thread 1", "option tcp-check", "tcp-check expect string ok", Line("a", first.Port, Check), Line("b", second.Port, Check), Line("c", third.Port, Check)));
        List<Origin> waiting = [first, second, third];
        while (waiting.Count > 0)
        {
            await Until(() => Task.FromResult(waiting.Exists(static origin => origin.HasVisitor)));
            Origin checkedNow = waiting.Find(static origin => origin.HasVisitor)!;
            waiting.Remove(checkedNow);
            using Wire check = await checkedNow.AcceptAsync();

            // All are due by now, and only this one was begun: the others have not even connected.
            await proxy.AskAsync("show info");
            Assert.DoesNotContain(waiting, static origin => origin.HasVisitor);
            await check.SendAsync("ok");
        }
    }

    private static string Line(string name, int port, string options) => string.Create(CultureInfo.InvariantCulture, $"server {name} 127.0.0.1:{port} {options}");

    private string TextOf(string global, params string[] backend) => $$"""
        global
            nbthread 1
            max-spread-checks 10
            {{global}}
            {{Operations.Console.Socket}}
            log {{_log.Address}} format raw local0
        defaults
            mode http
            log global
            load-server-state-from-file global
            timeout connect 5s
            timeout client 5s
            timeout server 5s
        frontend f
            bind 127.0.0.1:{front}
            default_backend b
        backend b
            {{string.Join("\n    ", backend)}}
        """;

    /// <summary>Something that is said sooner or later, whatever else is.</summary>
    private async Task ExpectAsync(string begin)
    {
        while (!(await _log.ReceiveAsync()).Contains(begin, StringComparison.Ordinal))
        {
            // About something else.
        }
    }

    private static async Task Until(Func<Task<bool>> holds)
    {
        long untilMs = Environment.TickCount64 + (long)Wire.Patience.TotalMilliseconds;
        while (!await holds())
        {
            Assert.True(Environment.TickCount64 < untilMs);
            await Task.Delay(10);
        }
    }
}
