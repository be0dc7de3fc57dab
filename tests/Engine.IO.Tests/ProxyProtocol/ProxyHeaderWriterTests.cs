using System;
using System.Net;
using System.Text;
using Engine.IO.Addressing;
using Engine.IO.ProxyProtocol;
using Xunit;

namespace Engine.IO.Tests.ProxyProtocol;

/// <summary>PROXY headers as they are sent. The bytes of version 2 are those that HAProxy 2.6 sends in the same case.</summary>
public sealed class ProxyHeaderWriterTests
{
    private const string Signature = "0d0a0d0a000d0a515549540a";

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.2", "PROXY TCP4 192.0.2.1 192.0.2.2 1234 80\r\n")]
    [InlineData("::1", "2001:db8::2", "PROXY TCP6 ::1 2001:db8::2 1234 80\r\n")]
    [InlineData("192.0.2.1", "::1", "PROXY TCP6 ::ffff:192.0.2.1 ::1 1234 80\r\n")]
    [InlineData("::1", "192.0.2.1", "PROXY TCP6 ::1 ::ffff:192.0.2.1 1234 80\r\n")]
    public void Version1_NamesBothEnds(string source, string destination, string expected)
    {
        Span<byte> into = stackalloc byte[ProxyHeaderParser.Version1BytesMax];
        int length = ProxyHeaderWriter.WriteVersion1(Facts(source, destination), into);
        Assert.Equal(expected, Encoding.ASCII.GetString(into[..length]));
    }

    [Fact]
    public void Version1_OfAUnixSocketOrOfTheProxyItself_IsUnknown()
    {
        Span<byte> into = stackalloc byte[ProxyHeaderParser.Version1BytesMax];
        Assert.Equal("PROXY UNKNOWN\r\n"u8, into[..ProxyHeaderWriter.WriteVersion1(default, into)]);
        Assert.Equal("PROXY UNKNOWN\r\n"u8, into[..ProxyHeaderWriter.WriteVersion1(Facts("1.2.3.4", "1.2.3.4", isLocal: true), into)]);
    }

    [Theory]
    [InlineData("1.2.3.4", "5.6.7.8", "2111000c" + "01020304" + "05060708" + "04d20050")]
    [InlineData("::1", "1::2", "21210024" + "00000000000000000000000000000001" + "00010000000000000000000000000002" + "04d20050")]
    [InlineData("1.2.3.4", "1::2", "21210024" + "00000000000000000000ffff01020304" + "00010000000000000000000000000002" + "04d20050")]
    public void Version2_NamesBothEnds(string source, string destination, string expected) =>
        Assert.Equal(Signature + expected, Hex(Facts(source, destination), ProxyHeaderOptions.None));

    [Fact]
    public void Version2_WithoutAddresses_IsUnspecified_AndOfTheProxyItself_IsLocal()
    {
        Assert.Equal(Signature + "21000000", Hex(default, ProxyHeaderOptions.None));
        Assert.Equal(Signature + "20000000", Hex(new ProxyHeaderFacts { IsLocal = true }, ProxyHeaderOptions.None));
    }

    [Fact]
    public void ChecksumAndUniqueId_AsInHaproxy()
    {
        ProxyHeaderFacts facts = new() { Source = At("1.2.3.4", 1), Destination = At("5.6.7.8", 2), UniqueId = "uid-1.2.3.4"u8 };
        Assert.Equal(
            Signature + "21110021" + "0102030405060708" + "00010002" + "030004" + ChecksumOf(facts) + "05000b" + "7569642d312e322e332e34",
            Hex(facts, ProxyHeaderOptions.Crc32c | ProxyHeaderOptions.UniqueId));
    }

    [Fact]
    public void Checksum_IsThatOfHaproxy()
    {
        // As HAProxy 2.6 sends it with proxy-v2-options crc32c,unique-id,ssl: but for its result of a check that never was, which is 0 there.
        byte[] sent = Convert.FromHexString(Signature + "211100290102030405060708006400c80300" + "0402314bf605000b7569642d312e322e332e3420000500" + "00000000");
        Assert.Equal(ProxyHeaderResult.Done, ProxyHeaderParser.Parse(sent, 4096, out _));
    }

    [Fact]
    public void Fields_StandInTheOrderOfHaproxy()
    {
        ProxyHeaderFacts facts = new()
        {
            Source = At("1.2.3.4", 1),
            Destination = At("5.6.7.8", 2),
            OwnFields = [0xE0, 0, 1, (byte)'x'],
            Authority = "a.test"u8,
            UniqueId = "id"u8,
            Tls = new ProxyTlsFacts
            {
                IsTls = true,
                Alpn = "h2"u8,
                ServerName = "b.test"u8,
                Version = "TLSv1.3"u8,
                Cipher = "C"u8,
                CommonName = "N"u8,
                Signature = "S"u8,
                Key = "K"u8,
                HasCertificate = true,
                HasSessionCertificate = true,
            },
        };
        byte[] into = new byte[512];
        int length = ProxyHeaderWriter.WriteVersion2(facts, (ProxyHeaderOptions)255, into);
        Assert.Equal(ProxyHeaderResult.Done, ProxyHeaderParser.Parse(into.AsSpan(0, length), 4096, out ProxyHeader header));
        Assert.Equal("e0=x 03=. 01=h2 02=a.test 05=id 20=(07 00000000 21=TLSv1.3 22=N 25=K 24=S 23=C)", Describe(header.Fields));
    }

    [Fact]
    public void AClientWithoutTls_IsNotTakenForOneWithAGoodCertificate()
    {
        byte[] into = new byte[64];
        int length = ProxyHeaderWriter.WriteVersion2(Facts("1.2.3.4", "1.2.3.4"), ProxyHeaderOptions.Ssl, into);
        Assert.EndsWith("200005" + "00" + "00000001", Convert.ToHexStringLower(into.AsSpan(0, length)), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatDoesNotFit_IsNotWritten()
    {
        byte[] into = new byte[128];
        int length = ProxyHeaderWriter.WriteVersion2(Facts("1.2.3.4", "1.2.3.4"), ProxyHeaderOptions.Crc32c, into);
        for (int room = 0; room < length; room++)
        {
            Assert.Equal(0, ProxyHeaderWriter.WriteVersion2(Facts("1.2.3.4", "1.2.3.4"), ProxyHeaderOptions.Crc32c, into.AsSpan(0, room)));
        }
    }

    private static string ChecksumOf(in ProxyHeaderFacts facts)
    {
        string hex = Hex(facts, ProxyHeaderOptions.Crc32c | ProxyHeaderOptions.UniqueId);
        int at = Signature.Length + 8 + 24 + 6;
        return hex.Substring(at, 8);
    }

    private static string Describe(ReadOnlySpan<byte> bytes)
    {
        StringBuilder text = new();
        ProxyFields fields = new(bytes);
        while (fields.TryNext())
        {
            text.Append(text.Length > 0 ? " " : "").Append(Convert.ToHexStringLower([fields.Type])).Append('=');
            text.Append(fields.Type switch
            {
                ProxyTlvType.Ssl => $"({Convert.ToHexStringLower(fields.Value[..1])} {Convert.ToHexStringLower(fields.Value[1..5])} {Describe(fields.Value[5..])})",
                ProxyTlvType.Crc32c => ".",
                _ => Encoding.ASCII.GetString(fields.Value),
            });
        }

        return text.ToString();
    }

    private static string Hex(in ProxyHeaderFacts facts, ProxyHeaderOptions options)
    {
        byte[] into = new byte[512];
        return Convert.ToHexStringLower(into.AsSpan(0, ProxyHeaderWriter.WriteVersion2(facts, options, into)));
    }

    private static ProxyHeaderFacts Facts(string source, string destination, bool isLocal = false) =>
        new() { Source = At(source, 1234), Destination = At(destination, 80), IsLocal = isLocal };

    private static EndpointAddress At(string address, int port) => EndpointAddress.FromIP(IPAddress.Parse(address), port);
}
