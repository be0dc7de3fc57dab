using System;
using System.Globalization;
using System.Threading.Tasks;
using Weir.Tests.Logs;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Health;

/// <summary>A server goes down, comes back, and what that does to requests; by the real program (semantics section 9).</summary>
public sealed class ServerLifeTests
{
    private const string Get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    [Fact]
    public async Task Refused_IsDownAtOnce_AndSaidOnTheTerminalToo()
    {
        using CheckStand stand = await CheckStand.StartAsync("mode http", options: "inter 100 port 1");
        await stand.Log.ExpectAsync("Server b/s is DOWN, reason: Layer4 connection problem, info: \"ECONNREFUSED returned by OS (Connection refused)\", check duration: ~ms. 0 active and 0 backup servers left. 0 sessions active, 0 requeued, 0 remaining in queue.\n");
        await stand.Log.ExpectAsync("backend b has no server available!\n");
        using Wire client = await Wire.ConnectAsync(stand.Proxy.PortOf("front"));
        await client.SendAsync(Get);
        Assert.Equal(503, (await client.ReceiveReplyAsync()).Status);
        Assert.Contains("[WARNING] Server b/s is DOWN, reason: Layer4 connection problem", stand.Proxy.Errors, StringComparison.Ordinal);
        Assert.Contains("[ALERT] backend 'b' has no server available!", stand.Proxy.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UsersBackend_DownAndUpAgain()
    {
        using CheckStand stand = await CheckStand.StartAsync(@"mode http" + "\n" + @"option httpchk HEAD /_health HTTP/1.1\r\nHost:\ localhost", options: "inter 1s fastinter 50 downinter 50");
        for (int i = 0; i < 4; i++)
        {
            using Wire check = await stand.Server.AcceptAsync();
            await check.ExpectAsync("HEAD /_health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            await check.SendAsync(i is 1 or 2 ? "HTTP/1.1 503 Ill\r\n\r\n" : "HTTP/1.1 204 Well\r\n\r\n");
        }

        await stand.Log.ExpectAsync("Server b/s is DOWN, reason: Layer7 wrong status, code: 503, info: \"Ill\", check duration: ~ms. 0 active and 0 backup servers left. 0 sessions active, 0 requeued, 0 remaining in queue.\n");
        await stand.Log.ExpectAsync("backend b has no server available!\n");
        await stand.Log.ExpectAsync("Server b/s is UP, reason: Layer7 check passed, code: 204, check duration: ~ms. 1 active and 0 backup servers online. 0 sessions requeued, 0 total in queue.\n");
        Assert.Contains("http-check send meth HEAD uri /_health ver HTTP/1.1 hdr Host localhost", stand.Proxy.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MarkedDown_EndsWhatIsUnderWay()
    {
        using Origin traffic = new();
        using Origin health = new();
        using SyslogReceiver log = SyslogReceiver.Udp();
        string options = string.Create(CultureInfo.InvariantCulture, $"server s 127.0.0.1:{traffic.Port} check port {health.Port} inter 400 rise 1 fall 1 on-marked-down shutdown-sessions");
        using ProxyProcess proxy = await ProxyProcess.StartAsync($$"""
            global
                nbthread 1
                log {{log.Address}} format raw local0
            defaults
                mode http
                log global
                option httplog
                timeout connect 5s
                timeout client 5s
                timeout server 5s
            frontend f
                bind 127.0.0.1:{front}
                default_backend b
            backend b
                {{options}}
            """);
        using Wire client = await Wire.ConnectAsync(proxy.PortOf("front"));
        await client.SendAsync(Get);
        using Wire server = await traffic.AcceptAsync();
        await server.ReceiveThroughAsync("\r\n\r\n");
        health.Dispose();
        Assert.Equal(502, (await client.ReceiveReplyAsync()).Status);
        string line;
        do
        {
            line = await log.ReceiveAsync();
        }
        while (!line.Contains("GET / HTTP/1.1", StringComparison.Ordinal));
        Assert.Contains(" DH-- ", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Agent_SetsWeightAndState()
    {
        using Origin agent = new();
        string options = string.Create(CultureInfo.InvariantCulture, $"inter 30s agent-check agent-port {agent.Port} agent-inter 400 agent-send who\\n weight 100");
        using CheckStand stand = await CheckStand.StartAsync("mode http\noption log-health-checks\ntimeout check 30s", options);
        using (Wire first = await agent.AcceptAsync())
        {
            await first.ExpectAsync("who\n");
            await first.SendAsync("down 50% #because\n");
        }

        using (Wire second = await agent.AcceptAsync())
        {
            await second.ExpectAsync("who\n");
            await second.SendAsync("up,drain\r\n");
        }

        string said = "";
        while (!said.Contains("drain state", StringComparison.Ordinal) || !said.Contains("Agent check for server b/s failed", StringComparison.Ordinal) || !said.Contains("is DOWN", StringComparison.Ordinal))
        {
            said += await stand.Log.ReceiveAsync();
        }

        Assert.Contains("Agent check for server b/s failed, reason: Layer7 wrong status, code: 0, info: \"via agent : down (because)\"", said, StringComparison.Ordinal);
        Assert.Contains("Server b/s is DOWN. 0 active and 0 backup servers left.", said, StringComparison.Ordinal);
        Assert.Contains("Server b/s enters drain state. 0 active", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Observed_ErrorsOfTrafficMarkDown()
    {
        using CheckStand stand = await CheckStand.StartAsync("mode http", options: "inter 30s observe layer7 error-limit 2 on-error mark-down");
        using Wire check = await stand.Server.AcceptAsync();
        for (int i = 0; i < 2; i++)
        {
            using Wire client = await Wire.ConnectAsync(stand.Proxy.PortOf("front"));
            await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
            using Wire server = await stand.Server.AcceptAsync();
            await server.ReceiveThroughAsync("\r\n\r\n");
            await server.SendAsync("HTTP/1.1 500 Bad\r\nContent-Length: 0\r\n\r\n");
            Assert.Equal(500, (await client.ReceiveReplyAsync()).Status);
        }

        string said;
        do
        {
            said = await stand.Log.ReceiveAsync();
        }
        while (said.StartsWith("Connect from", StringComparison.Ordinal));
        Assert.StartsWith("Server b/s is DOWN, reason: Health analyze, info: \"Detected 2 consecutive errors, last one was: Wrong http response\". 0 active and 0 backup servers left.", said, StringComparison.Ordinal);
    }
}
