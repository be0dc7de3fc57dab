using System;
using System.IO;
using System.Text;
using System.Threading.Tasks;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Health;

/// <summary>Every kind of check, byte for byte: what is sent, what the server answers, what is said (CFG 4.2).</summary>
public sealed class CheckKindTests
{
    [Theory]
    [InlineData("option httpchk", "OPTIONS / HTTP/1.0\r\n\r\n")]
    [InlineData("option httpchk /alive", "OPTIONS /alive HTTP/1.0\r\n\r\n")]
    [InlineData("option httpchk GET /alive", "GET /alive HTTP/1.0\r\n\r\n")]
    [InlineData("option httpchk GET /alive HTTP/1.1", "GET /alive HTTP/1.1\r\nConnection: close\r\n\r\n")]
    [InlineData("option httpchk GET /alive HTTP/1.1 www", "GET /alive HTTP/1.1\r\nHost: www\r\nConnection: close\r\n\r\n")]
    [InlineData(@"option httpchk HEAD /_health HTTP/1.1\r\nHost:\ localhost", "HEAD /_health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")]
    [InlineData("option httpchk GET /a\nhttp-check send ver HTTP/1.1 hdr Host www hdr X-A b", "GET /a HTTP/1.1\r\nHost: www\r\nX-A: b\r\nConnection: close\r\n\r\n")]
    [InlineData("option httpchk\nhttp-check send meth POST uri /p ver HTTP/1.1 body hello", "POST /p HTTP/1.1\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello")]
    [InlineData("option httpchk\nhttp-check connect\nhttp-check send meth GET uri /c\nhttp-check expect status 200", "GET /c HTTP/1.0\r\n\r\n")]
    [InlineData("option httpchk\nhttp-check set-var-fmt(check.p) /v%[int(7)]\nhttp-check send meth GET uri-lf %[var(check.p)]", "GET /v7 HTTP/1.0\r\n\r\n")]
    public async Task HttpRequest_IsSentAsWritten(string lines, string request)
    {
        using CheckStand stand = await CheckStand.StartAsync("mode http\noption log-health-checks\n" + lines);
        using Wire check = await stand.Server.AcceptAsync();
        await check.ExpectAsync(request);
        await check.SendAsync("HTTP/1.1 200 Fine\r\nContent-Length: 0\r\n\r\n");
        await stand.Log.ExpectAsync("Health check for server b/s succeeded, reason: Layer7 check passed, code: 200, check duration: ~ms, status: 2/2 UP.\n");
    }

    [Theory]
    [InlineData("", "HTTP/1.1 500 No Way\r\n\r\n", "failed, reason: Layer7 wrong status, code: 500, info: \"No Way\"")]
    [InlineData("", "HTTP/1.1 302 Found\r\n\r\n", "succeeded, reason: Layer7 check passed, code: 302")]
    [InlineData("", "nonsense\r\n\r\n", "failed, reason: Layer7 invalid response")]
    [InlineData("", "", "failed, reason: Layer7 invalid response")]
    [InlineData("http-check expect status 200-204,500", "HTTP/1.1 500 No\r\n\r\n", "succeeded, reason: Layer7 check passed, code: 500")]
    [InlineData("http-check expect ! status 200", "HTTP/1.1 200 OK\r\n\r\n", "failed, reason: Layer7 wrong status, code: 200, info: \"OK\"")]
    [InlineData("http-check expect rstatus ^30.$", "HTTP/1.1 301 Moved\r\n\r\n", "succeeded, reason: Layer7 check passed, code: 301")]
    [InlineData("http-check expect string alive", "HTTP/1.1 200 OK\r\n\r\nI am alive", "succeeded, reason: Layer7 check passed, code: 200")]
    [InlineData("http-check expect string alive", "HTTP/1.1 200 OK\r\n\r\nI am dead", "failed, reason: Layer7 invalid response, info: \"HTTP content check did not match\"")]
    [InlineData("http-check expect ! string dead", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nI am dead", "failed, reason: Layer7 invalid response, info: \"HTTP check matched unwanted content\"")]
    [InlineData("http-check expect string alive", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nali\r\n2\r\nve\r\n0\r\n\r\n", "succeeded, reason: Layer7 check passed, code: 200")]
    [InlineData("http-check expect rstring ^a+$", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\naaa", "succeeded, reason: Layer7 check passed, code: 200")]
    [InlineData("http-check expect hdr name x-state value -m beg up", "HTTP/1.1 200 OK\r\nX-State: down, upper\r\n\r\n", "succeeded, reason: Layer7 check passed, code: 200")]
    [InlineData("http-check expect fhdr name x-state value -m beg up", "HTTP/1.1 200 OK\r\nX-State: down, upper\r\n\r\n", "failed, reason: Layer7 wrong status, code: 200, info: \"OK\"")]
    [InlineData("http-check expect comment why error-status L7OKC status 200", "HTTP/1.1 503 Later\r\n\r\n", "conditionally succeeded, reason: Layer7 check conditionally passed, code: 503, info: \"Later comment: why\"")]
    [InlineData("http-check expect on-error sad on-success glad status 200", "HTTP/1.1 200 OK\r\n\r\n", "succeeded, reason: Layer7 check passed, code: 200, info: \"glad\"")]
    [InlineData("http-check expect status 200 on-error sad on-success glad", "HTTP/1.1 200 OK\r\n\r\n", "succeeded, reason: Layer7 check passed, code: 200, info: \"glad\"")]
    [InlineData("http-check expect ! hdr name x value -m beg comment on-success glad", "HTTP/1.1 200 OK\r\n\r\n", "succeeded, reason: Layer7 check passed, code: 200, info: \"glad\"")]
    [InlineData("http-check expect status-code int(42) on-error sad status 201", "HTTP/1.1 200 OK\r\n\r\n", "failed, reason: Layer7 wrong status, code: 42, info: \"sad\"")]
    [InlineData("http-check disable-on-404", "HTTP/1.1 404 Gone\r\n\r\n", "conditionally succeeded, reason: Layer7 check conditionally passed, code: 404")]
    public async Task HttpAnswer_IsJudged(string line, string answer, string verdict)
    {
        using CheckStand stand = await CheckStand.StartAsync("mode http\noption log-health-checks\noption httpchk GET /\n" + line);
        using (Wire check = await stand.Server.AcceptAsync())
        {
            await check.ExpectAsync("GET / HTTP/1.0\r\n\r\n");
            await check.SendAsync(answer);
        }

        string said = await stand.Log.ReceiveAsync();
        Assert.StartsWith($"Health check for server b/s {verdict}, check duration: ", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tcp-check send PING\\r\\n\ntcp-check expect string +PONG", "PING\r\n", "+PONG\r\n", "succeeded, reason: Layer7 check passed, code: 0, info: \"(tcp-check)\"")]
    [InlineData("tcp-check send-binary 50494E47\ntcp-check expect binary 504F4E47", "PING", "..PONG", "succeeded, reason: Layer7 check passed, code: 0, info: \"(tcp-check)\"")]
    [InlineData("tcp-check connect\ntcp-check send PING\ntcp-check expect ! string ERR", "PING", "ERR!", "failed, reason: Layer7 invalid response, info: \"TCPCHK matched unwanted content 'ERR' at step 3\"")]
    [InlineData("tcp-check send PING\ntcp-check expect rstring ^P[A-Z]+G$", "PING", "PONG", "succeeded, reason: Layer7 check passed, code: 0, info: \"(tcp-check)\"")]
    [InlineData("tcp-check send PING\ntcp-check expect rbinary ^504F", "PING", "PONG", "succeeded, reason: Layer7 check passed, code: 0, info: \"(tcp-check)\"")]
    [InlineData("tcp-check send PING\ntcp-check expect min-recv 4 comment c string PONG", "PING", "PANG", "failed, reason: Layer7 invalid response, info: \"TCPCHK did not match content 'PONG' at step 2 comment: c\"")]
    [InlineData("tcp-check set-var(check.a) int(3)\ntcp-check send-lf P%[var(check.a)]\ntcp-check expect string-lf R%[var(check.a)]", "P3", "R3", "succeeded, reason: Layer7 check passed, code: 0, info: \"(tcp-check)\"")]
    [InlineData("tcp-check send PING\ntcp-check expect min-recv 2 ! string A\ntcp-check expect string B", "PING", "xB", "succeeded, reason: Layer7 check passed, code: 0, info: \"(tcp-check)\"")]
    public async Task TcpScript_IsCarriedOut(string lines, string sent, string answer, string verdict)
    {
        using CheckStand stand = await CheckStand.StartAsync("mode tcp\noption log-health-checks\noption tcp-check\n" + lines);
        using Wire check = await stand.Server.AcceptAsync();
        await check.ExpectAsync(sent);
        await check.SendAsync(answer);
        string said = await stand.Log.ReceiveAsync();
        Assert.StartsWith($"Health check for server b/s {verdict}, check duration: ", said, StringComparison.Ordinal);
    }

    /// <summary>Whoever closes without a word has not said the right thing, and no wrong one either.</summary>
    [Theory]
    [InlineData("string PONG")]
    [InlineData("! string ERR")]
    public async Task TcpScript_WithoutAnAnswer_Fails(string expected)
    {
        using CheckStand stand = await CheckStand.StartAsync("mode tcp\noption log-health-checks\noption tcp-check\ntcp-check send PING\ntcp-check expect comment c " + expected);
        using (Wire check = await stand.Server.AcceptAsync())
        {
            await check.ExpectAsync("PING");
        }

        string said = await stand.Log.ReceiveAsync();
        Assert.StartsWith("Health check for server b/s failed, reason: Layer7 invalid response, info: \"TCPCHK got an empty response at step 2 comment: c\", check duration: ", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("option redis-check", "*1\r\n$4\r\nPING\r\n", "+PONG\r\n", "succeeded, reason: Layer7 check passed, code: 0, info: \"Redis server is ok\"")]
    [InlineData("option redis-check", "*1\r\n$4\r\nPING\r\n", "-ERR no\r\n", "failed, reason: Layer7 wrong status, code: 0, info: \"-ERR no\"")]
    [InlineData("option pgsql-check user bob", "\0\0\0\u0012\0\u0003\0\0user\0bob\0\0", "R\0\0\0\u0008\0\0\0\0", "succeeded, reason: Layer7 check passed, code: 0, info: \"PostgreSQL server is ok\"")]
    [InlineData("option pgsql-check user bob", "\0\0\0\u0012\0\u0003\0\0user\0bob\0\0", "E\0\0\0\u000aSFATAL\0", "failed, reason: Layer7 invalid response, info: \"FATAL\"")]
    [InlineData("option ldap-check", "0\u000c\u0002\u0001\u0001`\u0007\u0002\u0001\u0003\u0004\0\u0080\0", "0\u000c\u0002\u0001\u0001a\u0007\n\u0001\0\u0004\0\u0004\0", "succeeded, reason: Layer7 check passed, code: 0, info: \"Success\"")]
    [InlineData("option ldap-check", "0\u000c\u0002\u0001\u0001`\u0007\u0002\u0001\u0003\u0004\0\u0080\0", "HTTP/1.1 400 Bad Request", "failed, reason: Layer7 invalid response, info: \"Not LDAPv3 protocol\"")]
    public async Task Protocol_OneQuestion(string option, string question, string answer, string verdict)
    {
        using CheckStand stand = await CheckStand.StartAsync("mode tcp\noption log-health-checks\n" + option);
        using Wire check = await stand.Server.AcceptAsync();
        await check.ExpectAsync(question);
        await check.SendAsync(answer);
        string said = await stand.Log.ReceiveAsync();
        Assert.StartsWith($"Health check for server b/s {verdict}, check duration: ", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Smtp_GreetingHelloGoodbye()
    {
        using CheckStand stand = await CheckStand.StartAsync("mode tcp\noption log-health-checks\noption smtpchk EHLO me.example");
        using Wire check = await stand.Server.AcceptAsync();
        await check.SendAsync("220 mail.example ready\r\n");
        await check.ExpectAsync("EHLO me.example\r\n");
        await check.SendAsync("250-mail.example\r\n250-SIZE 1\r\n250 HELP\r\n");
        await check.ExpectAsync("QUIT\r\n");
        await check.SendAsync("221 bye\r\n");
        await stand.Log.ExpectAsync("Health check for server b/s succeeded, reason: Layer7 check passed, code: 221, info: \"bye\", check duration: ~ms, status: 2/2 UP.\n");
    }

    [Theory]
    [InlineData("", "J\0\0\0\n8.0.1\0", "", "", "succeeded, reason: Layer7 check passed, code: 0, info: \"8.0.1\"")]
    [InlineData("", "\u0009\0\0\0\u00ff\u006a\u0004denied", "", "", "failed, reason: Layer7 wrong status, code: 1130, info: \"denied\"")]
    public async Task Mysql_Greeting(string user, string greeting, string login, string answer, string verdict)
    {
        using CheckStand stand = await CheckStand.StartAsync("mode tcp\noption log-health-checks\noption mysql-check" + user);
        using Wire check = await stand.Server.AcceptAsync();
        string whole = greeting[0] == 'J' ? greeting + new string('\0', 'J' + 4 - greeting.Length) : greeting;
        await check.SendAsync(whole + login + answer);
        string said = await stand.Log.ReceiveAsync();
        Assert.StartsWith($"Health check for server b/s {verdict}, check duration: ", said, StringComparison.Ordinal);
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task ExternalCommand_SaysByItsStatus()
    {
        string path = Path.Combine(Path.GetTempPath(), $"weir-check-{Guid.NewGuid():N}.sh");
        await File.WriteAllTextAsync(path, "#!/bin/sh\n[ \"$HAPROXY_SERVER_NAME\" = s ] && [ \"$3\" = 127.0.0.1 ] && [ \"$4\" = \"$HAPROXY_SERVER_PORT\" ] && exit 0\nexit 3\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        try
        {
            using CheckStand stand = await CheckStand.StartAsync($"mode tcp\noption log-health-checks\noption external-check\nexternal-check command {path}\nexternal-check path /usr/bin:/bin", global: "external-check\n    insecure-fork-wanted");
            await stand.Log.ExpectAsync("Health check for server b/s succeeded, reason: External check passed, code: 0, check duration: ~ms, status: 2/2 UP.\n");
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task CheckSendProxy_BeginsWithTheHeader()
    {
        using CheckStand stand = await CheckStand.StartAsync("mode tcp\noption tcp-check\ntcp-check send HI", options: "check-send-proxy");
        using Wire check = await stand.Server.AcceptAsync();
        await check.ExpectAsync("PROXY TCP4 127.0.0.1 127.0.0.1 ");
    }
}
