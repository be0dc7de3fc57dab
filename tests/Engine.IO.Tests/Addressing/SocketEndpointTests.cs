using System;
using System.Net;
using System.Text;
using Engine.IO.Addressing;
using Xunit;

namespace Engine.IO.Tests.Addressing;

public sealed class SocketEndpointTests
{
    [Fact]
    public void FromIP_IPv4_IsASockaddrIn()
    {
        SocketEndpoint endpoint = SocketEndpoint.FromIP(IPAddress.Parse("127.0.0.2"), 0x1234);
        Assert.Equal([2, 0, 0x12, 0x34, 127, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0], endpoint.Native.ToArray());
        Assert.Equal(0x1234, endpoint.Port);
    }

    [Fact]
    public void FromIP_IPv6WithScope_IsASockaddrIn6()
    {
        SocketEndpoint endpoint = SocketEndpoint.FromIP(IPAddress.Parse("fe80::2%5"), 443);
        Assert.Equal(
            [10, 0, 1, 0xbb, 0, 0, 0, 0, 0xfe, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 5, 0, 0, 0],
            endpoint.Native.ToArray());
    }

    [Fact]
    public void TryFromUnixPath_EndsWithNul()
    {
        SocketEndpoint endpoint = Unix("/t");
        Assert.Equal([1, 0, (byte)'/', (byte)'t', 0], endpoint.Native.ToArray());
        Assert.False(endpoint.IsAbstract);
        Assert.Equal(0, endpoint.Port);
    }

    [Fact]
    public void TryFromAbstract_Padded_FillsTheRecord_AsAbnsDoes()
    {
        Assert.True(SocketEndpoint.TryFromAbstract("ab", padded: true, out SocketEndpoint? endpoint, out _));
        Assert.Equal(110, endpoint.Native.Length);
        Assert.Equal([1, 0, 0, (byte)'a', (byte)'b', 0], endpoint.Native[..6].ToArray());
        Assert.True(endpoint.IsAbstract);
        Assert.Equal("abns@ab", endpoint.ToString());
    }

    [Fact]
    public void TryFromAbstract_NotPadded_EndsWithTheName()
    {
        Assert.True(SocketEndpoint.TryFromAbstract("ab", padded: false, out SocketEndpoint? endpoint, out _));
        Assert.Equal([1, 0, 0, (byte)'a', (byte)'b'], endpoint.Native.ToArray());
        Assert.Equal("abns@ab", endpoint.ToString());
    }

    [Theory]
    [InlineData("a")]
    [InlineData("ä")] // two bytes in UTF-8
    public void UnixNames_Of107Bytes_Fit_And108DoNot(string letter)
    {
        string name = new StringBuilder("/").Insert(1, letter, 106 / Encoding.UTF8.GetByteCount(letter)).ToString();
        Assert.Equal(107, Encoding.UTF8.GetByteCount(name));
        Assert.Equal("unix@" + name, Unix(name).ToString());
        Assert.True(SocketEndpoint.TryFromAbstract(name, padded: true, out _, out _));

        Assert.False(SocketEndpoint.TryFromUnixPath(name + "b", out _, out string? error));
        Assert.Contains("108 bytes long", error, StringComparison.Ordinal);
        Assert.Contains("107", error, StringComparison.Ordinal);
        Assert.False(SocketEndpoint.TryFromAbstract(name + "b", padded: true, out _, out _));
    }

    [Theory]
    [InlineData("", "needs a name")]
    [InlineData("/a\0b", "NUL")]
    public void TryFromUnixPath_Impossible_SaysWhy(string path, string why)
    {
        Assert.False(SocketEndpoint.TryFromUnixPath(path, out SocketEndpoint? endpoint, out string? error));
        Assert.Null(endpoint);
        Assert.Contains(why, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.0.0.0", 80, "0.0.0.0:80")]
    [InlineData("255.255.255.255", 65535, "255.255.255.255:65535")]
    [InlineData("::", 80, "[::]:80")]
    [InlineData("::ffff:10.0.0.1", 0, "[::ffff:10.0.0.1]:0")]
    [InlineData("fe80::1%12", 8080, "[fe80::1%12]:8080")]
    public void TryFormat_BytesAndChars_AgreeWithToString_AndNeedNoByteMore(string address, int port, string text)
    {
        SocketEndpoint endpoint = SocketEndpoint.FromIP(IPAddress.Parse(address), port);
        Assert.Equal(text, endpoint.ToString());

        byte[] bytes = new byte[text.Length];
        Assert.True(endpoint.TryFormat(bytes, out int bytesWritten));
        Assert.Equal(text, Encoding.ASCII.GetString(bytes, 0, bytesWritten));

        char[] chars = new char[text.Length];
        Assert.True(endpoint.TryFormat(chars, out int charsWritten));
        Assert.Equal(text, new string(chars, 0, charsWritten));

        Assert.False(endpoint.TryFormat(bytes.AsSpan(1), out bytesWritten));
        Assert.Equal(0, bytesWritten);
        Assert.False(endpoint.TryFormat(chars.AsSpan(1), out charsWritten));
        Assert.Equal(0, charsWritten);
    }

    [Fact]
    public void WithPort_ChangesThePortOnly_AndNeverTheOriginal()
    {
        SocketEndpoint first = SocketEndpoint.FromIP(IPAddress.Parse("::1"), 80);
        SocketEndpoint second = first.WithPort(8443);
        Assert.Equal("[::1]:8443", second.ToString());
        Assert.Equal("[::1]:80", first.ToString());
        Assert.Same(first, first.WithPort(80));

        SocketEndpoint path = Unix("/run/x");
        Assert.Same(path, path.WithPort(80));
    }

    [Fact]
    public void TryFromNative_WhatToNativeWrote_ComesBackEqual()
    {
        SocketEndpoint[] all = [SocketEndpoint.FromIP(IPAddress.Loopback, 1), SocketEndpoint.FromIP(IPAddress.IPv6Loopback, 1), Unix("/run/x")];
        foreach (SocketEndpoint endpoint in all)
        {
            Assert.True(SocketEndpoint.TryFromNative(endpoint.Native, out SocketEndpoint? back));
            Assert.Equal(endpoint, back);
            Assert.Equal(endpoint.GetHashCode(), back.GetHashCode());
        }

        Assert.NotEqual(all[0], all[1]);
    }

    [Fact]
    public void TryFromNative_UnknownFamilyOrCutShort_IsRefused()
    {
        Assert.False(SocketEndpoint.TryFromNative([16, 0, 0, 0], out _)); // AF_NETLINK
        Assert.False(SocketEndpoint.TryFromNative([2, 0, 0, 80], out _));
        Assert.False(SocketEndpoint.TryFromNative([2], out _));
    }

    [Fact]
    public void FromAddress_Unix_IsAProgrammersFault()
        => Assert.Throws<ArgumentException>(() => SocketEndpoint.FromAddress(EndpointAddress.FromNative([1, 0])));

    private static SocketEndpoint Unix(string path)
    {
        Assert.True(SocketEndpoint.TryFromUnixPath(path, out SocketEndpoint? endpoint, out _));
        return endpoint;
    }
}
