using System;
using System.Net;
using System.Runtime.InteropServices;
using System.Text;
using Engine.IO.Addressing;
using Xunit;

namespace Engine.IO.Tests.Addressing;

public sealed unsafe partial class AddressTextTests
{
    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("9.10.99.100")]
    [InlineData("255.255.255.255")]
    public void IPv4_EveryDigitCount_IsDottedDecimal(string text)
        => Assert.Equal(text, Write(IPAddress.Parse(text).GetAddressBytes(), AddressText.IPv6BytesMax));

    [Theory]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("1::")]
    [InlineData("2001:db8::1")]
    [InlineData("2001:db8:0:1:1:1:1:1")] // RFC 5952 4.2.2: one zero group is not shortened
    [InlineData("2001:0:0:1::1")] // RFC 5952 4.2.3: the longest run
    [InlineData("2001:db8::1:0:0:1")] // RFC 5952 4.2.3: the first of equal runs
    [InlineData("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")]
    [InlineData("::ffff:192.0.2.1")] // RFC 5952 5: dotted tail
    public void IPv6_EveryShape_IsAsRfc5952Wants(string text)
        => Assert.Equal(text, Write(IPAddress.Parse(text).GetAddressBytes(), AddressText.IPv6BytesMax));

    [Fact]
    public void IPv6_RandomAddresses_AreWrittenAsInetNtopDoes()
    {
        var random = new Random(5952);
        byte[] address = new byte[16];
        for (int i = 0; i < 20_000; i++)
        {
            random.NextBytes(address);
            for (int group = 0; group < 8; group++)
            {
                // Mostly zeros, and low values, so that runs of every place and length appear.
                switch (random.Next(4))
                {
                    case 0:
                        break;
                    case 1:
                        address[group * 2] = 0;
                        break;
                    default:
                        address.AsSpan(group * 2, 2).Clear();
                        break;
                }
            }

            Assert.Equal(InetNtop(address), Write(address, AddressText.IPv6BytesMax));
        }
    }

    [Theory]
    [InlineData("1.2.3.4")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("2001:db8::ffff")]
    public void RoomForExactlyTheText_Suffices_AndOneByteLessDoesNot(string text)
    {
        byte[] address = IPAddress.Parse(text).GetAddressBytes();
        Assert.Equal(text, Write(address, text.Length));
        Assert.Null(Write(address, text.Length - 1));
    }

    private static string? Write(ReadOnlySpan<byte> address, int roomBytes)
    {
        byte[] room = new byte[roomBytes];
        bool fits = address.Length == 4
            ? AddressText.TryWriteIPv4(address, room, out int written)
            : AddressText.TryWriteIPv6(address, room, out written);
        return fits ? Encoding.ASCII.GetString(room, 0, written) : null;
    }

    private static string InetNtop(ReadOnlySpan<byte> address)
    {
        const int afInet6 = 10;
        byte* text = stackalloc byte[46];
        fixed (byte* native = address)
        {
            Assert.True(inet_ntop(afInet6, native, text, 46) != null);
        }

        return Marshal.PtrToStringAnsi((nint)text)!;
    }

    [LibraryImport("libc")]
    private static partial byte* inet_ntop(int family, byte* address, byte* text, uint roomBytes);
}
