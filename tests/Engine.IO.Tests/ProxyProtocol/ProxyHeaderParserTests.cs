using System;
using System.Text;
using Engine.IO.Addressing;
using Engine.IO.ProxyProtocol;
using Xunit;

namespace Engine.IO.Tests.ProxyProtocol;

/// <summary>PROXY headers as they come from the network (proxy-protocol.txt, sections 2.1 and 2.2). \xNN in the texts is a byte.</summary>
public sealed class ProxyHeaderParserTests
{
    private const string Signature = "\r\n\r\n\0\r\nQUIT\n";
    private const string Addresses = "\x01\x02\x03\x04\x05\x06\x07\x08\0\x64\0\xC8";

    [Theory]
    [InlineData("PROXY TCP4 1.2.3.4 5.6.7.8 100 200\r\n", "1.2.3.4:100", "5.6.7.8:200")]
    [InlineData("PROXY TCP4 255.255.255.255 255.255.255.255 65535 65535\r\n", "255.255.255.255:65535", "255.255.255.255:65535")]
    [InlineData("PROXY TCP6 ::1 2001:db8::2 0 1\r\n", "[::1]:0", "[2001:db8::2]:1")]
    [InlineData("PROXY TCP6 ::ffff:1.2.3.4 ::1 1 2\r\n", "[::ffff:1.2.3.4]:1", "[::1]:2")]
    [InlineData("PROXY TCP6 ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff 65535 65535\r\n", "[ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff]:65535", "[ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff]:65535")]
    [InlineData(Signature + "\x21\x11\0\x0C" + Addresses, "1.2.3.4:100", "5.6.7.8:200")]
    [InlineData(Signature + "\x21\x12\0\x0C" + Addresses, "1.2.3.4:100", "5.6.7.8:200")]
    [InlineData(Signature + "\x21\x11\0\x14" + Addresses + "\x02\0\x05hello", "1.2.3.4:100", "5.6.7.8:200")]
    [InlineData(Signature + "\x21\x21\0\x24" + "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x02\0\x64\0\xC8", "[::1]:100", "[::2]:200")]
    public void AddressesAreThoseOfTheHeader(string header, string source, string destination)
    {
        ProxyHeader parsed = Done(header + "GET / HTTP/1.1\r\n", header.Length);
        Assert.True(parsed.HasAddresses);
        Assert.Equal(source, parsed.Source.ToString());
        Assert.Equal(destination, parsed.Destination.ToString());
    }

    [Theory]
    [InlineData("PROXY UNKNOWN\r\n")]
    [InlineData("PROXY UNKNOWN ffff::1 whatever 1 2\r\n")]
    [InlineData(Signature + "\x20\0\0\0")]
    [InlineData(Signature + "\x20\x11\0\x0C" + Addresses)]
    [InlineData(Signature + "\x20\x99\0\x02??")]
    [InlineData(Signature + "\x21\0\0\0")]
    [InlineData(Signature + "\x21\x99\0\x05" + "abcde")]
    public void WithoutAddresses_TheConnectionKeepsItsOwn(string header) => Assert.False(Done(header + "x", header.Length).HasAddresses);

    [Fact]
    public void UnixAddresses_AreSkipped()
    {
        string header = Signature + "\x21\x31\0\xDD" + new string('\0', 216) + "\x05\0\x02id";
        ProxyHeader parsed = Done(header, header.Length);
        Assert.False(parsed.HasAddresses);
        Assert.True(ProxyFields.TryFind(parsed.Fields, ProxyTlvType.UniqueId, 0, out ReadOnlySpan<byte> id));
        Assert.Equal("id"u8, id);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\n")]
    [InlineData("PROXX")]
    [InlineData("PROXY TCP4 1.2.3.4 5.6.7.8 100 200\n")]
    [InlineData("PROXY  TCP4 1.2.3.4 5.6.7.8 100 200\r\n")]
    [InlineData("PROXY TCP4 1.2.3.4  5.6.7.8 100 200\r\n")]
    [InlineData("PROXY TCP4 1.2.3.4 5.6.7.8 100 200 \r\n")]
    [InlineData("PROXY TCP4 1.2.3.4 5.6.7.8 100\r\n")]
    [InlineData("PROXY TCP4 1.2.3.4 5.6.7.8 0100 200\r\n")]
    [InlineData("PROXY TCP4 1.2.3.4 5.6.7.8 +100 200\r\n")]
    [InlineData("PROXY TCP4 1.2.3.4 5.6.7.8 100 65536\r\n")]
    [InlineData("PROXY TCP4 1.2.3.4 5.6.7 100 200\r\n")]
    [InlineData("PROXY TCP4 01.2.3.4 5.6.7.8 100 200\r\n")]
    [InlineData("PROXY TCP4 ::1 ::2 100 200\r\n")]
    [InlineData("PROXY TCP6 1.2.3.4 5.6.7.8 100 200\r\n")]
    [InlineData("PROXY UDP4 1.2.3.4 5.6.7.8 100 200\r\n")]
    [InlineData("PROXY UNKNOWNX\r\n")]
    [InlineData("PROXY tcp4 1.2.3.4 5.6.7.8 100 200\r\n")]
    [InlineData("PROXY UNKNOWN aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n")]
    [InlineData(Signature + "\x22\x11\0\x0C" + Addresses)]
    [InlineData(Signature + "\x31\x11\0\x0C" + Addresses)]
    [InlineData(Signature + "\x21\x11\0\x0B" + "\x01\x02\x03\x04\x05\x06\x07\x08\0\x64\0")]
    [InlineData(Signature + "\x21\x11\0\x0E" + Addresses + "\x02\0")]
    [InlineData(Signature + "\x21\x11\0\x10" + Addresses + "\x02\0\x05h")]
    [InlineData(Signature + "\x21\x11\0\x12" + Addresses + "\x03\0\x03" + "abc")]
    [InlineData(Signature + "\x21\x11\0\x13" + Addresses + "\x03\0\x04" + "abcd")]
    [InlineData(Signature + "\x21\x11\xFF\xFF" + Addresses)]
    public void WhatIsNotWrittenAsItMust_IsInvalid(string header) =>
        Assert.Equal(ProxyHeaderResult.Invalid, ProxyHeaderParser.Parse(Bytes(header), 16384, out _));

    [Theory]
    [InlineData("PROXY TCP4 1.2.3.4 5.6.7.8 100 200\r\n")]
    [InlineData(Signature + "\x21\x11\0\x14" + Addresses + "\x02\0\x05hello")]
    public void EveryBeginning_NeedsMore(string header)
    {
        byte[] bytes = Bytes(header);
        for (int length = 0; length < bytes.Length; length++)
        {
            Assert.Equal(ProxyHeaderResult.NeedMore, ProxyHeaderParser.Parse(bytes.AsSpan(0, length), 16384, out _));
        }
    }

    [Fact]
    public void AWrongByte_UnderAChecksum_IsInvalid()
    {
        byte[] header = new byte[256];
        ProxyHeaderFacts facts = new() { Source = At("192.0.2.1", 1234), Destination = At("192.0.2.2", 80), UniqueId = "id"u8 };
        int length = ProxyHeaderWriter.WriteVersion2(facts, ProxyHeaderOptions.Crc32c | ProxyHeaderOptions.UniqueId, header);
        Assert.Equal(ProxyHeaderResult.Done, ProxyHeaderParser.Parse(header.AsSpan(0, length), 16384, out _));
        int[] sealedBytes = [16, 20, 24, 27, 31, 34, length - 2, length - 1]; // addresses, ports, the checksum, the id
        foreach (int i in sealedBytes)
        {
            header[i] ^= 0x40;
            Assert.NotEqual(ProxyHeaderResult.Done, ProxyHeaderParser.Parse(header.AsSpan(0, length), 16384, out _));
            header[i] ^= 0x40;
        }
    }

    [Fact]
    public void RandomBytes_AreNeverMoreThanTheirLength()
    {
        Random random = new(20);
        byte[] bytes = new byte[300];
        for (int round = 0; round < 20_000; round++)
        {
            random.NextBytes(bytes);
            Bytes(Signature).CopyTo(bytes, 0);
            bytes[12] = (byte)(0x20 + random.Next(2));
            bytes[14] = 0;
            int length = random.Next(bytes.Length);
            if (ProxyHeaderParser.Parse(bytes.AsSpan(0, length), 16384, out ProxyHeader header) == ProxyHeaderResult.Done)
            {
                Assert.InRange(header.Length, 16, length);
                Assert.InRange(header.Fields.Length, 0, header.Length - 16);
            }
        }
    }

    private static ProxyHeader Done(string input, int length)
    {
        Assert.Equal(ProxyHeaderResult.Done, ProxyHeaderParser.Parse(Bytes(input), 16384, out ProxyHeader header));
        Assert.Equal(length, header.Length);
        return header;
    }

    private static EndpointAddress At(string address, int port) => EndpointAddress.FromIP(System.Net.IPAddress.Parse(address), port);

    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);
}
