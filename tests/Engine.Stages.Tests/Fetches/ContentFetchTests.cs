using Engine.Config.Text;
using Engine.Proxy.Samples;
using Engine.Stages.Tests.Inspection;
using Engine.Stages.Tests.Stand;
using Xunit;

namespace Engine.Stages.Tests.Fetches;

/// <summary>What content rules look at, in a frontend of mode tcp: what is there, and what more bytes could still change.</summary>
public sealed class ContentFetchTests
{
    private const RulePoints Point = RulePoints.FrontendTcpRequest;
    private const string Rdp = "\x03\x00\x00\x2f\x2a\xe0\x00\x00\x00\x00\u0000Cookie: mstshash=alice\r\n";

    [Theory]
    [InlineData("req.len", "abc", "3", true)]
    [InlineData("req_len", "abc", "3", true)]
    [InlineData("req.payload(1,2)", "abcd", "bc", false)]
    [InlineData("req.payload(1,0)", "abcd", "bcd", true)]
    [InlineData("payload(0,4)", "abcd", "abcd", false)]
    [InlineData("req.payload(0,5)", "abcd", null, true)]
    [InlineData("req.payload(5,0)", "abcd", null, true)]
    [InlineData("req.payload_lv(0,1)", "\u0002abc", "ab", false)]
    [InlineData("req.payload_lv(0,2)", "\0\u0002abc", "ab", false)]
    [InlineData("req.payload_lv(0,1,+1)", "\u0002abc", "bc", false)]
    [InlineData("req.payload_lv(1,1,-2)", "x\u0002abc", "x\u0002", false)]
    [InlineData("req.payload_lv(0,1,2)", "\u0002abc", "bc", false)]
    [InlineData("payload_lv(0,1)", "\u0004abc", null, true)]
    [InlineData("req.payload_lv(0,1)", "\0abc", null, false)]
    [InlineData("req.payload_lv(8,4)", "abc", null, true)]
    [InlineData("req.rdp_cookie(MSTSHASH)", Rdp, "alice", false)]
    [InlineData("rdp_cookie", Rdp, "alice", false)]
    [InlineData("req.rdp_cookie(msts)", Rdp, null, false)]
    [InlineData("req.rdp_cookie", "\u0003\0\0", null, true)]
    [InlineData("req.rdp_cookie", "GET /", null, false)]
    [InlineData("req.rdp_cookie_cnt", Rdp, "1", false)]
    [InlineData("rdp_cookie_cnt(msts)", Rdp, "0", false)]
    [InlineData("req.ssl_hello_type", "\u0016\u0003", null, true)]
    [InlineData("req.ssl_hello_type", "GET /", null, false)]
    [InlineData("req.ssl_sni", "\u0016\u0003\u0001\0", null, true)]
    [InlineData("req.ssl_ver", "GET / HTTP", null, false)]
    [InlineData("req.proto_http", "GET / HTTP/1.1\r\nHost: a\r\n\r\n", "1", false)]
    [InlineData("req.proto_http", "GET / HT", null, true)]
    public void Fetch(string expression, string received, string? value, bool mayChange)
    {
        using SampleStand stand = new("mode tcp", backend: "mode tcp");
        stand.Receive(received);
        Assert.Equal(value, stand.Text(expression, Point));
        Assert.Equal(mayChange, stand.MayChange(expression));
    }

    [Fact]
    public void WaitEnd_HasNoAnswerBeforeTheEnd()
    {
        using SampleStand stand = new("mode tcp", backend: "mode tcp");
        Assert.True(stand.MayChange("wait_end"));
        Assert.Equal("1", stand.Text("wait_end", Point));
        Assert.Equal("1", stand.Text("wait_end"));
    }

    [Fact]
    public void EveryPartOfAHello()
    {
        byte[] groups = HelloBytes.Vector([0, 29, 0, 23]);
        byte[] shares = HelloBytes.Vector([0, 29, 0, 2, 1, 2, 0, 23, 0, 0]);
        byte[] hello = HelloBytes.Of(HelloBytes.ServerName("a.example"), HelloBytes.Protocols("h2", "http/1.1"), (10, groups), (13, HelloBytes.Vector([4, 3])), (35, []), (51, shares));
        using SampleStand stand = new("mode tcp", backend: "mode tcp");
        stand.Receive(ByteText.FromBytes(hello));
        Assert.Equal("1", stand.Text("req.ssl_hello_type", Point));
        Assert.Equal("1", stand.Text("req_ssl_hello_type", Point));
        Assert.Equal("196611", stand.Text("req.ssl_ver", Point));
        Assert.Equal("a.example", stand.Text("req.ssl_sni", Point));
        Assert.Equal("a.example", stand.Text("req_ssl_sni", Point));
        Assert.Equal("h2", stand.Text("req.ssl_alpn", Point));
        Assert.Equal(["h2", "http/1.1"], stand.Values("req.ssl_alpn", Point));
        Assert.Equal("1", stand.Text("req.ssl_ec_ext", Point));
        Assert.Equal("1", stand.Text("req.ssl_st_ext", Point));
        Assert.Equal("\u0013\u0001\u00c0/", stand.Text("req.ssl_cipherlist", Point));
        Assert.Equal("\u0004\u0003", stand.Text("req.ssl_sigalgs", Point));
        Assert.Equal("\0\u001d\0\u0017", stand.Text("req.ssl_supported_groups", Point));
        Assert.Equal("\0\u001d\0\u0017", stand.Text("req.ssl_keyshare_groups", Point));
    }

    [Fact]
    public void AHelloWithoutExtensions()
    {
        using SampleStand stand = new("mode tcp", backend: "mode tcp");
        stand.Receive(ByteText.FromBytes(HelloBytes.Of((35, [1]))));
        Assert.Null(stand.Text("req.ssl_sni", Point));
        Assert.Null(stand.Text("req.ssl_alpn", Point));
        Assert.Equal("0", stand.Text("req.ssl_ec_ext", Point));
        Assert.Equal("2", stand.Text("req.ssl_st_ext", Point));
    }

    [Fact]
    public void AHelloOfSsl2_HasAVersion()
    {
        using SampleStand stand = new("mode tcp", backend: "mode tcp");
        stand.Receive("\x80\x1c\x01\x03\x01\0\x03\0\0\0\x10\0\0\x05" + new string('r', 15));
        Assert.True(stand.MayChange("req.ssl_ver"));
        stand.Receive("r");
        Assert.Equal("196609", stand.Text("req.ssl_ver", Point));
        Assert.Null(stand.Text("req.ssl_hello_type", Point));
    }

    [Theory]
    [InlineData("req.payload(-1,2)", "cannot be negative")]
    [InlineData("req.payload_lv(0,0)", "the length cannot stand there")]
    [InlineData("req.payload_lv(0,1,-2)", "the length cannot stand there")]
    [InlineData("req.payload_lv(0,1,x)", "'x' is no offset")]
    public void WhatCannotBe_IsReported(string expression, string message) =>
        Assert.Contains(message, SampleStand.Diagnose($"mode tcp\ntcp-request content reject if {{ {expression} -m found }}", backend: "mode tcp"), System.StringComparison.Ordinal);
}
