using System.Threading.Tasks;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Health;

/// <summary>Scripts of checks look at the answer: in variables, formats and codes (CFG 7.3.5 and 7.3.6, "may be used in tcp-check based expect rules").</summary>
public sealed class CheckAnswerTests
{
    private const string Answer = "HTTP/1.1 200 Fine\r\nX-Load: low, 17\r\nSet-Cookie: id=7\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nali\r\n2\r\nve\r\n0\r\n\r\n";

    [Fact]
    public async Task HttpAnswer_IsRead()
    {
        const string Format = "%[res.hdr(x-load)]|%[res.fhdr(x-load)]|%[res.hdr_cnt(x-load)]|%[res.hdr_names]|%[res.cook(id)]|%[res.ver]|%[status]|%[res.body,upper]|%[res.body_len]|%[res.body_size]|%[res.hdr(nothing)]";
        const string Text = "17|low, 17|2|X-Load,Set-Cookie,Transfer-Encoding|7|1.1|200|ALIVE|5|5|";
        using CheckStand stand = await CheckStand.StartAsync($"mode http\noption log-health-checks\noption httpchk GET /\nhttp-check expect on-success \"{Format}\" rstring e$");
        using (Wire check = await stand.Server.AcceptAsync())
        {
            await check.ExpectAsync("GET / HTTP/1.0\r\n\r\n");
            await check.SendAsync(Answer);
        }

        await stand.Log.ExpectAsync($"Health check for server b/s succeeded, reason: Layer7 check passed, code: 200, info: \"{Text}\", check duration: ~ms, status: 2/2 UP.\n");
    }

    [Fact]
    public async Task Variable_CarriesTheFirstAnswerIntoTheNextQuestion()
    {
        using CheckStand stand = await CheckStand.StartAsync("""
            mode http
            option log-health-checks
            option httpchk
            http-check connect
            http-check send meth GET uri /who
            http-check expect status 200
            http-check set-var(check.who) res.hdr(x-who)
            http-check set-var(check.size) res.body_size
            http-check connect linger
            http-check send meth GET uri-lf /is/%[var(check.who)]/%[var(check.size)]
            http-check expect string yes
            """);
        using (Wire first = await stand.Server.AcceptAsync())
        {
            await first.ExpectAsync("GET /who HTTP/1.0\r\n\r\n");
            await first.SendAsync("HTTP/1.0 200 OK\r\nX-Who: me\r\nContent-Length: 12\r\n\r\nhello");
            using Wire second = await stand.Server.AcceptAsync();
            await second.ExpectAsync("GET /is/me/12 HTTP/1.0\r\n\r\n");
            await second.SendAsync("HTTP/1.0 200 OK\r\n\r\nyes");
        }

        await stand.Log.ExpectAsync("Health check for server b/s succeeded, reason: Layer7 check passed, code: 200, check duration: ~ms, status: 2/2 UP.\n");
    }

    [Fact]
    public async Task RawAnswer_IsRead()
    {
        const string Format = "%[res.len]|%[res.payload(1,4)]|%[res.payload(0,0),length]|%[res.payload(6,4)]|%[res.hdr(a)]|%[status]|%[res.body]";
        using CheckStand stand = await CheckStand.StartAsync($"mode tcp\noption log-health-checks\noption tcp-check\ntcp-check send PING\ntcp-check expect on-success {Format} string PONG");
        using Wire check = await stand.Server.AcceptAsync();
        await check.ExpectAsync("PING");
        await check.SendAsync("+PONG\r\n");
        await stand.Log.ExpectAsync("Health check for server b/s succeeded, reason: Layer7 check passed, code: 0, info: \"7|PONG|7||||\", check duration: ~ms, status: 2/2 UP.\n");
    }

    /// <summary>Before anything has come there is nothing to be read, and that is no accident.</summary>
    [Fact]
    public async Task NoAnswerYet_GivesNothing()
    {
        using CheckStand stand = await CheckStand.StartAsync("""
            mode http
            option log-health-checks
            option httpchk
            http-check set-var-fmt(check.a) a%[res.hdr(x)]%[res.body]%[res.hdrs]
            http-check set-var(check.b) res.body_len
            http-check connect
            http-check send meth GET uri-lf /%[var(check.a)]/%[var(check.b)]/%[status]
            """);
        using Wire check = await stand.Server.AcceptAsync();
        await check.ReceiveThroughAsync("HTTP/1.0\r\n\r\n");
        await check.SendAsync("HTTP/1.0 200 OK\r\n\r\n");
        await stand.Log.ExpectAsync("Health check for server b/s succeeded, reason: Layer7 check passed, code: 200, check duration: ~ms, status: 2/2 UP.\n");
    }
}
