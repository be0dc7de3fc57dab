using System.Text;
using Xunit;

namespace Engine.Http.Tests;

/// <summary>RFC 9110 section 12.5.3.</summary>
public sealed class AcceptEncodingTests
{
    [Theory]
    [InlineData("Accept-Encoding: gzip", 1000, 0, true)]
    [InlineData("Accept-Encoding: br, GZIP ;q=0.5", 500, 1, true)]
    [InlineData("Accept-Encoding: br\r\nAccept-Encoding: deflate, gzip;q=0.123", 123, 2, true)]
    [InlineData("Accept-Encoding: gzip;q=0", 0, 0, true)]
    [InlineData("Accept-Encoding: gzip;q=0.0", 0, 0, true)]
    [InlineData("Accept-Encoding: gzip;q=0, *", 0, 0, true)]
    [InlineData("Accept-Encoding: *, gzip;q=0", 0, 1, true)]
    [InlineData("Accept-Encoding: *;q=0.3", 300, 0, false)]
    [InlineData("Accept-Encoding: br, *;q=0.3", 300, 1, false)]
    [InlineData("Accept-Encoding: br", 0, 0, false)]
    [InlineData("Accept-Encoding: x-gzip", 0, 0, false)]
    [InlineData("Accept-Encoding: gzipped", 0, 0, false)]
    [InlineData("Accept-Encoding: ", 0, 0, false)]
    [InlineData("X: gzip", 0, 0, false)]
    [InlineData("Accept-Encoding: gzip; x=y; Q = 0.25", 250, 0, true)]
    [InlineData("Accept-Encoding: gzip;q=0.98765", 987, 0, true)]
    [InlineData("Accept-Encoding: gzip;q=1.000", 1000, 0, true)]
    [InlineData("Accept-Encoding: gzip;q=7", 1000, 0, true)]
    [InlineData("Accept-Encoding: gzip;q=", 1000, 0, true)]
    [InlineData("Accept-Encoding: gzip;q=0.2, gzip;q=0.9", 900, 1, true)]
    [InlineData("Accept-Encoding: , ,gzip,", 1000, 0, true)]
    public void WhatIsSaidAboutGzip(string line, int quality, int position, bool isNamed)
    {
        byte[] bytes = Encoding.Latin1.GetBytes($"GET / HTTP/1.1\r\nHost: a\r\n{line}\r\n\r\n");
        RequestHead head = new();
        Verdict verdict = RequestParser.Parse(bytes, head, new HeadLimits(1 << 14, 100, false));
        Assert.Equal(VerdictKind.Done, verdict.Kind);
        head.Attach(bytes, verdict.Consumed);
        Assert.Equal(new CodingPreference(quality, position, isNamed), AcceptEncoding.Of(head, "gzip"u8));
    }
}
