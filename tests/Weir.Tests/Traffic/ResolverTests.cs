using System.Collections.Generic;
using System.Threading.Tasks;
using Weir.Tests.Logs;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Traffic;

/// <summary>Servers whose names are resolved while running (CFG 5.3), and rules that ask for names (CFG 4.3 do-resolve). Messages are HAProxy's.</summary>
public sealed class ResolverTests
{
    private const string Get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    [Fact]
    public async Task AServer_FollowsItsName()
    {
        using FakeDns dns = new();
        using SyslogReceiver log = SyslogReceiver.Udp();
        dns.Set("app.test", "127.0.0.2");
        using TestStand stand = await StartAsync(dns, log, "server s app.test:80 resolvers r init-addr none");
        await log.ExpectAsync("app/s changed its IP from (none) to 127.0.0.2 by r/n.\n");
        await log.ExpectAsync("Server app/s ('app.test') is UP/READY (resolves again).\n");
        await log.ExpectAsync("Server app/s administratively READY thanks to valid DNS answer.\n");
        dns.Set("app.test", "127.0.0.3");
        await log.ExpectAsync("app/s changed its IP from 127.0.0.2 to 127.0.0.3 by r/n.\n");
        dns.Set("app.test", "::1", "127.0.0.3");
        await log.ExpectAsync("app/s changed its IP from 127.0.0.3 to ::1 by r/n.\n");
        dns.Set("app.test");
        await log.ExpectAsync("Server app/s is going DOWN for maintenance (DNS NX status). 0 active and 0 backup servers left. 0 sessions active, 0 requeued, 0 remaining in queue.\n");
        await log.ExpectAsync("backend app has no server available!\n");
        dns.Set("app.test", "::1");
        await log.ExpectAsync("app/s changed its IP from ::1 to ::1 by r/n.\n");
    }

    [Fact]
    public async Task Requests_GoWhereTheNameLeads_AndIdleConnectionsToTheOldPlaceAreNotUsed()
    {
        using FakeDns dns = new();
        using SyslogReceiver log = SyslogReceiver.Udp();
        using Origin origin = new();
        dns.Set("app.test", "127.0.0.1");
        using TestStand stand = await StartAsync(dns, log, $"http-reuse always\n server s app.test:{origin.Port} resolvers r init-addr none");
        await log.ExpectAsync("app/s changed its IP from (none) to 127.0.0.1 by r/n.\n");
        await log.ReceiveAsync();
        await log.ReceiveAsync();
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(Get);
        using Wire server = await origin.AcceptAsync();
        await stand.ExchangeEndAsync(client, server);

        // Nobody listens there: what arrives at the origin again came over a connection that should have been given up.
        dns.Set("app.test", "127.0.0.9");
        await log.ExpectAsync("app/s changed its IP from 127.0.0.1 to 127.0.0.9 by r/n.\n");
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        Assert.Equal(503, (await client.ReceiveReplyAsync()).Status);
        Assert.Equal(1, origin.Accepted);
        Assert.False(origin.HasVisitor);
    }

    [Fact]
    public async Task ATemplate_IsFilledFromTheAddresses_EachOnce()
    {
        using FakeDns dns = new();
        using SyslogReceiver log = SyslogReceiver.Udp();
        dns.Set("app.test", "127.0.0.2", "127.0.0.3");
        using TestStand stand = await StartAsync(dns, log, "server-template s 3 app.test:80 resolvers r init-addr none resolve-prefer ipv4");
        await log.ExpectAsync("app/s1 changed its IP from (none) to 127.0.0.2 by r/n.\n");
        await log.ReceiveAsync();
        await log.ReceiveAsync();
        await log.ExpectAsync("app/s2 changed its IP from (none) to 127.0.0.3 by r/n.\n");
        await log.ReceiveAsync();
        await log.ReceiveAsync();
        dns.Set("app.test", "127.0.0.3", "127.0.0.4");
        await log.ExpectAsync("app/s1 changed its IP from 127.0.0.2 to 127.0.0.4 by r/n.\n");
        dns.Set("app.test", "127.0.0.4");
        await log.ExpectAsync("Server app/s2 is going DOWN for maintenance (No IP for server ). 1 active and 0 backup servers left. 0 sessions active, 0 requeued, 0 remaining in queue.\n");
    }

    [Fact]
    public async Task AService_GivesServersHostsPortsAndWeights()
    {
        using FakeDns dns = new();
        using SyslogReceiver log = SyslogReceiver.Udp();
        using Origin origin = new();
        dns.SetService("_http._tcp.app.test", $"65535 {origin.Port} h1.test", "1 81 h2.test");
        dns.Set("h1.test", "127.0.0.1");
        dns.Set("h2.test", "127.0.0.3");
        using TestStand stand = await StartAsync(dns, log, "server-template s 3 _http._tcp.app.test resolvers r resolve-prefer ipv4");
        await log.ExpectAsync("app/s1 changed its FQDN from (null) to h1.test by 'SRV record'\n");
        await log.ExpectAsync("app/s2 changed its FQDN from (null) to h2.test by 'SRV record'\n");

        // Two names, whose answers may come in either order.
        List<string> lines = [];
        for (int i = 0; i < 6; i++)
        {
            lines.Add(await log.ReceiveAsync());
        }

        Assert.Contains("app/s1 changed its IP from (none) to 127.0.0.1 by r/n.\n", lines);
        Assert.Contains("Server app/s1 ('h1.test') is UP/READY (resolves again).\n", lines);
        Assert.Contains("app/s2 changed its IP from (none) to 127.0.0.3 by r/n.\n", lines);
        dns.SetService("_http._tcp.app.test", $"65535 {origin.Port} h1.test");
        await log.ExpectAsync("Server app/s2 is going DOWN for maintenance (entry removed from SRV record). 1 active and 0 backup servers left. 0 sessions active, 0 requeued, 0 remaining in queue.\n");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(Get);
        using Wire server = await origin.AcceptAsync();
        await server.ExpectAsync(Get);
    }

    [Fact]
    public async Task AService_IsCheckedAtThePortOfItsRecord()
    {
        using FakeDns dns = new();
        using SyslogReceiver log = SyslogReceiver.Udp();
        using Origin origin = new();
        dns.SetService("_http._tcp.app.test", $"1 {origin.Port} h1.test");
        dns.Set("h1.test", "127.0.0.1");
        using TestStand stand = await StartAsync(dns, log, "option httpchk\n server-template s 1 _http._tcp.app.test resolvers r resolve-prefer ipv4 check inter 100ms");
        using Wire check = await origin.AcceptAsync();
        await check.ExpectAsync("OPTIONS / HTTP/1.0\r\n\r\n");
    }

    [Fact]
    public async Task AnAnswerThatIsCut_IsAskedForByTcp()
    {
        using FakeDns dns = new() { Truncates = true };
        using SyslogReceiver log = SyslogReceiver.Udp();
        dns.Set("app.test", "127.0.0.2");
        using TestStand stand = await StartAsync(dns, log, "server s app.test:80 resolvers r init-addr none resolve-prefer ipv4");
        await log.ExpectAsync("app/s changed its IP from (none) to 127.0.0.2 by r/n.\n");
        Assert.NotEqual(0, dns.ByStream);
    }

    [Fact]
    public async Task ANameServerBehindTcp_IsAskedByTcpOnly()
    {
        using FakeDns dns = new() { Transport = "tcp@" };
        using SyslogReceiver log = SyslogReceiver.Udp();
        dns.Set("app.test", "127.0.0.2");
        using TestStand stand = await StartAsync(dns, log, "server s app.test:80 resolvers r init-addr none");
        await log.ExpectAsync("app/s changed its IP from (none) to 127.0.0.2 by r/n.\n");
        Assert.Equal(0, dns.Asked);
    }

    [Theory]
    [InlineData(5, "DNS refused status")]
    [InlineData(2, "unspecified DNS error")]
    [InlineData(-1, "DNS timeout status")]
    public async Task Failures_TakeAServerOut_OnceTheLastGoodAnswerIsTooOld(int code, string cause)
    {
        using FakeDns dns = new();
        using SyslogReceiver log = SyslogReceiver.Udp();
        dns.Set("app.test", "127.0.0.2");
        using TestStand stand = await StartAsync(dns, log, "server s app.test:80 resolvers r init-addr 127.0.0.2");
        dns.Failure = code < 0 ? 3 : code;
        dns.IsSilent = code < 0;
        dns.Set("app.test");
        await log.ExpectAsync($"Server app/s is going DOWN for maintenance ({cause}). 0 active and 0 backup servers left. 0 sessions active, 0 requeued, 0 remaining in queue.\n");
    }

    [Fact]
    public async Task DoResolve_SetsAVariable_AndItsAnswerIsKeptForAWhile()
    {
        using FakeDns dns = new();
        using SyslogReceiver log = SyslogReceiver.Udp();
        dns.Set("a.test", "127.0.0.7", "::7");
        dns.Set("b.test", "::8");
        using TestStand stand = await StartAsync(dns, log, "server s 127.0.0.1:1", frontend:
            "http-request do-resolve(txn.ip,r,ipv4) hdr(host),host_only\n http-request return status 200 content-type text/plain lf-string \"<%[var(txn.ip)]>\"");
        using Wire client = await stand.ConnectAsync();
        Assert.Equal("<127.0.0.7>", await AskAsync(client, "a.test"));
        int asked = dns.Asked;
        Assert.Equal("<127.0.0.7>", await AskAsync(client, "A.test:80"));
        Assert.Equal(asked, dns.Asked);
        Assert.Equal("<::8>", await AskAsync(client, "b.test"));
        Assert.Equal("<>", await AskAsync(client, "c.test"));
        Assert.Equal("<10.0.0.1>", await AskAsync(client, "10.0.0.1"));
        Assert.Equal("<>", await AskAsync(client, "a!b.test"));
    }

    [Fact]
    public async Task DoResolve_FindsTheServer_InTcpModeToo()
    {
        using FakeDns dns = new();
        using SyslogReceiver log = SyslogReceiver.Udp();
        using Origin origin = new();
        dns.Set("a.test", "127.0.0.1");
        using TestStand stand = await StartAsync(dns, log, $"server s 0.0.0.0:{origin.Port}", frontend:
            "mode tcp\n tcp-request content do-resolve(txn.ip,r,ipv4) str(a.test)\n tcp-request content set-dst var(txn.ip)");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("hello");
        using Wire server = await origin.AcceptAsync();
        await server.ExpectAsync("hello");
    }

    private static async Task<string> AskAsync(Wire client, string host, string path = "/")
    {
        await client.SendAsync($"GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n");
        return (await client.ReceiveReplyAsync()).Body;
    }

    /// <summary>CFG 3.1 dns-accept-family: only these are asked for, by servers, services and rules, whatever they prefer.</summary>
    [Theory]
    [InlineData("ipv4", "127.0.0.2", "<127.0.0.2>", 1)]
    [InlineData("ipv6", "::2", "<::2>", 28)]
    public async Task OtherFamilies_AreNotAskedFor(string family, string address, string resolved, int type)
    {
        using FakeDns dns = new();
        using SyslogReceiver log = SyslogReceiver.Udp();
        dns.Set("app.test", "127.0.0.2", "::2");
        dns.Set("four.test", "127.0.0.4");
        dns.Set("six.test", "::6");
        using TestStand stand = await StartAsync(dns, log, "server s app.test:80 resolvers r init-addr none", frontend:
            "http-request do-resolve(txn.ip,r,ipv4) hdr(host),host_only if { path /4 }\n http-request do-resolve(txn.ip,r,ipv6) hdr(host),host_only if { path /6 }\n http-request return status 200 content-type text/plain lf-string \"<%[var(txn.ip)]>\"", global: "dns-accept-family " + family);
        await log.ExpectAsync($"app/s changed its IP from (none) to {address} by r/n.\n");
        using Wire client = await stand.ConnectAsync();
        Assert.Equal((resolved, resolved), (await AskAsync(client, "app.test", "/4"), await AskAsync(client, "app.test", "/6")));
        Assert.Equal((type == 1 ? "<127.0.0.4>" : "<>", type == 1 ? "<>" : "<::6>"), (await AskAsync(client, "four.test", "/4"), await AskAsync(client, "six.test", "/6")));
        Assert.Equal([type], dns.Types);
    }

    private static Task<TestStand> StartAsync(FakeDns dns, SyslogReceiver log, string backend, string frontend = "", string global = "") =>
        TestStand.StartAsync(new TestStand.Lines
        {
            Global = $"{global}\nresolvers r\n nameserver n {dns.Transport}127.0.0.1:{dns.Port}\n timeout resolve 40ms\n timeout retry 500ms\n resolve_retries 2\n hold nx 100ms\n hold refused 100ms\n hold other 100ms\n hold timeout 100ms",
            Defaults = frontend.StartsWith("mode tcp", System.StringComparison.Ordinal) ? "mode tcp\n retries 0" : "retries 0",
            Frontend = frontend,
            Backend = $"log {log.Address} format raw local0\n {backend}",
        }, origins: 0);
}
