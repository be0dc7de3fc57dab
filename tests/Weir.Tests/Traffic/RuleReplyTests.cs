using System.IO;
using System.Threading.Tasks;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Traffic;

/// <summary>Replies that the proxy gives because a rule says so: bytes on the wire, and what becomes of the connection (semantics section 5).</summary>
public sealed class RuleReplyTests
{
    private const string Get = "GET /p?q HTTP/1.1\r\nHost: a\r\n\r\n";

    [Theory]
    [InlineData("http-request return", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("http-request return content-type text/plain string hello", "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello")]
    [InlineData("http-request return content-type text/plain lf-string %[path] hdr X-A %[method]", "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nX-A: GET\r\nContent-Length: 2\r\n\r\n/p")]
    [InlineData("http-request deny status 429 hdr Retry-After 60", "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 60\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("http-request deny status 418 hdr X-A 1", "HTTP/1.1 418 I'm a teapot\r\nX-A: 1\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("http-request return status 207\nhttp-after-response set-status 511", "HTTP/1.1 511 Network Authentication Required\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("http-request redirect location /x", "HTTP/1.1 302 Found\r\nCache-Control: no-cache\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("http-request redirect scheme https code 301", "HTTP/1.1 301 Moved Permanently\r\nLocation: https://a/p?q\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("redirect prefix https://b drop-query code 301", "HTTP/1.1 301 Moved Permanently\r\nLocation: https://b/p\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("http-request allow\nredirect location /x code 301", "HTTP/1.1 301 Moved Permanently\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("http-error status 403 content-type text/plain lf-string no-%[path]\nhttp-request deny", "HTTP/1.1 403 Forbidden\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nno-/p")]
    [InlineData("http-request return\nhttp-after-response set-header X-A 1\nhttp-after-response set-status 202", "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\nX-A: 1\r\n\r\n")]
    public async Task Replies_LeaveTheConnectionOpen(string lines, string expected)
    {
        using TestStand stand = await TestStand.StartAsync(lines);
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(Get + Get);
        await client.ExpectAsync(expected);
        await client.ExpectAsync(expected);
    }

    /// <summary>The same rules in a backend, with the frontend's after-response rules applied to what the backend answers.</summary>
    [Fact]
    public async Task Backends_Answer()
    {
        using TestStand stand = await TestStand.StartAsync("http-after-response add-header X-Front 1", "http-request deny status 403 hdr X-A 1\nhttp-after-response add-header X-Back 1");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(Get);
        await client.ExpectAsync("HTTP/1.1 403 Forbidden\r\nX-A: 1\r\nContent-Length: 0\r\nX-Back: 1\r\nX-Front: 1\r\n\r\n");
    }

    /// <summary>RFC 9110 section 9.3.2: the head of what GET would get, and the next response right behind it.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("\nhttp-after-response set-header X-A 1")]
    public async Task Head_GetsNoBody(string after)
    {
        using TestStand stand = await TestStand.StartAsync("http-request return content-type text/plain lf-string %[path]" + after);
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("HEAD /one HTTP/1.1\r\nHost: a\r\n\r\nGET /two HTTP/1.1\r\nHost: a\r\n\r\n");
        string field = after.Length > 0 ? "X-A: 1\r\n" : "";
        await client.ExpectAsync($"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 4\r\n{field}\r\nHTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 4\r\n{field}\r\n/two");
    }

    [Fact]
    public async Task AClientThatAskedForClose_IsTold()
    {
        using TestStand stand = await TestStand.StartAsync("http-request return\nhttp-after-response add-header Connection close");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        await client.ExpectAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        await client.ExpectEndAsync();
    }

    /// <summary>What a client sends cannot end a line of a reply: it is encoded (RFC 9110 section 5.5).</summary>
    [Fact]
    public async Task NothingFromOutside_SplitsAReply()
    {
        using TestStand stand = await TestStand.StartAsync("http-request set-header X \"a\\r\\nSet-Cookie: b\"\nhttp-request redirect location /%[req.hdr(x)] set-cookie-fmt c=%[req.hdr(x)] code 301 if { req.hdr(r) -m found }\nhttp-request return hdr X-A %[req.hdr(x)] hdr X-B \"1\\r\\n2\"");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\nR: 1\r\n\r\n");
        await client.ExpectAsync("HTTP/1.1 200 OK\r\nX-A: a%0D%0ASet-Cookie: b\r\nX-B: 1%0D%0A2\r\nContent-Length: 0\r\n\r\n");
        await client.ExpectAsync("HTTP/1.1 301 Moved Permanently\r\nLocation: /a%0D%0ASet-Cookie: b\r\nSet-Cookie: c=a%0D%0ASet-Cookie: b\r\nContent-Length: 0\r\n\r\n");
    }

    /// <summary>Held for timeout tarpit, then 500; the connection serves on.</summary>
    [Fact]
    public async Task Tarpit_HoldsAndAnswers()
    {
        using TestStand stand = await TestStand.StartAsync("timeout tarpit 100ms\nhttp-error status 500 content-type text/plain string held\nhttp-request tarpit if { req.hdr(t) -m found }\nhttp-request return");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\nT: 1\r\n\r\n" + Get);
        await client.ExpectAsync("HTTP/1.1 500 Internal Server Error\r\nContent-Type: text/plain\r\nContent-Length: 4\r\n\r\nheld");
        await client.ExpectAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    }

    [Fact]
    public async Task MonitorFail_TurnsTheMonitorTo503()
    {
        using TestStand stand = await TestStand.StartAsync("monitor-uri /up\nmonitor fail if { req.hdr(f) -m found }\nmonitor fail unless { method -m found }\nhttp-error status 200 content-type text/plain string up\nhttp-error status 503 content-type text/plain string down\nhttp-request deny");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("GET /up HTTP/1.1\r\nHost: a\r\n\r\nGET /up HTTP/1.1\r\nHost: a\r\nF: 1\r\n\r\n");
        await client.ExpectAsync("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nup");
        await client.ExpectAsync("HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/plain\r\nContent-Length: 4\r\n\r\ndown");
    }

    /// <summary>The backend's page, then the frontend's; errorfile in defaults counts for both; http-errors sections are shared.</summary>
    [Fact]
    public async Task ErrorFiles_AreFoundInOrder()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("weir-pages-");
        try
        {
            foreach (string page in (string[])["shared", "defaults"])
            {
                await File.WriteAllTextAsync(Path.Combine(folder.FullName, page), $"HTTP/1.1 403 {page}\r\nContent-Length: 2\r\n\r\n{page[..2]}");
            }

            using TestStand stand = await TestStand.StartAsync(new TestStand.Lines
            {
                Global = $"\nhttp-errors site\nerrorfile 429 {folder.FullName}/shared\nerrorfile 403 {folder.FullName}/shared",
                Defaults = $"errorfile 403 {folder.FullName}/defaults",
                Frontend = "errorfiles site 429\nhttp-request deny if { req.hdr(f) -m found }\nhttp-request deny deny_status 429 if { req.hdr(s) -m found }\nhttp-request return status 403 errorfiles site if { req.hdr(r) -m found }",
                Backend = "http-error status 403 content-type text/plain string back\nhttp-request deny",
            });
            using Wire client = await stand.ConnectAsync();
            await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\nF: 1\r\n\r\n");
            await client.ExpectAsync("HTTP/1.1 403 defaults\r\nContent-Length: 2\r\n\r\nde");
            await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\nS: 1\r\n\r\n");
            await client.ExpectAsync("HTTP/1.1 403 shared\r\nContent-Length: 2\r\n\r\nsh");
            await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\nR: 1\r\n\r\n");
            await client.ExpectAsync("HTTP/1.1 403 shared\r\nContent-Length: 2\r\n\r\nsh");
            await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            await client.ExpectAsync("HTTP/1.1 403 Forbidden\r\nContent-Type: text/plain\r\nContent-Length: 4\r\n\r\nback");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>401 until the right password comes; then the server sees the request, and rules can tell who it is.</summary>
    [Fact]
    public async Task Auth_AsksUntilThePasswordIsRight()
    {
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines
        {
            Global = "\nuserlist people\ngroup staff users anna\nuser anna password $5$saltsalt$0IyaXrmV7.sGNS6tirgqHLqX/G.FBvgkYA.lpPdS5sA\nuser bert insecure-password b",
            Frontend = "http-error status 401 content-type text/plain string who\nhttp-request auth realm here unless { http_auth(people) }\nhttp-request set-header X-User %[http_auth_group(people)]\nhttp-request del-header Authorization",
        });
        using Wire client = await stand.ConnectAsync();
        const string Challenge = "HTTP/1.1 401 Unauthorized\r\nContent-Type: text/plain\r\nContent-Length: 3\r\nWWW-Authenticate: Basic realm=\"here\"\r\n\r\nwho";
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        await client.ExpectAsync(Challenge);

        // anna:wrong, then anna:secret twice: the second time nothing is computed.
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\nAuthorization: Basic YW5uYTp3cm9uZw==\r\n\r\n");
        await client.ExpectAsync(Challenge);
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\nAuthorization: Basic YW5uYTpzZWNyZXQ=\r\n\r\n");
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync("GET / HTTP/1.1\r\nHost: a\r\nX-User: anna\r\n\r\n");
        await server.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        await client.ExpectAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\nAuthorization: Basic YW5uYTpzZWNyZXQ=\r\n\r\n");
        await server.ExpectAsync("GET / HTTP/1.1\r\nHost: a\r\nX-User: anna\r\n\r\n");
    }
}
