using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Operations;

/// <summary>What <c>show stat</c> and <c>show info</c> say about traffic (MGT 9.1).</summary>
public sealed class StatisticsTests
{
    private const string Get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    [Fact]
    public async Task ExchangesAreCounted_AtEverybodyTheyConcern()
    {
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines { Global = Console.Socket, Frontend = "http-request deny if { path /no }\n    option socket-stats" });
        using Wire client = await stand.ConnectAsync();
        using Wire server = await stand.ExchangeAsync(client);
        using Wire again = await stand.ExchangeAsync(client, server);
        await client.SendAsync("GET /no HTTP/1.1\r\nHost: a\r\n\r\n");
        Assert.Equal(403, (await client.ReceiveReplyAsync()).Status);
        await client.SendAsync("GET / HTTP/1.1\r\nbroken\r\n\r\n");
        Assert.Equal(400, (await client.ReceiveReplyAsync()).Status);

        Assert.Equal(("1", "4", "1", "1"), (await stand.Proxy.StatAsync("web,FRONTEND", "stot"), await stand.Proxy.StatAsync("web,FRONTEND", "req_tot"), await stand.Proxy.StatAsync("web,FRONTEND", "dreq"), await stand.Proxy.StatAsync("web,FRONTEND", "ereq")));
        Assert.Equal(("1", "1"), (await stand.Proxy.StatAsync("web,FRONTEND", "scur"), await stand.Proxy.StatAsync("web,FRONTEND", "smax")));
        Assert.Equal(("2", "2"), (await stand.Proxy.StatAsync("web,FRONTEND", "hrsp_2xx"), await stand.Proxy.StatAsync("web,FRONTEND", "hrsp_4xx")));
        Assert.Equal(("2", "2", "1", "1"), (await stand.Proxy.StatAsync("app,s1", "stot"), await stand.Proxy.StatAsync("app,s1", "hrsp_2xx"), await stand.Proxy.StatAsync("app,s1", "connect"), await stand.Proxy.StatAsync("app,s1", "reuse")));
        Assert.Equal(("2", "1", "UP"), (await stand.Proxy.StatAsync("app,BACKEND", "req_tot"), await stand.Proxy.StatAsync("app,BACKEND", "smax"), await stand.Proxy.StatAsync("app,BACKEND", "status")));
        Assert.Equal(("54", "80"), (await stand.Proxy.StatAsync("app,s1", "bin"), await stand.Proxy.StatAsync("app,s1", "bout")));
        Assert.Equal(("3", "1"), (await stand.Proxy.StatAsync("web,sock-1", "type"), await stand.Proxy.StatAsync("web,sock-1", "stot")));

        Assert.Equal("", await stand.Proxy.AskAsync("clear counters all"));
        Assert.Equal(("0", "0", "0"), (await stand.Proxy.StatAsync("web,FRONTEND", "req_tot"), await stand.Proxy.StatAsync("app,s1", "bin"), await stand.Proxy.StatAsync("app,BACKEND", "stot")));
    }

    [Fact]
    public async Task AnAttemptThatFails_IsASessionOfItsServer_AndNoRequest()
    {
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines { Global = Console.Socket, Backend = "retries 2\n    retry-on all-retryable-errors" });
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(Get);
        for (int answers = 0; answers < 3; answers++)
        {
            using Wire server = await stand.AcceptAsync();
            await server.ReceiveHeadAsync();
            if (answers == 2)
            {
                await server.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                Assert.Equal(200, (await client.ReceiveReplyAsync()).Status);
            }
        }

        Assert.Equal(("3", "1", "1"), (await stand.Proxy.StatAsync("app,s1", "stot"), await stand.Proxy.StatAsync("app,s1", "req_tot"), await stand.Proxy.StatAsync("app,s1", "lbtot")));
        Assert.Equal(("1", "1", "1"), (await stand.Proxy.StatAsync("app,BACKEND", "stot"), await stand.Proxy.StatAsync("app,BACKEND", "req_tot"), await stand.Proxy.StatAsync("app,BACKEND", "lbtot")));
    }

    /// <summary>MGT 9.1 qtime and its kin: a server that closes, or never speaks, has no response time.</summary>
    [Fact]
    public async Task TimesAreThoseOfAnsweredRequests()
    {
        const int ThinkMs = 40;
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines { Global = Console.Socket });
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(Get);
        using (Wire silent = await stand.AcceptAsync())
        {
            await silent.ReceiveHeadAsync();
            await Task.Delay(ThinkMs);
        }

        Assert.Equal(502, (await client.ReceiveReplyAsync()).Status);
        Assert.Equal(("0", "0"), (await stand.Proxy.StatAsync("app,s1", "ttime_max"), await stand.Proxy.StatAsync("app,BACKEND", "ttime_max")));

        await client.SendAsync(Get);
        using Wire server = await stand.AcceptAsync();
        await server.ReceiveHeadAsync();
        await Task.Delay(ThinkMs);
        await server.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        Assert.Equal(200, (await client.ReceiveReplyAsync()).Status);

        // The server's average is over one answer, the backend's over two requests.
        string longest = await stand.Proxy.StatAsync("app,s1", "rtime_max");
        Assert.InRange(int.Parse(longest, CultureInfo.InvariantCulture), ThinkMs - 5, int.MaxValue);
        Assert.Equal(longest, await stand.Proxy.StatAsync("app,s1", "rtime"));
        Assert.InRange(int.Parse(await stand.Proxy.StatAsync("app,BACKEND", "rtime"), CultureInfo.InvariantCulture), (ThinkMs / 2) - 5, (int.Parse(longest, CultureInfo.InvariantCulture) / 2) + 1);
    }

    [Fact]
    public async Task ALongResponse_IsCountedWhileItIsUnderWay()
    {
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines { Global = Console.Socket });
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(Get);
        using Wire server = await stand.AcceptAsync();
        await server.ReceiveHeadAsync();
        await server.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n01234");
        await client.ExpectAsync("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n01234");
        Assert.Equal(("1", "44"), (await stand.Proxy.StatAsync("app,s1", "scur"), await stand.Proxy.StatAsync("app,s1", "bout")));
        await server.SendAsync("56789");
        await client.ExpectAsync("56789");
        Assert.Equal("49", await stand.Proxy.StatAsync("app,s1", "bout"));
    }

    [Fact]
    public async Task Listings_HaveHaproxysForms()
    {
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines { Global = Console.Socket });
        foreach ((string command, string beginning) in Forms)
        {
            Assert.StartsWith(beginning, await stand.Proxy.AskAsync(command));
        }
    }

    private static readonly (string Command, string Beginning)[] Forms =
    [
        ("show info", "Name: Weir\nVersion: 3.4.0-weir"),
        ("show info typed", "0.Name.1:POS:str:Weir\n1.Version.1:POS:str:3.4.0-weir"),
        ("show info desc", "Name: Weir:\"What this program is called\"\n"),
        ("show info json", "[{\"field\":{\"pos\":0,\"name\":\"Name\"},\"processNum\":1,\"tags\":{\"origin\":\"Product\",\"nature\":\"Output\",\"scope\":\"Service\"},\"value\":{\"type\":\"str\",\"value\":\"Weir\"}},"),
        ("show stat", "# pxname,svname,qcur,qmax,scur,smax,slim,stot,bin,bout,dreq,dresp,ereq,econ,eresp,wretr,wredis,status,weight,"),
        ("show stat typed", "F.2.0.0.pxname.1:KNS:str:web\nF.2.0.1.svname.1:KNS:str:FRONTEND\nF.2.0.4.scur.1:MGP:u32:0\n"),
        ("show stat 3 4 1 typed", "S.3.1.0.pxname.1:KNS:str:app\nS.3.1.1.svname.1:KNS:str:s1\n"),
        ("show stat app 4 9", "# pxname,"),
        ("show stat nowhere 4 9", "No such proxy.\n"),
        ("show stat json", "[[{\"objType\":\"Frontend\",\"proxyId\":2,\"id\":0,\"field\":{\"pos\":0,\"name\":\"pxname\"},"),
    ];

    [Fact]
    public async Task FailuresQueuesAndChanges_AreCounted()
    {
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines
        {
            Global = Console.Socket,
            Backend = "balance first\n    retries 1\n    option redispatch 1\n    server dead 127.0.0.1:1",
            Server = "maxconn 1",
        });
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(Get);
        using Wire server = await stand.AcceptAsync();
        await server.ReceiveHeadAsync();
        Assert.Equal(("1", "1", "0"), (await stand.Proxy.StatAsync("app,dead", "wredis"), await stand.Proxy.StatAsync("app,BACKEND", "wredis"), await stand.Proxy.StatAsync("app,BACKEND", "wretr")));

        await stand.Proxy.AskAsync("disable server app/dead");
        using Wire waiting = await stand.ConnectAsync();
        await waiting.SendAsync(Get);
        while (await stand.Proxy.StatAsync("app,BACKEND", "qcur") != "1")
        {
        }

        await stand.ExchangeEndAfterHeadAsync(client, server);
        using Wire next = await stand.ExchangeEndAsync(waiting); // the first request of a client does not go over a connection that others have used
        Assert.Equal(("1", "0"), (await stand.Proxy.StatAsync("app,BACKEND", "qmax"), await stand.Proxy.StatAsync("app,BACKEND", "qcur")));
        Assert.Equal(("0", "0"), (await stand.Proxy.StatAsync("app,BACKEND", "chkdown"), await stand.Proxy.StatAsync("app,BACKEND", "downtime")));
        await stand.Proxy.AskAsync("disable server app/s1");
        Assert.Equal(("1", "DOWN"), (await stand.Proxy.StatAsync("app,BACKEND", "chkdown"), await stand.Proxy.StatAsync("app,BACKEND", "status")));
        await stand.Proxy.AskAsync("enable server app/s1");
        Assert.Equal(("1", "UP"), (await stand.Proxy.StatAsync("app,BACKEND", "chkdown"), await stand.Proxy.StatAsync("app,BACKEND", "status")));
    }

    /// <summary>MGT 9.1 lbtot: what the balancer chose, redispatches too, for two requests of a client. Expected is what HAProxy 2.6 counts.</summary>
    [Theory]
    [InlineData("balance roundrobin", "", "1 1 2")]
    [InlineData("use-server a if TRUE", "", "0 0 0")]
    [InlineData("cookie S insert", "Cookie: S=a\r\n", "0 0 0")]
    [InlineData("cookie S insert", "Cookie: S=unknown\r\n", "1 1 2")]
    [InlineData("stick-table type ip size 10\n    stick on src", "", "1 0 1")]
    [InlineData("balance first\n    option redispatch 1\n    server dead 127.0.0.1:1 id 1", "", "2 0 4 dead 2")] // each request is given to the dead one first
    [InlineData("cookie S insert\n    option redispatch 1\n    server dead 127.0.0.1:1 cookie d", "Cookie: S=d\r\n", "1 1 2 dead 0")]
    [InlineData("timeout connect 1\n    option redispatch 1\n    server dead 127.0.0.1:1", "", "0 0 2 dead 2", "disabled")] // it stays where it was
    public async Task Lbtot_CountsWhatTheBalancerChose(string lines, string field, string expected, string others = "")
    {
        using ProxyProcess proxy = await ProxyProcess.StartAsync($$"""
            global
                nbthread 1
                {{Console.Socket}}
            defaults
                mode http
                timeout connect 1s
                timeout client 30s
                timeout server 30s
            frontend origin
                bind 127.0.0.1:{origin}
                http-request return
            frontend web
                bind 127.0.0.1:{front}
                default_backend app
            backend app
                {{lines}}
                server a 127.0.0.1:{origin} cookie a {{others}}
                server b 127.0.0.1:{origin} cookie b {{others}}
            """);
        using Wire client = await Wire.ConnectAsync(proxy.PortOf("front"));
        for (int i = 0; i < 2; i++)
        {
            await client.SendAsync($"GET / HTTP/1.1\r\nHost: a\r\n{field}\r\n");
            Assert.Equal(others.Length == 0 ? 200 : 503, (await client.ReceiveReplyAsync()).Status);
        }

        string counted = string.Join(' ', await proxy.StatAsync("app,a", "lbtot"), await proxy.StatAsync("app,b", "lbtot"), await proxy.StatAsync("app,BACKEND", "lbtot"));
        Assert.Equal(expected, lines.Contains("server dead", System.StringComparison.Ordinal) ? $"{counted} dead {await proxy.StatAsync("app,dead", "lbtot")}" : counted);
    }

    [Fact]
    public async Task HandshakesAndCompression_AreCounted()
    {
        using Tls.TlsFolder folder = new();
        string site = folder.Make("site.pem", "CN=localhost");
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines
        {
            Global = Console.Socket + "\n    maxsslrate 500\n    maxcomprate 3",
            Bind = $" ssl crt {site}",
            Backend = "compression algo gzip",
        });
        using System.Net.Sockets.TcpClient client = new();
        await client.ConnectAsync("127.0.0.1", stand.Proxy.PortOf("front"));
        using System.Net.Security.SslStream tls = new(client.GetStream(), false, static (_, certificate, _, _) => certificate is not null);
        await tls.AuthenticateAsClientAsync("localhost");

        // A client of TLS 1.3 is through with its handshake before the proxy is: a request says that both are.
        await tls.WriteAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n"u8.ToArray());
        using Wire server = await stand.AcceptAsync();
        await server.ReceiveHeadAsync();
        string info = await stand.Proxy.AskAsync("show info");
        Assert.Contains("\nCurrSslConns: 1\nCumSslConns: 1\n", info, System.StringComparison.Ordinal);
        Assert.Contains("\nSslRateLimit: 500\nMaxSslRate: 1\n", info, System.StringComparison.Ordinal);
        Assert.Contains("\nSslFrontendMaxKeyRate: 1\n", info, System.StringComparison.Ordinal);
        Assert.Contains("\nCompressBpsRateLim: 3072\n", info, System.StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheSchema_NamesWhatTheAnswersConsistOf()
    {
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines { Global = Console.Socket });
        using JsonDocument schema = JsonDocument.Parse(await stand.Proxy.AskAsync("show schema json"));
        using JsonDocument stat = JsonDocument.Parse(await stand.Proxy.AskAsync("show stat json"));
        JsonElement definitions = schema.RootElement.GetProperty("definitions");
        foreach (JsonElement figure in stat.RootElement.EnumerateArray().SelectMany(static row => row.EnumerateArray()))
        {
            foreach (string part in (string[])["figure", "owner"])
            {
                Assert.All(definitions.GetProperty(part).GetProperty("required").EnumerateArray(), name => Assert.True(figure.TryGetProperty(name.GetString()!, out _), $"{name} in {figure}"));
            }

            string nature = figure.GetProperty("tags").GetProperty("nature").GetString()!;
            Assert.Contains(definitions.GetProperty("figure").GetProperty("properties").GetProperty("tags").GetProperty("properties").GetProperty("nature").GetProperty("enum").EnumerateArray(), name => name.GetString() == nature);
        }
    }
}
