using System.Net.Sockets;
using System.Threading.Tasks;
using Weir.Tests.Logs;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Traffic;

/// <summary>Rules on what is said first, in either direction (CFG 4.2 tcp-request content, tcp-response content, inspect-delay).</summary>
public sealed class InspectionTests
{
    private const string Get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    [Fact]
    public async Task TheClientsBytes_AreWaitedFor_AndReachTheServerWhole()
    {
        using TestStand stand = await StartAsync("tcp-request inspect-delay 10s\n tcp-request content accept if { req.payload(0,5) -m bin 68656c6c6f }\n tcp-request content reject");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("he");
        using Wire other = await stand.ConnectAsync();
        await other.SendAsync("other");
        await other.ExpectEndAsync();
        Assert.False(stand.Origin.HasVisitor);
        await client.SendAsync("llo, world");
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync("hello, world");
        await server.SendAsync("hi");
        await client.ExpectAsync("hi");
        client.FinishSending();
        await server.ExpectEndAsync();
    }

    [Theory]
    [InlineData("tcp-request connection set-tos 0x10\n tcp-request session set-fc-tos int(32)\n tcp-request content set-tos 8", "")]
    [InlineData("tcp-request connection set-mark 0x10\n tcp-request session set-fc-mark int(32)\n tcp-request content set-mark 8", "tcp-response content set-mark 1\n tcp-response content set-tos 2")]
    public async Task MarksOfWhatIsSent_CanBeSetByEveryKindOfRule(string frontend, string backend)
    {
        using TestStand stand = await StartAsync(frontend, backend);
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("hello");
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync("hello");
        await server.SendAsync("hi");
        await client.ExpectAsync("hi");
    }

    [Theory]
    [InlineData("tcp-request inspect-delay 50ms\n tcp-request content reject if WAIT_END", "abc", "PR web/<NOSRV>\n")]
    [InlineData("tcp-request inspect-delay 50ms\n tcp-request content accept if { req.len ge 5 }\n tcp-request content reject", "abc", "PR web/<NOSRV>\n")]
    [InlineData("tcp-request content reject unless { req.len ge 5 }", "", "PR web/<NOSRV>\n")]
    [InlineData("timeout client 50ms\n tcp-request inspect-delay 10s\n tcp-request content accept if { req.len ge 5 }", "abc", "cR web/<NOSRV>\n")]
    public async Task WhatDoesNotCome_EndsTheSession(string rules, string sent, string line)
    {
        using SyslogReceiver log = SyslogReceiver.Udp();
        using TestStand stand = await StartAsync($"log {log.Address} format raw local0\n log-format \"%ts %b/%s\"\n {rules}");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(sent);
        await client.ExpectGoneAsync();
        await log.ExpectAsync(line);
        Assert.False(stand.Origin.HasVisitor);
    }

    [Fact]
    public async Task AClientThatCloses_HasSaidAll_AndOneThatResetsIsGone()
    {
        using SyslogReceiver log = SyslogReceiver.Udp();
        using TestStand stand = await StartAsync($"log {log.Address} format raw local0\n log-format \"%ts %s\"\n tcp-request inspect-delay 10s\n tcp-request content accept if {{ req.len ge 5 }}");
        using Wire closing = await stand.ConnectAsync();
        await closing.SendAsync("abc");
        closing.FinishSending();
        using (Wire server = await stand.AcceptAsync())
        {
            await server.ExpectAsync("abc");
            await server.ExpectEndAsync();
            await server.SendAsync("bye");
            await closing.ExpectAsync("bye");
        }

        await closing.ExpectEndAsync();
        await log.ExpectAsync("-- s1\n");
        using Wire leaving = await stand.ConnectAsync();
        await leaving.SendAsync("abc");
        leaving.Reset();
        await log.ExpectAsync("CR <NOSRV>\n");
        Assert.False(stand.Origin.HasVisitor);
    }

    [Fact]
    public async Task AnAlternativeThatHolds_NeedNotWaitForOthers()
    {
        using TestStand stand = await StartAsync("tcp-request inspect-delay 10s\n tcp-request content reject if { req.len ge 5 } or { src 127.0.0.1 }");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("abc");
        await client.ExpectGoneAsync();
    }

    [Fact]
    public async Task AFullBlock_IsAllThatCanBeSeen()
    {
        using TestStand stand = await StartAsync("tcp-request inspect-delay 10s\n tcp-request content accept if { req.len ge 100000 }");
        using Wire client = await stand.ConnectAsync();
        string much = new('x', 40000);
        await client.SendAsync(much);
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync(much);
    }

    [Theory]
    [InlineData("tcp-request connection reject if { src 127.0.0.1 }")]
    [InlineData("tcp-request session reject if { src 127.0.0.1 }")]
    [InlineData("tcp-request connection silent-drop rst-ttl 1 if { src 127.0.0.1 }")]
    public async Task BeforeAnythingIsSaid(string rule)
    {
        using TestStand stand = await StartAsync("tcp-request connection accept if { dst_port 1 }\n " + rule);
        try
        {
            using Wire client = await stand.ConnectAsync();
            await client.ExpectGoneAsync();
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset)
        {
            // The reset came before the client knew that it was connected.
        }

        Assert.False(stand.Origin.HasVisitor);
    }

    [Fact]
    public async Task SilentDrop_TellsNothing()
    {
        using SyslogReceiver log = SyslogReceiver.Udp();
        using TestStand stand = await StartAsync($"log {log.Address} format raw local0\n log-format \"%ts\"\n tcp-request content silent-drop");
        using Wire client = await stand.ConnectAsync();
        await log.ExpectAsync("PR\n");
        Assert.True(client.IsSilent);
    }

    [Fact]
    public async Task TheServersBytes_AreWaitedFor_WhileTheClientGoesOn()
    {
        using TestStand stand = await StartAsync("", "tcp-response inspect-delay 10s\n tcp-response content reject if { res.payload(0,3) -m bin 626164 }\n tcp-response content accept if { res.len ge 5 }");
        using Wire client = await stand.ConnectAsync();
        using Wire server = await stand.AcceptAsync();
        await server.SendAsync("he");
        await client.SendAsync("to the server");
        await server.ExpectAsync("to the server");
        Assert.True(client.IsSilent);
        await server.SendAsync("llo");
        await client.ExpectAsync("hello");

        using Wire second = await stand.ConnectAsync();
        using Wire bad = await stand.AcceptAsync();
        await bad.SendAsync("bad news");
        await second.ExpectEndAsync();
        await bad.ExpectGoneAsync();
    }

    [Theory]
    [InlineData("tcp-response inspect-delay 50ms\n tcp-response content reject if WAIT_END", "PD\n")]
    [InlineData("tcp-response inspect-delay 10s\n tcp-response content silent-drop if { res.len gt 0 }", "PD\n")]
    public async Task AServerThatIsRefused(string rules, string line)
    {
        using SyslogReceiver log = SyslogReceiver.Udp();
        using TestStand stand = await StartAsync($"log {log.Address} format raw local0\n log-format \"%ts\"", rules);
        using Wire client = await stand.ConnectAsync();
        using Wire server = await stand.AcceptAsync();
        await server.SendAsync("x");
        await server.ExpectGoneAsync();
        await log.ExpectAsync(line);
    }

    [Fact]
    public async Task Close_PassesOnWhatWasSaid_AndNoMore()
    {
        using SyslogReceiver log = SyslogReceiver.Udp();
        using TestStand stand = await StartAsync($"log {log.Address} format raw local0\n log-format \"%ts %B\"", "tcp-response inspect-delay 10s\n tcp-response content close if { res.len ge 5 }");
        using Wire client = await stand.ConnectAsync();
        using Wire server = await stand.AcceptAsync();
        await server.SendAsync("hello");
        await client.ExpectAsync("hello");
        await client.ExpectEndAsync();
        await server.ExpectGoneAsync();
        await log.ExpectAsync("-- 5\n");
    }

    [Fact]
    public async Task InHttp_TheHeadIsThere_AndTheRulesComeBeforeThoseOfHttp()
    {
        using SyslogReceiver log = SyslogReceiver.Udp();
        using TestStand stand = await TestStand.StartAsync(
            $"log {log.Address} format raw local0\n log-format \"%ST %tsc\"\n tcp-request inspect-delay 10s\n tcp-request content reject if {{ req.hdr(x) -m found }}\n tcp-request content accept if WAIT_END\n http-request set-header Seen yes",
            "tcp-response inspect-delay 10s\n tcp-response content reject if { res.hdr(bad) -m found }\n tcp-response content close if { res.hdr(last) -m found }");
        using (Wire rejected = await stand.ConnectAsync())
        {
            await rejected.SendAsync("GET / HTTP/1.1\r\nHost: a\r\nX: 1\r\n\r\n");
            await rejected.ExpectEndAsync();
            await log.ExpectAsync("-1 PR--\n");
        }

        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(Get);
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync("GET / HTTP/1.1\r\nHost: a\r\nSeen: yes\r\n\r\n");
        await server.SendAsync("HTTP/1.1 200 OK\r\nLast: 1\r\nContent-Length: 2\r\n\r\nok");
        await client.ExpectAsync("HTTP/1.1 200 OK\r\nLast: 1\r\nContent-Length: 2\r\n\r\nok");
        await server.ExpectGoneAsync();
        await log.ExpectAsync("200 ----\n");
        await client.SendAsync(Get);
        using Wire second = await stand.AcceptAsync();
        await second.ReceiveHeadAsync();
        await second.SendAsync("HTTP/1.1 200 OK\r\nBad: 1\r\nContent-Length: 2\r\n\r\nok");
        await client.ExpectEndAsync();
        await log.ExpectAsync("-1 PD--\n");
    }

    [Fact]
    public async Task HttpRequest_CanBeRejected_DroppedAndPaused()
    {
        using TestStand stand = await TestStand.StartAsync("http-request reject if { path /reject }\n http-request silent-drop if { path /drop }\n http-request pause 10ms\n http-request pause req.hdr(x-ms)");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("GET /reject HTTP/1.1\r\nHost: a\r\n\r\n");
        await client.ExpectEndAsync();
        using Wire dropped = await stand.ConnectAsync();
        await dropped.SendAsync("GET /drop HTTP/1.1\r\nHost: a\r\n\r\n");
        using Wire paused = await stand.ConnectAsync();
        using Wire server = await stand.ExchangeAsync(paused);
        await stand.ExchangeAsync(paused, server);
        Assert.True(dropped.IsSilent);
    }

    /// <summary>CFG 4.2 silent-drop: a request whose acknowledgement waits for the answer is acknowledged; sent again, it would be answered with a reset.</summary>
    [NetworkNamespaceFact]
    public async Task SilentDrop_OfARequestNotAcknowledgedYet_StaysSilent()
    {
        using TestStand stand = await TestStand.StartAsync("option tcp-smart-accept\n http-request silent-drop");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(Get);

        // Longer than a client waits before it sends again (200 ms at first).
        await Task.Delay(700);
        Assert.True(client.IsSilent);
    }

    [Fact]
    public async Task HttpInModeTcp_ChoosesABackend()
    {
        using TestStand stand = await StartAsync("tcp-request inspect-delay 10s\n tcp-request content accept if { req.proto_http }\n tcp-request content reject\n use_backend none if { req.hdr(host) b }\n default_backend app\nbackend none\n mode tcp\nfrontend other\n mode tcp\n bind 127.0.0.1:{other}");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nHo");
        await client.SendAsync("st: a\r\n\r\n");
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync(Get);
        await server.SendAsync(Ok);
        await client.ExpectAsync(Ok);
        using Wire refused = await stand.ConnectAsync();
        await refused.SendAsync("GET / HTTP/1.1\r\nHost: b\r\n\r\n");
        await refused.ExpectGoneAsync();
        Assert.False(stand.Origin.HasVisitor);
    }

    private static Task<TestStand> StartAsync(string frontend, string backend = "") => TestStand.StartAsync(frontend, backend, defaults: "mode tcp");
}
