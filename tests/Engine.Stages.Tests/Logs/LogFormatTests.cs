using Engine.Proxy.Logs;
using Engine.Proxy.Samples;
using Engine.Stages.Tests.Stand;
using Xunit;

namespace Engine.Stages.Tests.Logs;

/// <summary>Printing rules of log lines (CFG 8.2.6): separators, flags, escapes, encodings; and what cannot be had in a line.</summary>
public sealed class LogFormatTests
{
    private const string Request = "GET /a?b=c HTTP/1.1\r\nHost: example.com\r\nX: a\"b#c{d|e}\\]f\xC3\xA9\r\nEmpty:\r\n\r\n";

    [Theory]
    [InlineData("%ci:%cp %f", "192.0.2.1:40000 front")]
    [InlineData("%fi:%fp", "198.51.100.1:80")]
    [InlineData("%{+X}ci:%{+X}cp", "C0000201:9C40")]
    [InlineData("%{+Q}ci %{+Q}cp", "\"192.0.2.1\" 40000")]
    [InlineData("%{+Q}o %ci %{-Q}ci %f", "\"192.0.2.1\" 192.0.2.1 \"front\"")]
    [InlineData("a   b", "a b")]
    [InlineData("%hr a %hs b", "a b")]
    [InlineData("100%%", "100%")]
    [InlineData("%s %b", "<NOSRV> front")]
    [InlineData("%HM|%HU|%HP|%HPO|%HQ|%HV", "GET|/a?b=c|/a|/a|?b=c|HTTP/1.1")]
    [InlineData("%ST %B %U %rc %ts %tsc", "-1 0 0 0 -- ----")]
    [InlineData("%Tw/%Tc/%Tr/%Td", "-1/-1/-1/-1")]
    [InlineData("%[path]", null)]
    [InlineData("%[capture.req.uri] %{+Q}[capture.req.uri]", "/a?b=c \"/a?b=c\"")]
    [InlineData("%{+json}o %(u)HU %(n)ST %(h)[capture.req.method] %ci text", "{\"u\": \"/a?b=c\", \"n\": -1, \"h\": \"GET\"}")]
    [InlineData("%{+json}o %(n:sint)[src_port] %(b:bool)[src_port] %(s:str)[src_port]", "{\"n\": 40000, \"b\": true, \"s\": \"40000\"}")]
    [InlineData("%{+json}[capture.req.method]", "\"GET\"")]
    [InlineData("%{+cbor}o %(n)ST %(p)cp %(m)HM %(x)CC", "BF616E206170199C40616D634745546178F6FF")]
    public void Lines(string format, string? expected)
    {
        using SampleStand stand = new();
        stand.Next(Request);
        if (expected is null)
        {
            Assert.NotEqual("", SampleStand.Diagnose($"log 127.0.0.1 local0\nlog-format \"{format}\""));
            return;
        }

        Assert.Equal(expected, stand.Format(format, RulePoints.Log, FormatUse.Log));
    }

    [Theory]
    [InlineData("%hr", "{a#22b#23c#7Bd#7Ce#7D\\]f#C3#A9}")]
    [InlineData("%{+Q}hr", "\"{a#22b#23c#7Bd#7Ce#7D\\]f#C3#A9}\"")]
    [InlineData("%hrl", "a#22b#23c#7Bd#7Ce#7D\\]f#C3#A9")]
    [InlineData("%[capture.req.hdr(0)]", "a\"b#c{d|e}\\]f\xC3\xA9")]
    [InlineData("%{+Q}[capture.req.hdr(0),json(utf8s)]", "\"a\\\"b#c{d|e}\\\\]f\\u00e9\"")]
    [InlineData("%[str(a%0d%0a%00b%7f),url_dec]", "a#0D#0A#00b#7F")]
    [InlineData("%{+E}[capture.req.hdr(0)]", "a\\\"b#c{d|e}\\\\\\]f\xC3\xA9")]
    [InlineData("%{+E}hr", "{a#22b#23c#7Bd#7Ce#7D\\\\\\]f#C3#A9}")]
    [InlineData("%{+E}[str(a%0d%0a%00b%7f),url_dec]", "a#0D#0A#00b#7F")]
    [InlineData("%{+json}[capture.req.hdr(0)]", "\"a\\\"b#c{d|e}\\\\]f\xC3\xA9\"")]
    public void WhatComesFromOutside_StaysInItsPlace(string format, string expected)
    {
        using SampleStand stand = new("capture request header X len 60");
        stand.Next(Request);
        Assert.Equal(expected, stand.Format(format, RulePoints.Log, FormatUse.Log));
    }

    [Fact]
    public void ATcpFrontend_CannotLogHttp()
    {
        Assert.Contains("lines about the session are written instead", SampleStand.Diagnose("mode tcp\nlog 127.0.0.1 local0\noption httplog", backend: "mode tcp"), System.StringComparison.Ordinal);
    }

    [Fact]
    public void ARing_MustBeThere_AndHaveAServer()
    {
        Assert.Contains("there is no ring 'r'", SampleStand.Diagnose("log ring@r local0"), System.StringComparison.Ordinal);
        Assert.Contains("the ring 'r' has no server", SampleStand.Diagnose("log ring@r local0", sections: "ring r\n size 2k"), System.StringComparison.Ordinal);
    }
}
