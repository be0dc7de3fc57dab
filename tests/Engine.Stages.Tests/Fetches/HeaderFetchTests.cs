using System.Collections.Generic;
using Engine.Proxy.Samples;
using Engine.Stages.Tests.Stand;
using Xunit;

namespace Engine.Stages.Tests.Fetches;

/// <summary>Header lines, expression, value. The values are those of HAProxy where nothing else is said.</summary>
public sealed class HeaderFetchTests
{
    [Theory]
    [InlineData("X: a\r\nX: b, c", "req.hdr(x)", "c")]
    [InlineData("X: a\r\nX: b, c", "req.hdr(X,1)", "a")]
    [InlineData("X: a\r\nX: b, c", "req.hdr(X,2)", "b")]
    [InlineData("X: a\r\nX: b, c", "hdr(X,-1)", "c")]
    [InlineData("X: a\r\nX: b, c", "hdr(X,-2)", "b")]
    [InlineData("X: a\r\nX: b, c", "hdr(X,-4)", null)]
    [InlineData("X: a\r\nX: b, c", "hdr(X,4)", null)]
    [InlineData("X: a,,b", "req.hdr(X,2)", "")]
    [InlineData("X: a,", "req.hdr(X)", "")]
    [InlineData("X: a,", "req.hdr(X,1)", "a")]
    [InlineData("X: ,a", "req.hdr(X,1)", "")]
    [InlineData("X:", "req.hdr(X)", "")]
    [InlineData("X: \"a,b\",c", "req.hdr(X,1)", "\"a,b\"")]
    [InlineData("X: \"a\\\",b\",c", "req.hdr(X,1)", "\"a\\\",b\"")]
    [InlineData("X: \"a\\\",b\",c", "req.hdr(X,2)", "c")]
    [InlineData("X:  a , b ", "req.hdr(X,1)", "a")]
    [InlineData("Y: a", "req.hdr(X)", null)]
    [InlineData("Accept-Encoding: gzip, br;q=1", "req.hdr(accept-encoding)", "br;q=1")]
    public void AValueOfAList(string lines, string expression, string? value) => Expect(lines, expression, value);

    [Theory]
    [InlineData("X: a\r\nX: b, c", "req.fhdr(X)", "b, c")]
    [InlineData("X: a\r\nX: b, c", "req.fhdr(X,1)", "a")]
    [InlineData("X: a\r\nX: b, c", "req.fhdr(X,-2)", "a")]
    [InlineData("X: a\r\nX: b, c", "req.fhdr(X,3)", null)]
    [InlineData("X:", "req.fhdr(X)", "")]
    [InlineData("User-Agent: one, two", "req.fhdr(user-agent)", "one, two")]
    public void AWholeLine(string lines, string expression, string? value) => Expect(lines, expression, value);

    /// <summary>RFC 9110 section 7.6.1. Whether the client keeps its connection is no matter of rules.</summary>
    [Theory]
    [InlineData("Connection: close", "req.hdr_cnt(connection)", "0")]
    [InlineData("Connection: Keep-Alive\r\nA: b", "req.hdr_cnt", "2")]
    [InlineData("Connection: close\r\nConnection: keep-alive\r\nA: b", "req.hdr_names", "Host,A")]
    [InlineData("Connection:\r\nA: b", "req.hdr_names", "Host,A")]
    [InlineData("Connection: ,\r\nA: b", "req.fhdr_cnt", "2")]
    [InlineData("Connection: close,,\r\nA: b", "req.fhdr_cnt", "2")]
    [InlineData("Connection: upgrade", "req.hdr(connection)", "upgrade")]
    [InlineData("Connection: keep-alive, Upgrade", "req.fhdr(connection)", "Upgrade")]
    [InlineData("Connection: close, x-foo", "req.hdrs", "Host: example.com\r\nConnection: x-foo\r\n\r\n")]
    [InlineData("Connection: x-foo, close", "req.hdrs", "Host: example.com\r\nConnection: x-foo\r\n\r\n")]
    [InlineData("Connection: x-foo ,keep-alive,  y", "req.fhdr(connection)", "x-foo ,y")]
    [InlineData("Connection: x, ,close, ,y", "req.fhdr(connection)", "x, ,,y")]
    [InlineData("Connection: ,,x,,", "req.fhdr(connection)", ",,x,")]
    [InlineData("Connection: close;q=1", "req.fhdr(connection)", "close;q=1")]
    [InlineData("Connection: close", "req.fhdr(connection)", null)]
    public void CloseAndKeepAlive_AreNoOptionsThatRulesSee(string lines, string expression, string? value) => Expect(lines, expression, value);

    [Theory]
    [InlineData("X: a\r\nX: b, c", "req.hdr_cnt(X)", "3")]
    [InlineData("X: a\r\nX: b, c", "req.fhdr_cnt(X)", "2")]
    [InlineData("X: a\r\nX: b, c", "hdr_cnt", "4")]
    [InlineData("X: a\r\nX: b, c", "req.fhdr_cnt", "3")]
    [InlineData("X: a,,b", "hdr_cnt(X)", "3")]
    [InlineData("X:", "hdr_cnt(X)", "1")]
    [InlineData("Y: a", "hdr_cnt(X)", "0")]
    [InlineData("Y: a", "req.fhdr_cnt(X)", "0")]
    public void HowMany(string lines, string expression, string? value) => Expect(lines, expression, value);

    [Theory]
    [InlineData("1.2.3.4", "1.2.3.4")]
    [InlineData("1.2.3.4:80", "1.2.3.4")]
    [InlineData("1.2.3.4:", null)]
    [InlineData("1.2.3.4:99999", null)]
    [InlineData("1.2.3.4, 5.6.7.8", "5.6.7.8")]
    [InlineData("5.6.7.8, unknown", null)]
    [InlineData("::1", "::1")]
    [InlineData("2001:db8::1", "2001:db8::1")]
    [InlineData("1.2.3", null)]
    [InlineData("1.2.3.4x", null)]
    [InlineData("256.1.1.1", null)]

    // RFC 7239 section 6; HAProxy takes no brackets. A leading zero could be octal to the next reader: no address.
    [InlineData("[::1]", "::1")]
    [InlineData("[::1]:80", "::1")]
    [InlineData("[::1]80", null)]
    [InlineData("[1.2.3.4]", null)]
    [InlineData("01.2.3.4", null)]
    public void AnAddress(string written, string? value)
    {
        Expect("X: " + written, "req.hdr_ip(X)", value);
        Expect("X: " + written, "hdr_ip(X,-1)", value);
    }

    [Theory]
    [InlineData("12", "12")]
    [InlineData("12x", "12")]
    [InlineData("x", "0")]
    [InlineData("-3", "-3")]
    [InlineData("", "0")]
    [InlineData("1.5", "1")]
    public void ANumber(string written, string? value)
    {
        Expect("X: " + written, "req.hdr_val(X)", value);
        Expect("X: 1\r\nX: " + written, "hdr_val(X,2)", value);
    }

    [Fact]
    public void InAnAcl_EveryValueIsTried()
    {
        using SampleStand stand = new();
        stand.Next("GET / HTTP/1.1\r\nHost: h\r\nX: 1, 10.0.0.1\r\nY: b\r\nX:\r\nX: 10.0.0.2:80,3\r\n\r\n");
        Assert.Equal((IEnumerable<string>)["1", "10.0.0.1", "", "10.0.0.2:80", "3"], stand.Values("req.hdr(X)"));
        Assert.Equal((IEnumerable<string>)["1, 10.0.0.1", "", "10.0.0.2:80,3"], stand.Values("req.fhdr(X)"));
        Assert.Equal((IEnumerable<string>)["10.0.0.1", "10.0.0.2"], stand.Values("req.hdr_ip(X)"));
        Assert.Equal((IEnumerable<string>)["1", "10", "0", "10", "3"], stand.Values("req.hdr_val(X)"));
        Assert.Equal((IEnumerable<string>)["10.0.0.1"], stand.Values("req.hdr(X,2)"));
        Assert.Equal((IEnumerable<string>)["h", "1", "10.0.0.1", "b", "", "10.0.0.2:80", "3"], stand.Values("req.hdr"));
    }

    [Fact]
    public void AnEditedHead_IsReadAsItHasBecome()
    {
        using SampleStand stand = new("http-request set-header X new\nhttp-request add-header Z z");
        stand.Next("GET / HTTP/1.1\r\nHost: h\r\nX: old\r\nY: y\r\n\r\n").RunRequestRules();
        Assert.Equal("new", stand.Text("req.hdr(X)"));
        Assert.Equal("1", stand.Text("req.hdr_cnt(X)"));
        Assert.Equal("4", stand.Text("req.fhdr_cnt"));
        Assert.Equal("Host,Y,X,Z", stand.Text("req.hdr_names"));
        Assert.Equal("Host: h\r\nY: y\r\nX: new\r\nZ: z\r\n\r\n", stand.Text("req.hdrs"));
    }

    [Fact]
    public void TheWholeHead()
    {
        string lines = "X: a ,b \r\nx:c\r\nLong: " + new string('v', 300);
        Expect(lines, "req.hdr_names", "Host,X,x,Long");
        Expect(lines, "req.hdr_names(:)", "Host:X:x:Long");
        Expect(lines, "req.hdrs", "Host: example.com\r\nX: a ,b\r\nx: c\r\nLong: " + new string('v', 300) + "\r\n\r\n");

        // Lengths in front, 300 as FC 03, two empty strings at the end.
        using SampleStand stand = new();
        Answer? binary = stand.Next(Request(lines)).Evaluate("req.hdrs_bin");
        Assert.Equal(new Answer(SampleType.Binary, "\x04Host\x0B" + "example.com" + "\x01X\x04" + "a ,b" + "\x01x\x01" + "c" + "\x04Long\u00FC\x03" + new string('v', 300) + "\0\0"), binary);
    }

    [Theory]
    [InlineData("res.hdr(vary)", "b")]
    [InlineData("shdr(vary,1)", "a")]
    [InlineData("hdr(vary)", "b")]
    [InlineData("res.fhdr(vary)", "a, b")]
    [InlineData("res.fhdr_cnt(vary)", "1")]
    [InlineData("res.hdr_cnt(vary)", "2")]
    [InlineData("shdr_cnt(vary)", "2")]
    [InlineData("res.hdr_val(age)", "7")]
    [InlineData("shdr_val(age)", "7")]
    [InlineData("res.hdr_ip(x-real)", "10.0.0.1")]
    [InlineData("shdr_ip(x-real)", "10.0.0.1")]
    [InlineData("res.hdr_names(;)", "Vary;Age;X-Real")]
    [InlineData("res.hdrs", "Vary: a, b\r\nAge: 7\r\nX-Real: 10.0.0.1:80\r\n\r\n")]
    [InlineData("res.hdrs_bin", "\x04Vary\x04" + "a, b" + "\x03" + "Age\x01" + "7" + "\x06X-Real\x0B" + "10.0.0.1:80" + "\0\0")]
    [InlineData("res.hdr(age,2)", null)]
    public void OfTheResponse(string expression, string? value)
    {
        using SampleStand stand = new();
        stand.Respond("HTTP/1.1 204 No Content\r\nVary: a, b\r\nAge: 7\r\nX-Real: 10.0.0.1:80\r\n\r\n");
        Assert.Equal(value, stand.Text(expression, RulePoints.HttpResponse));
    }

    [Fact]
    public void WhereThereIsNoSuchHead_TheCompilerSaysSo()
    {
        Assert.Contains("'res.hdr' needs HTTP response headers", SampleStand.Diagnose("http-request set-header X %[res.hdr(a)]"), System.StringComparison.Ordinal);
        Assert.Contains("'req.hdr' needs HTTP request headers", SampleStand.Diagnose("http-response set-header X %[req.hdr(a)]"), System.StringComparison.Ordinal);
    }

    private static string Request(string lines) => $"GET /a/b?x=1&y=2 HTTP/1.1\r\nHost: example.com\r\n{lines}\r\n\r\n";

    private static void Expect(string lines, string expression, string? value)
    {
        using SampleStand stand = new();
        Assert.Equal(value, stand.Next(Request(lines)).Text(expression));
    }
}
