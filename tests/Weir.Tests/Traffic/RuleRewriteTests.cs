using System.Threading.Tasks;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Traffic;

/// <summary>Rules that edit messages, seen from both ends: what the client sends, what the server receives, and back (CFG 4.4).</summary>
public sealed class RuleRewriteTests
{
    private const string Response = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    [Theory]
    [InlineData("add-header X-A 1", "/", "X-A: 0\r\n", "GET / HTTP/1.1\r\nHost: a\r\nX-A: 0\r\nX-A: 1\r\n\r\n")]
    [InlineData("set-header X-A %[path]", "/p", "X-A: 0\r\n", "GET /p HTTP/1.1\r\nHost: a\r\nX-A: /p\r\n\r\n")]
    [InlineData("del-header X-A", "/", "X-A: 0\r\nx-a: 1\r\nX-B: 2\r\n", "GET / HTTP/1.1\r\nHost: a\r\nX-B: 2\r\n\r\n")]
    [InlineData("replace-header X-A ^(.)(.)$ \\2\\1", "/", "X-A: 01\r\n", "GET / HTTP/1.1\r\nHost: a\r\nX-A: 10\r\n\r\n")]
    [InlineData("replace-value X-A ^a$ b", "/", "X-A: a, c,a\r\n", "GET / HTTP/1.1\r\nHost: a\r\nX-A: b, c,b\r\n\r\n")]
    [InlineData("set-method PATCH", "/", "", "PATCH / HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("set-path /n", "/o?q", "", "GET /n?q HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("set-pathq /n?m", "/o?q", "", "GET /n?m HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("set-query m", "/o?q", "", "GET /o?m HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("set-uri http://b/n", "/o?q", "", "GET http://b/n HTTP/1.1\r\nHost: b\r\n\r\n")]
    [InlineData("replace-path /o(.*) /n\\1", "/old?q", "", "GET /nld?q HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("replace-pathq /o(.*)\\?(.*) /\\2?\\1", "/old?q", "", "GET /q?ld HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("replace-uri (.*) /n\\1", "/old?q", "", "GET /n/old?q HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("normalize-uri path-merge-slashes", "//a///b", "", "GET /a/b HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("set-header Host b", "/", "", "GET / HTTP/1.1\r\nHost: b\r\n\r\n")]
    [InlineData("set-nice 5", "/", "", "GET / HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("wait-for-handshake", "/", "", "GET / HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("set-tos 0x10", "/", "", "GET / HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("set-mark 1", "/", "", "GET / HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("allow", "/", "", "GET / HTTP/1.1\r\nHost: a\r\n\r\n")]
    public async Task Requests(string rule, string target, string fields, string received)
    {
        using TestStand stand = await TestStand.StartAsync($"http-request {rule}");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync($"GET {target} HTTP/1.1\r\nHost: a\r\n{fields}\r\n");
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync(received);
        await server.SendAsync(Response);
        await client.ExpectAsync(Response);
    }

    [Theory]
    [InlineData("http-response add-header X-A 1", "HTTP/1.1 200 OK\r\nX-A: 0\r\nContent-Length: 2\r\nX-A: 1\r\n\r\nok")]
    [InlineData("http-response set-header X-A 1", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-A: 1\r\n\r\nok")]
    [InlineData("http-response del-header x -m beg", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")]
    [InlineData("http-response replace-header X-A 0 <\\0>", "HTTP/1.1 200 OK\r\nX-A: <0>\r\nContent-Length: 2\r\n\r\nok")]
    [InlineData("http-response set-status 418 reason \"I am a teapot\"", "HTTP/1.1 418 I am a teapot\r\nX-A: 0\r\nContent-Length: 2\r\n\r\nok")]
    [InlineData("http-response allow\nhttp-response set-status 500", "HTTP/1.1 200 OK\r\nX-A: 0\r\nContent-Length: 2\r\n\r\nok")]
    [InlineData("http-response set-status 204", "HTTP/1.1 200 OK\r\nX-A: 0\r\nContent-Length: 2\r\n\r\nok")]
    [InlineData("http-response del-header Content-Length", "HTTP/1.1 200 OK\r\nX-A: 0\r\nContent-Length: 2\r\n\r\nok")]
    [InlineData("http-response set-header Transfer-Encoding chunked", "HTTP/1.1 200 OK\r\nX-A: 0\r\nContent-Length: 2\r\n\r\nok")]
    [InlineData("http-after-response set-header X-A 1", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-A: 1\r\n\r\nok")]
    [InlineData("http-response deny", "HTTP/1.1 502 ")]
    [InlineData("http-response deny status 403 hdr X-B 1", "HTTP/1.1 403 Forbidden\r\nX-B: 1\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("http-response return status 202 hdr X-B 1", "HTTP/1.1 202 Accepted\r\nX-B: 1\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("http-response redirect location /x code 301", "HTTP/1.1 301 Moved Permanently\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n")]
    public async Task Responses(string rule, string received)
    {
        using TestStand stand = await TestStand.StartAsync(rule);
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        using Wire server = await stand.AcceptAsync();
        await server.ReceiveHeadAsync();
        await server.SendAsync("HTTP/1.1 200 OK\r\nX-A: 0\r\nContent-Length: 2\r\n\r\nok");
        await client.ExpectAsync(received);
    }

    /// <summary>A rule's <c>Connection: close</c> ends the connection to the side that the message goes to, and only that.</summary>
    [Fact]
    public async Task ConnectionClose_OfARule_ClosesThatSide()
    {
        using TestStand stand = await TestStand.StartAsync("http-response set-header Connection close", "http-request set-header Connection close");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        await server.SendAsync(Response);
        await client.ExpectAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok");
        await client.ExpectEndAsync();
        await server.ExpectGoneAsync();
    }

    /// <summary>An upgrade whose field a rule takes off is not asked for.</summary>
    [Fact]
    public async Task DelHeader_OfUpgrade_AsksForNone()
    {
        using TestStand stand = await TestStand.StartAsync("http-request del-header Upgrade");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n");
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        await server.SendAsync(Response);
        await client.ExpectAsync(Response);
    }

    /// <summary>103 goes ahead of the final response, one for each hint, and not to HTTP/1.0 clients.</summary>
    [Fact]
    public async Task EarlyHint_GoesAhead()
    {
        using TestStand stand = await TestStand.StartAsync("http-request early-hint Link <a>\nhttp-request early-hint Link <%[path]>");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("GET /p HTTP/1.1\r\nHost: a\r\n\r\n");
        using Wire server = await stand.AcceptAsync();
        await client.ExpectAsync("HTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </p>\r\n\r\n");
        await server.ReceiveHeadAsync();
        await server.SendAsync(Response);
        await client.ExpectAsync(Response);
        await client.SendAsync("GET / HTTP/1.0\r\nHost: a\r\n\r\n");
        await server.ReceiveHeadAsync();
        await server.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        await client.ExpectAsync("HTTP/1.1 200 OK\r\n");
    }

    /// <summary>A timeout that a rule sets is that of the exchange.</summary>
    [Fact]
    public async Task SetTimeout_RulesTheExchange()
    {
        using TestStand stand = await TestStand.StartAsync("http-request set-timeout server 50ms");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        using Wire server = await stand.AcceptAsync();
        Assert.Equal(504, (await client.ReceiveReplyAsync()).Status);
    }
}
