using System.Threading.Tasks;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Logs;

/// <summary>How exchanges end, as the log tells it: the table of termination states, and which lines are written at all (CFG 8.2.3, 8.5).</summary>
public sealed class TerminationTests
{
    private const string Format = "option httplog\n log-format \"%ST %tsc %TR/%Tw/%Tc/%Tr %b/%s %{+Q}r\"";
    private const string Get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private const string LastGet = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

    [Theory]
    [InlineData("http-request deny", "403 PR-- 0/-1/-1/-1 web/<NOSRV> \"GET / HTTP/1.1\"\n")]
    [InlineData("http-request redirect location /x", "302 LR-- 0/-1/-1/-1 web/<NOSRV> \"GET / HTTP/1.1\"\n")]
    [InlineData("http-request return status 200", "200 LR-- 0/-1/-1/-1 web/<NOSRV> \"GET / HTTP/1.1\"\n")]
    public async Task AnsweredByTheProxy(string rule, string line)
    {
        using SyslogReceiver log = SyslogReceiver.Udp();
        using TestStand stand = await TestStand.StartAsync($"log {log.Address} format raw local0\n {Format}\n {rule}");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(Get);
        await client.ReceiveHeadAsync();
        await log.ExpectAsync(line);
    }

    /// <summary>Nothing is answered, or late: HAProxy takes the phase of the request for one that was not reached.</summary>
    [Theory]
    [InlineData("http-request reject", "-1 PR-- -1/-1/-1/-1 web/<NOSRV> \"GET / HTTP/1.1\"\n")]
    [InlineData("http-request silent-drop", "-1 PR-- -1/-1/-1/-1 web/<NOSRV> \"GET / HTTP/1.1\"\n")]
    [InlineData("http-request tarpit\n timeout tarpit 20ms", "500 PT-- -1/~/-1/-1 web/<NOSRV> \"GET / HTTP/1.1\"\n")]
    public async Task RejectedOrHeldByARule(string rule, string line)
    {
        using SyslogReceiver log = SyslogReceiver.Udp();
        using TestStand stand = await TestStand.StartAsync($"log {log.Address} format raw local0\n {Format}\n {rule}");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(Get);
        await log.ExpectAsync(line);
    }

    [Theory]
    [InlineData("GET\r\n\r\n", "400 PR-- -1/-1/-1/-1 web/<NOSRV> \"<BADREQ>\"\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nBad Name: x\r\n\r\n", "400 PR-- -1/-1/-1/-1 web/<NOSRV> \"<BADREQ>\"\n")]
    public async Task NoRequest(string sent, string line)
    {
        using SyslogReceiver log = SyslogReceiver.Udp();
        using TestStand stand = await TestStand.StartAsync($"log {log.Address} format raw local0\n {Format}\n option dontlognull\n option dontlog-normal");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(sent);
        await client.ReceiveHeadAsync();
        await log.ExpectAsync(line);
    }

    [Theory]
    [InlineData("option dontlognull")]
    [InlineData("option http-ignore-probes")]
    public async Task AConnectionThatSendsNothing_IsLogged_UnlessThatIsNotWanted(string option)
    {
        using SyslogReceiver log = SyslogReceiver.Udp();
        using TestStand stand = await TestStand.StartAsync($"log {log.Address} format raw local0\n {Format}");
        (await stand.ConnectAsync()).Dispose();
        await log.ExpectAsync("400 CR-- -1/-1/-1/-1 web/<NOSRV> \"<BADREQ>\"\n");

        using TestStand silent = await TestStand.StartAsync($"log {log.Address} format raw local0\n {Format}\n {option}");
        (await silent.ConnectAsync()).Dispose();
        using Wire client = await silent.ConnectAsync();
        await silent.ExchangeAsync(client);
        await log.ExpectAsync("200 ---- ~/~/~/~ app/s1 \"GET / HTTP/1.1\"\n");
    }

    [Fact]
    public async Task PartOfARequest()
    {
        using SyslogReceiver log = SyslogReceiver.Udp();
        using TestStand stand = await TestStand.StartAsync($"log {log.Address} format raw local0\n {Format}\n option dontlognull\n timeout http-request 100ms");
        using (Wire gone = await stand.ConnectAsync())
        {
            await gone.SendAsync("GET /part");
            gone.FinishSending();
            await gone.ReceiveUntilEndAsync();
            await log.ExpectAsync("400 CR-- -1/-1/-1/-1 web/<NOSRV> \"<BADREQ>\"\n");
        }

        using Wire slow = await stand.ConnectAsync();
        await slow.SendAsync("GET /slow");
        await slow.ReceiveUntilEndAsync();
        await log.ExpectAsync("408 cR-- -1/-1/-1/-1 web/<NOSRV> \"<BADREQ>\"\n");
    }

    [Fact]
    public async Task ErrorLogFormat_IsForConnectionsWithoutARequest()
    {
        using SyslogReceiver log = SyslogReceiver.Udp();
        using TestStand stand = await TestStand.StartAsync($"log {log.Address} local0\n {Format}\n error-log-format \"ERR %ci %ft %b %s %ST %tsc\"\n option log-separate-errors");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("GET\r\n\r\n");
        await client.ReceiveHeadAsync();
        await log.ExpectAsync("<131>DATE weir[~]: ERR 127.0.0.1 web web <NOSRV> 400 PR--\n");
    }

    [Theory]
    [InlineData("", "502 SH-- ~/~/~/-1 app/s1 \"GET / HTTP/1.1\"\n")]
    [InlineData("garbage\r\n\r\n", "502 PH-- ~/~/~/-1 app/s1 \"GET / HTTP/1.1\"\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc", "200 SD-- ~/~/~/~ app/s1 \"GET / HTTP/1.1\"\n")]
    public async Task TheServerFails(string answer, string line)
    {
        using SyslogReceiver log = SyslogReceiver.Udp();
        using TestStand stand = await TestStand.StartAsync($"log {log.Address} format raw local0\n {Format}");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(LastGet);
        using (Wire server = await stand.AcceptAsync())
        {
            await server.ReceiveHeadAsync();
            await server.SendAsync(answer);
        }

        await client.ReceiveUntilEndAsync();
        await log.ExpectAsync(line);
    }

    /// <summary>What the proxy answers in the server's place has no response time: it is no response of the server's.</summary>
    [Theory]
    [InlineData("http-response deny", "502 PH-- ~/~/~/-1 app/s1 \"GET / HTTP/1.1\"\n")]
    [InlineData("http-response return status 404", "404 LH-- ~/~/~/-1 app/s1 \"GET / HTTP/1.1\"\n")]
    [InlineData("http-response redirect location /x", "302 LH-- ~/~/~/-1 app/s1 \"GET / HTTP/1.1\"\n")]
    public async Task AnsweredInTheServersPlace(string rule, string line)
    {
        using SyslogReceiver log = SyslogReceiver.Udp();
        using TestStand stand = await TestStand.StartAsync($"log {log.Address} format raw local0\n {Format}\n {rule}");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(Get);
        using Wire server = await stand.AcceptAsync();
        await server.ReceiveHeadAsync();
        await server.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        await client.ReceiveReplyAsync();
        await log.ExpectAsync(line);
    }

    [Fact]
    public async Task TheServerIsSilent()
    {
        using SyslogReceiver log = SyslogReceiver.Udp();
        using TestStand stand = await TestStand.StartAsync($"log {log.Address} format raw local0\n {Format}", backend: "timeout server 50ms");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(LastGet);
        using Wire server = await stand.AcceptAsync();
        await client.ReceiveUntilEndAsync();
        await log.ExpectAsync("504 sH-- ~/~/~/-1 app/s1 \"GET / HTTP/1.1\"\n");
    }

    [Fact]
    public async Task NoServer_AndNoneThatListens()
    {
        using SyslogReceiver log = SyslogReceiver.Udp();
        using TestStand none = await TestStand.StartAsync($"log {log.Address} format raw local0\n {Format}", server: "disabled");
        using Wire first = await none.ConnectAsync();
        await first.SendAsync(Get);
        await first.ReceiveHeadAsync();
        await log.ExpectAsync("503 SC-- ~/-1/-1/-1 app/<NOSRV> \"GET / HTTP/1.1\"\n");

        using TestStand refused = await TestStand.StartAsync($"log {log.Address} format raw local0\n {Format}", backend: "retries 0");
        refused.Origin.Dispose();
        using Wire second = await refused.ConnectAsync();
        await second.SendAsync(Get);
        await second.ReceiveHeadAsync();
        await log.ExpectAsync("503 SC-- ~/~/-1/-1 app/s1 \"GET / HTTP/1.1\"\n");
    }

    [Fact]
    public async Task TheQueue()
    {
        using SyslogReceiver log = SyslogReceiver.Udp();
        using TestStand stand = await TestStand.StartAsync($"log {log.Address} format raw local0\n log-format \"%ST %tsc %Tc %sq/%bq\"", backend: "timeout queue 100ms", server: "maxconn 1");
        using Wire first = await stand.ConnectAsync();
        await first.SendAsync(Get);
        using Wire server = await stand.AcceptAsync();
        await server.ReceiveHeadAsync();
        using Wire second = await stand.ConnectAsync();
        await second.SendAsync(Get);
        await second.ReceiveHeadAsync();
        await log.ExpectAsync("503 sQ-- -1 0/0\n");
    }

    [Fact]
    public async Task TheClientLeaves_WhileItsAnswerIsWaitedFor()
    {
        using SyslogReceiver log = SyslogReceiver.Udp();
        using TestStand stand = await TestStand.StartAsync($"log {log.Address} format raw local0\n {Format}");
        Wire client = await stand.ConnectAsync();
        await client.SendAsync(Get);
        using Wire server = await stand.AcceptAsync();
        await server.ReceiveHeadAsync();
        client.Dispose();

        await log.ExpectAsync("400 CH-- ~/~/~/-1 app/s1 \"GET / HTTP/1.1\"\n");
    }

    [Fact]
    public async Task DontlogNormal_LogsWhatWentWrong_AndSeparateErrorsRaisesIt()
    {
        using SyslogReceiver log = SyslogReceiver.Udp();
        using TestStand stand = await TestStand.StartAsync($"log {log.Address} local0\n log-format \"%ST %tsc\"\n option dontlog-normal\n option log-separate-errors\n http-request return status 404 if {{ req.hdr(x) -m found }}\n http-request deny if {{ req.hdr(y) -m found }}");
        using Wire client = await stand.ConnectAsync();
        using Wire server = await stand.ExchangeAsync(client);
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\nX: 1\r\n\r\n");
        Assert.Equal(404, (await client.ReceiveReplyAsync()).Status);
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\nY: 1\r\n\r\n");
        Assert.Equal(403, (await client.ReceiveReplyAsync()).Status);
        await log.ExpectAsync("<131>DATE weir[~]: 403 PR--\n");
    }

    [Fact]
    public async Task SetLogLevel_AndSilence_AndMonitor()
    {
        using SyslogReceiver log = SyslogReceiver.Udp();
        using TestStand stand = await TestStand.StartAsync($"log {log.Address} local0\n log-format \"%HU\"\n monitor-uri /alive\n http-request set-log-level silent if {{ req.hdr(x) -m found }}\n http-request set-log-level emerg if {{ req.hdr(y) -m found }}\n http-request return status 200");
        using Wire client = await stand.ConnectAsync();
        foreach (string request in new[] { "GET /alive HTTP/1.1\r\nHost: a\r\n\r\n", "GET /silent HTTP/1.1\r\nHost: a\r\nX: 1\r\n\r\n", "GET /loud HTTP/1.1\r\nHost: a\r\nY: 1\r\n\r\n" })
        {
            await client.SendAsync(request);
            await client.ReceiveReplyAsync();
        }

        await log.ExpectAsync("<128>DATE weir[~]: /loud\n");
        Assert.True(log.IsSilent);
    }

    [Fact]
    public async Task Logasap_WritesAtTheHead_WithTotalsThatAreNotFinal()
    {
        using SyslogReceiver log = SyslogReceiver.Udp();
        using TestStand stand = await TestStand.StartAsync($"log {log.Address} format raw local0\n option logasap\n log-format \"%TR/%Tw/%Tc/%Tr/%Ta %ST %B %tsc\"");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(Get);
        using Wire server = await stand.AcceptAsync();
        await server.ReceiveHeadAsync();
        await server.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n");
        await log.ExpectAsync("~/~/~/~/+~ 200 +39 ----\n");
        await server.SendAsync("0123456789");
        await client.ReceiveReplyAsync();
        await stand.ExchangeAsync(client, server);
        await log.ExpectAsync("~/~/~/~/+~ 200 +38 ----\n");
    }
}
