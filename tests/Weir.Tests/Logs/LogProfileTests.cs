using System;
using System.Threading.Tasks;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Logs;

/// <summary>Lines at several steps of an exchange (CFG 4.2 log-steps), and targets that are told different things (8.3.5 log-profile).</summary>
public sealed class LogProfileTests
{
    private const string Get = "GET /x HTTP/1.1\r\nHost: a\r\n\r\n";

    /// <summary>The use case of HAProxy's own announcement: the same exchange in two forms at two places, in a section without a format.</summary>
    [Fact]
    public async Task EachTarget_IsToldItsOwnForm()
    {
        using SyslogReceiver plain = SyslogReceiver.Udp();
        using SyslogReceiver json = SyslogReceiver.Udp();
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines
        {
            Global = "\nlog-profile syslog\n log-tag edge\n on close format \"%HM %HP %ST\"\nlog-profile json\n on any sd \"[x@1 st=%ST]\"\n on close format \"%{+json}o %(status)ST\"",
            Frontend = $"log {plain.Address} format rfc3164 profile syslog local0 info\n log {json.Address} format rfc5424 profile json local1 info",
        });
        using Wire client = await stand.ConnectAsync();
        await ExchangeAsync(stand, client, null);
        Assert.Matches("^<134>[A-Z][a-z]{2} [ 0-9]{2} [0-9:]{8} [^ ]+ edge\\[[0-9]+\\]: GET /x 200\n$", await plain.ReceiveAsync());
        Assert.Matches("^<142>1 [^ ]+ - [^ ]+ [0-9]+ - \\[x@1 st=200\\] \\{\"status\": 200\\}\n$", await json.ReceiveAsync());
        Assert.True(plain.IsSilent && json.IsSilent);
    }

    /// <summary>A step of its own goes before <c>any</c>, format and data each for themselves; <c>drop</c> goes before both.</summary>
    [Fact]
    public async Task AtEachStep_ALineIsWritten()
    {
        using SyslogReceiver log = SyslogReceiver.Udp();
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines
        {
            Global = "\nlog-profile p\n on any format \"any %ST\" sd \"[a]\"\n on accept format \"accept %ft\"\n on request format \"request %HM %HP\"\n on connect format \"connect %s\"\n on response drop format never\n on close sd \"[c]\"",
            Frontend = $"option httplog\n log-steps all\n log {log.Address} format rfc5424 profile p local0\n http-request set-path /y",
        });
        using Wire client = await stand.ConnectAsync();
        using Wire server = await ExchangeAsync(stand, client, null, "/y");
        await ExpectAsync(log, "[a] accept web", "[a] request GET /x", "[a] connect s1", "[c] any 200");
        await ExchangeAsync(stand, client, server, "/y");
        await ExpectAsync(log, "[a] accept web", "[a] request GET /x", "[a] connect s1", "[c] any 200");
        Assert.True(log.IsSilent);
    }

    /// <summary>Without a profile every step has the section's own format; what is not known yet is shown as in any line.</summary>
    [Fact]
    public async Task StepsAlone_RepeatTheFormat()
    {
        using SyslogReceiver log = SyslogReceiver.Udp();
        using TestStand stand = await TestStand.StartAsync($"log {log.Address} format raw local0\n log-steps accept,response,close\n log-format \"%HM %b/%s %ST %B\"\n http-request set-log-level silent if {{ path /quiet }}");
        using Wire client = await stand.ConnectAsync();
        using Wire server = await ExchangeAsync(stand, client, null);
        await log.ExpectAsync("<BADREQ> web/<NOSRV> -1 0\n");
        await log.ExpectAsync("GET app/s1 200 +~\n");
        await log.ExpectAsync("GET app/s1 200 40\n");
        await client.SendAsync("GET /quiet HTTP/1.1\r\nHost: a\r\n\r\n");
        await stand.ExchangeEndAsync(client, server);
        await log.ExpectAsync("<BADREQ> web/<NOSRV> -1 0\n");
        Assert.True(log.IsSilent);
    }

    /// <summary>A client that brings no request: the error format, in a section that has none; others may drop it.</summary>
    [Fact]
    public async Task Errors_HaveAStepOfTheirOwn()
    {
        using SyslogReceiver told = SyslogReceiver.Udp();
        using SyslogReceiver spared = SyslogReceiver.Udp();
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines
        {
            Global = "\nlog-profile told\n on error format \"error %ST\"\nlog-profile spared\n on error drop",
            Frontend = $"option httplog\n log {told.Address} format raw profile told local0\n log {spared.Address} format raw profile spared local0\n bind 127.0.0.1:{{proxied}} accept-proxy",
        });
        using (Wire bad = await stand.ConnectAsync())
        {
            await bad.SendAsync("nonsense\r\n\r\n");
            await bad.ReceiveReplyAsync();
        }

        await told.ExpectAsync("error 400\n");
        using (Wire proxied = await Wire.ConnectAsync(stand.Proxy.PortOf("proxied")))
        {
            await proxied.SendAsync("no header at all, that is for sure\r\n");
            await proxied.ExpectGoneAsync();
        }

        await told.ExpectAsync("error 400\n");
        using Wire client = await stand.ConnectAsync();
        await ExchangeAsync(stand, client, null);
        Assert.Contains("\"GET /x HTTP/1.1\"", await told.ReceiveAsync(), StringComparison.Ordinal);
        Assert.Contains("\"GET /x HTTP/1.1\"", await spared.ReceiveAsync(), StringComparison.Ordinal);
    }

    /// <summary>Sessions have no requests; the line of a section without a format goes to those whose profile has none either.</summary>
    [Fact]
    public async Task InTcpMode_AndBesideTheLineAtAccept()
    {
        using SyslogReceiver plain = SyslogReceiver.Udp();
        using SyslogReceiver steps = SyslogReceiver.Udp();
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines
        {
            Global = "\nlog-profile p\n on connect format \"connect %s\"\n on close format \"close %s\"",
            Defaults = "mode tcp",
            Frontend = $"log {plain.Address} format raw local0\n log {steps.Address} format raw profile p local0\n log-steps all",
        });
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("hello");
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync("hello");
        await plain.ExpectAsync($"Connect from 127.0.0.1:~ to 127.0.0.1:{stand.Proxy.PortOf("front")} (web/TCP)\n");
        await steps.ExpectAsync("connect s1\n");
        client.Dispose();
        server.Dispose();
        await steps.ExpectAsync("close s1\n");
        Assert.True(plain.IsSilent);
    }

    private static async Task ExpectAsync(SyslogReceiver log, params string[] ends)
    {
        foreach (string end in ends)
        {
            Assert.EndsWith(" - " + end + "\n", await log.ReceiveAsync(), StringComparison.Ordinal);
        }
    }

    private static async Task<Wire> ExchangeAsync(TestStand stand, Wire client, Wire? known, string path = "/x")
    {
        await client.SendAsync(Get);
        Wire server = known ?? await stand.AcceptAsync();
        await server.ExpectAsync(Get.Replace("/x", path, StringComparison.Ordinal));
        await server.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        Assert.Equal(200, (await client.ReceiveReplyAsync()).Status);
        return server;
    }
}
