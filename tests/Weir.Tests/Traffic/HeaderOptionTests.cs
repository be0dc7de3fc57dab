using System;
using System.IO;
using System.Threading.Tasks;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Traffic;

/// <summary>Options that change what heads and trailers say (CFG 4.2): Forwarded, unusual names, their case, Proxy-Connection, cacheable cookies.</summary>
public sealed class HeaderOptionTests
{
    /// <summary>RFC 7239 section 4.</summary>
    [Theory]
    [InlineData("option forwarded", "Forwarded: proto=http;for=127.0.0.1\r\n")]
    [InlineData("option forwarded proto", "Forwarded: proto=http\r\n")]
    [InlineData("option forwarded host", "Forwarded: host=\"a\"\r\n")]
    [InlineData("option forwarded host-expr str(b.example)", "Forwarded: host=\"b.example\"\r\n")]
    [InlineData("option forwarded by for", "Forwarded: by=127.0.0.1;for=127.0.0.1\r\n")]
    [InlineData("option forwarded for-expr str(_hidden)", "Forwarded: for=_hidden\r\n")]
    [InlineData("option forwarded for-expr str(nobody)", "Forwarded: for=unknown\r\n")]
    [InlineData("option forwarded for-expr ipv6(2001:db8::1)", "Forwarded: for=\"[2001:db8::1]\"\r\n")]
    [InlineData("option forwarded proto for-expr str(192.0.2.7) for_port-expr int(8080)", "Forwarded: proto=http;for=\"192.0.2.7:8080\"\r\n")]
    [InlineData("option forwarded\n    no option forwarded", "")]
    public async Task Forwarded_SaysWhatIsAskedFor(string backend, string received)
    {
        using TestStand stand = await TestStand.StartAsync(backend: backend);
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync("GET / HTTP/1.1\r\nHost: a\r\n" + received + "\r\n");
    }

    [Theory]
    [InlineData("option http-restrict-req-hdr-names delete", "", "X-Fine: 1\r\n")]
    [InlineData("", "option http-restrict-req-hdr-names delete", "X-Fine: 1\r\n")]
    [InlineData("option http-restrict-req-hdr-names preserve", "", "X_Odd: 2\r\nX-Fine: 1\r\n")]
    public async Task UnusualNames_AreRemoved_WhereThePolicySaysSo(string frontend, string backend, string received)
    {
        using TestStand stand = await TestStand.StartAsync(frontend, backend);
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\nX_Odd: 2\r\nX-Fine: 1\r\n\r\n");
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync("GET / HTTP/1.1\r\nHost: a\r\n" + received + "\r\n");
    }

    [Theory]
    [InlineData("option http-restrict-req-hdr-names reject", "")]
    [InlineData("", "option http-restrict-req-hdr-names reject")]
    public async Task UnusualNames_AreRefused_WhereThePolicySaysSo(string frontend, string backend)
    {
        using TestStand stand = await TestStand.StartAsync(frontend, backend);
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\nX_Odd: 2\r\n\r\n");
        Assert.Equal(403, (await client.ReceiveReplyAsync()).Status);
        using Wire server = await stand.ExchangeAsync(client);
    }

    /// <summary>RFC 9110 section 6.5.1: trailers may be discarded.</summary>
    [Fact]
    public async Task Trailers_EndHere_WhereTheOptionsSaySo()
    {
        const string Body = "3\r\nabc\r\n0\r\nX-End: 1\r\n\r\n";
        using TestStand stand = await TestStand.StartAsync("option http-drop-response-trailers", "option http-drop-request-trailers");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + Body);
        using Wire server = await stand.AcceptAsync();
        await server.ReceiveHeadAsync();
        Assert.Equal("3\r\nabc\r\n0\r\n\r\n", await server.ReceiveAsync(13));
        await server.SendAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + Body);
        await client.ReceiveHeadAsync();
        Assert.Equal("3\r\nabc\r\n0\r\n\r\n", await client.ReceiveAsync(13));
        await stand.ExchangeAsync(client, server);
    }

    [Fact]
    public async Task Names_HaveTheCaseThatBogusPeersWant()
    {
        string file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "# names\nx-odd X-oDD\ncontent-length CONTENT-Length\n");
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines
        {
            Global = $"h1-case-adjust host HOST\n h1-case-adjust-file {file}",
            Frontend = "option h1-case-adjust-bogus-client\n http-request deny if { path /no }",
            Backend = "option h1-case-adjust-bogus-server",
        });
        File.Delete(file);
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nhost: a\r\nx-odd: host\r\nx-other: 1\r\n\r\n");
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync("GET / HTTP/1.1\r\nHOST: a\r\nX-oDD: host\r\nx-other: 1\r\n\r\n");
        await server.SendAsync("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok");
        await client.ExpectAsync("HTTP/1.1 200 OK\r\nCONTENT-Length: 2\r\n\r\nok");
        await client.SendAsync("GET /no HTTP/1.1\r\nHost: a\r\n\r\n");
        Assert.Contains("CONTENT-Length: ", (await client.ReceiveReplyAsync()).Head.Replace("content-length", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    /// <summary>CFG 4.2 option checkcache: what a cache would give to others does not pass with a cookie.</summary>
    [Theory]
    [InlineData("Set-Cookie: a=b\r\nCache-Control: max-age=60\r\n", 502)]
    [InlineData("Set-Cookie: a=b\r\nCache-Control: max-age=60, private\r\n", 200)]
    [InlineData("Set-Cookie: a=b\r\nCache-Control: max-age=60, no-cache=\"set-cookie\"\r\n", 200)]
    [InlineData("Set-Cookie: a=b\r\nCache-Control: max-age=60, no-cache=\"Set-Cookie, x\"\r\n", 200)]
    [InlineData("Set-Cookie: a=b\r\nCache-Control: max-age=60, no-cache=\"set-cookie2\"\r\n", 502)]
    [InlineData("Set-Cookie: a=b\r\nCache-Control: max-age=60, no-cache=\"set-cookie, x\r\n", 502)]
    [InlineData("Set-Cookie: a=b\r\nCache-Control: max-age=60, x=\"a, private, b\"\r\n", 502)]
    [InlineData("Set-Cookie: a=b\r\n", 200)]
    [InlineData("Cache-Control: max-age=60\r\n", 200)]
    public async Task CacheableCookies_AreBlocked(string fields, int status)
    {
        using TestStand stand = await TestStand.StartAsync(backend: "option checkcache");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        using Wire server = await stand.AcceptAsync();
        await server.ReceiveHeadAsync();
        await server.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n" + fields + "\r\n");
        Assert.Equal(status, (await client.ReceiveReplyAsync()).Status);
    }

    /// <summary>CFG 4.2 option http-use-proxy-header: requests as to a proxy.</summary>
    [Fact]
    public async Task RequestsAsToAProxy_UseTheFieldsOfProxies()
    {
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines
        {
            Global = "userlist people\n user alice insecure-password x",
            Frontend = "option http-use-proxy-header\n http-request auth realm door if { path /secret } !{ http_auth(people) }",
        });
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("GET http://a/secret HTTP/1.1\r\nHost: a\r\n\r\n");
        Stand.Reply challenge = await client.ReceiveReplyAsync();
        Assert.Equal(407, challenge.Status);
        Assert.Contains("Proxy-Authenticate: Basic realm=\"door\"\r\n", challenge.Head, StringComparison.Ordinal);
        await client.SendAsync("GET /secret HTTP/1.1\r\nHost: a\r\n\r\n");
        Assert.Equal(401, (await client.ReceiveReplyAsync()).Status);

        await client.SendAsync("GET http://a/secret HTTP/1.1\r\nHost: a\r\nProxy-Authorization: Basic YWxpY2U6eA==\r\nProxy-Connection: close\r\n\r\n");
        using Wire server = await stand.AcceptAsync();
        await server.ReceiveHeadAsync();
        await server.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        await client.ExpectAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nProxy-Connection: close\r\n\r\nok");
        await client.ExpectEndAsync();
    }

    /// <summary>What no parser should take passes where the operator wants it: of requests by the frontend's word, of responses by the backend's.</summary>
    [Theory]
    [InlineData("", "", 502)]
    [InlineData("option accept-unsafe-violations-in-http-request", "", 502)]
    [InlineData("", "option accept-unsafe-violations-in-http-response", 200)]
    public async Task UnsafeResponses_PassByTheBackendsWordOnly(string frontend, string backend, int status)
    {
        using TestStand stand = await TestStand.StartAsync(frontend, backend);
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        using Wire server = await stand.AcceptAsync();
        await server.ReceiveHeadAsync();
        await server.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nX(odd): 1\r\n\r\n");
        Assert.Equal(status, (await client.ReceiveReplyAsync()).Status);
    }

    /// <summary>CFG 3.1 h1-accept-payload-with-any-method: RFC 1945 knows no body of GET.</summary>
    [Theory]
    [InlineData("", 413)]
    [InlineData("h1-accept-payload-with-any-method", 200)]
    public async Task OldRequestsWithABody_PassWhereTheyMay(string global, int status)
    {
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines { Global = global, Frontend = "http-request return status 200 content-type text/plain string ok" });
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.0\r\nHost: a\r\nContent-Length: 2\r\n\r\nab");
        Assert.Equal(status, (await client.ReceiveReplyAsync()).Status);
    }
}
