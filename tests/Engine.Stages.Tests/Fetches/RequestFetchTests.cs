using Engine.Config.Text;
using Engine.Proxy.Samples;
using Engine.Stages.Tests.Stand;
using Xunit;

namespace Engine.Stages.Tests.Fetches;

/// <summary>Request line, expression, value. The values are those of HAProxy where nothing else is said.</summary>
public sealed class RequestFetchTests
{
    [Theory]
    [InlineData("GET /a/b?x=1 HTTP/1.1", "method", "GET")]
    [InlineData("get /x HTTP/1.1", "method", "get")]
    [InlineData("GET /a/b?x=1 HTTP/1.1", "path", "/a/b")]
    [InlineData("GET /a/b?x=1 HTTP/1.1", "pathq", "/a/b?x=1")]
    [InlineData("GET /a/b?x=1 HTTP/1.1", "url", "/a/b?x=1")]
    [InlineData("GET /a/b?x=1 HTTP/1.1", "query", "x=1")]
    [InlineData("GET /a/b?x=1 HTTP/1.1", "query(with_qm)", "?x=1")]
    [InlineData("GET /a/b?x=1 HTTP/1.1", "base", "example.com/a/b")]
    [InlineData("GET /a/b?x=1 HTTP/1.1", "baseq", "example.com/a/b?x=1")]
    [InlineData("GET /a/b?x=1 HTTP/1.1", "req.ver", "1.1")]
    [InlineData("GET / HTTP/1.0", "req_ver", "1.0")]
    [InlineData("GET /a?b?c HTTP/1.1", "path", "/a")]
    [InlineData("GET /a?b?c HTTP/1.1", "query", "b?c")]
    [InlineData("GET /a? HTTP/1.1", "query", "")]
    [InlineData("GET /a? HTTP/1.1", "query(with_qm)", "?")]
    [InlineData("GET /a HTTP/1.1", "query", null)]
    [InlineData("GET /a HTTP/1.1", "query(with_qm)", null)]
    public void OriginForm(string line, string expression, string? value) => Expect(Request(line), expression, value);

    [Theory]
    [InlineData("GET http://example.com/p?q HTTP/1.1", "url", "http://example.com/p?q")]
    [InlineData("GET http://example.com/p?q HTTP/1.1", "path", "/p")]
    [InlineData("GET http://example.com/p?q HTTP/1.1", "pathq", "/p?q")]
    [InlineData("GET http://example.com/p?q HTTP/1.1", "query", "q")]
    [InlineData("GET http://example.com/p?q HTTP/1.1", "baseq", "example.com/p?q")]
    [InlineData("OPTIONS * HTTP/1.1", "url", "*")]
    [InlineData("OPTIONS * HTTP/1.1", "path", null)]
    [InlineData("OPTIONS * HTTP/1.1", "pathq", null)]
    [InlineData("OPTIONS * HTTP/1.1", "base", "example.com")]
    [InlineData("CONNECT example.com:443 HTTP/1.1", "url", "example.com:443")]
    [InlineData("CONNECT example.com:443 HTTP/1.1", "path", null)]

    // RFC 9110 section 4.2.3: an empty path is "/". HAProxy 2.6 has no path here.
    [InlineData("GET http://example.com HTTP/1.1", "path", "/")]
    [InlineData("GET http://example.com?q HTTP/1.1", "path", "/")]
    [InlineData("GET http://example.com?q HTTP/1.1", "pathq", "/?q")]
    [InlineData("GET http://example.com?q HTTP/1.1", "query", "q")]
    public void OtherForms(string line, string expression, string? value) =>
        Expect(Request(line, line.StartsWith("CONNECT", System.StringComparison.Ordinal) ? "example.com:443" : "example.com"), expression, value);

    [Theory]
    [InlineData("http://10.0.0.1/p", "10.0.0.1", "80")]
    [InlineData("http://10.0.0.1:8080/p", "10.0.0.1", "8080")]
    [InlineData("https://10.0.0.1/p", "10.0.0.1", "443")]
    [InlineData("http://10.0.0.1", "10.0.0.1", "80")]
    [InlineData("/p", null, null)]

    // As seen of haproxy 2.6: a name has no port either.
    [InlineData("http://example.com:81/p", null, null)]
    [InlineData("http://[::1]:81/p", null, null)]
    public void AnAbsoluteTarget_NamesAnAddressAndAPort(string target, string? address, string? port)
    {
        int authority = target.IndexOf("//", System.StringComparison.Ordinal) + 2;
        string host = authority < 2 ? "a" : target[authority..].Split('/')[0];
        Expect(Request($"GET {target} HTTP/1.1", host), "url_ip", address);
        Expect(Request($"GET {target} HTTP/1.1", host), "url_port", port);
    }

    [Fact]
    public void WithoutHost_TheBaseIsThePath()
    {
        Expect("GET /noh?x HTTP/1.0\r\n\r\n", "base", "/noh");
        Expect("GET /noh?x HTTP/1.0\r\n\r\n", "base32", "2670677714");
        Expect("GET /noh?x HTTP/1.0\r\n\r\n", "url32", "1119596142");
        Expect(Request("GET /p HTTP/1.1", "ExAmple.com:8080"), "base", "ExAmple.com:8080/p");
    }

    [Theory]
    [InlineData("GET /a/b?x=1 HTTP/1.1", "2306047707", "33776310")]
    [InlineData("OPTIONS * HTTP/1.1", "576961343", "576961343")]
    [InlineData("GET / HTTP/1.0", "1075194836", "1075194836")]
    [InlineData("GET /a?b?c HTTP/1.1", "3311925489", "2032209400")]
    [InlineData("GET /a? HTTP/1.1", "3311925489", "3045338676")]
    public void Hashes_AreThoseOfHAProxy(string line, string base32, string url32)
    {
        Expect(Request(line), "base32", base32);
        Expect(Request(line), "url32", url32);
    }

    [Fact]
    public void HashesWithSource_EndWithTheClientsAddress()
    {
        using SampleStand stand = new();
        stand.Connect("127.0.0.1:1", "127.0.0.1:2").Next(Request("GET /a/b?x=1 HTTP/1.1"));
        Assert.Equal(new Answer(SampleType.Binary, FromHex("89737EDB7F000001")), stand.Evaluate("base32+src"));
        stand.Connect("[::1]:1", "[::1]:2").Next(Request("GET /a/b?x=1 HTTP/1.1"));
        Assert.Equal(FromHex("89737EDB00000000000000000000000000000001"), stand.Text("base32+src"));
        Assert.Equal(FromHex("020362B600000000000000000000000000000001"), stand.Text("url32+src"));
    }

    [Fact]
    public void WhatTheConnectionHasCarried()
    {
        Expect(Request("GET / HTTP/1.1"), "http_first_req", "1");
        Expect(Request("GET / HTTP/1.1"), "req.proto_http", "1");
        Expect(Request("GET / HTTP/1.1"), "req_proto_http", "1");
    }

    [Fact]
    public void AnArgumentThatQueryDoesNotKnow_IsRefused() =>
        Assert.Contains("'query' takes 'with_qm' or nothing, not 'q'", SampleStand.Diagnose("http-request set-header X %[query(q)]"), System.StringComparison.Ordinal);

    private static string FromHex(string digits) => ByteText.FromBytes(System.Convert.FromHexString(digits));

    private static string Request(string line, string host = "example.com") => $"{line}\r\nHost: {host}\r\n\r\n";

    private static void Expect(string request, string expression, string? value)
    {
        using SampleStand stand = new();
        Assert.Equal(value, stand.Next(request).Text(expression));
    }
}
