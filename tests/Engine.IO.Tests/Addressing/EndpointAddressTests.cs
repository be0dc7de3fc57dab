using System;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using Engine.IO.Addressing;
using Xunit;

namespace Engine.IO.Tests.Addressing;

public sealed class EndpointAddressTests
{
    // struct sockaddr_in: family (host order), port, address, eight bytes of padding
    private static readonly byte[] NativeV4 = [2, 0, 0x1f, 0x90, 192, 0, 2, 1, 0, 0, 0, 0, 0, 0, 0, 0];

    // struct sockaddr_in6: family, port, flow label, address, scope
    private static readonly byte[] NativeV6 =
        [10, 0, 0, 80, 0, 0, 0, 0, 0xfe, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 3, 0, 0, 0];

    [Fact]
    public void Record_HasTheSizeOfSockaddrIn6() => Assert.Equal(28, Unsafe.SizeOf<EndpointAddress>());

    [Fact]
    public void FromNative_IPv4_ReadsAddressAndPort()
    {
        EndpointAddress peer = EndpointAddress.FromNative(NativeV4);
        Assert.Equal(SocketFamily.IPv4, peer.Family);
        Assert.Equal(8080, peer.Port);
        Assert.Equal([192, 0, 2, 1], peer.AddressBytes.ToArray());
        Assert.Equal("192.0.2.1", Text(peer));
        Assert.Equal(NativeV4, peer.Native.ToArray());
        Assert.Equal(peer, EndpointAddress.FromIP(IPAddress.Parse("192.0.2.1"), 8080));
    }

    [Fact]
    public void FromNative_IPv6_ReadsAddressPortAndScope()
    {
        EndpointAddress peer = EndpointAddress.FromNative(NativeV6);
        Assert.Equal(SocketFamily.IPv6, peer.Family);
        Assert.Equal(80, peer.Port);
        Assert.Equal(3u, peer.ScopeId);
        Assert.Equal(IPAddress.Parse("fe80::1").GetAddressBytes(), peer.AddressBytes.ToArray());
        Assert.Equal("fe80::1", Text(peer));
        Assert.Equal("[fe80::1%3]:80", peer.ToString());
        Assert.Equal(NativeV6, peer.Native.ToArray());
        Assert.Equal(peer, EndpointAddress.FromIP(IPAddress.Parse("fe80::1%3"), 80));
    }

    [Fact]
    public void FromNative_UnixPath_KeepsTheFamilyOnly()
    {
        EndpointAddress peer = EndpointAddress.FromNative([1, 0, (byte)'/', (byte)'t', (byte)'m', (byte)'p', 0]);
        Assert.Equal(SocketFamily.Unix, peer.Family);
        Assert.False(peer.IsIP);
        Assert.Equal(0, peer.Port);
        Assert.True(peer.AddressBytes.IsEmpty);
        Assert.Equal("unix", Text(peer));
        Assert.Equal(EndpointAddress.FromNative([1, 0]), peer);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(15)]
    public void FromNative_CutShort_IsUnspecified(int lengthBytes)
        => Assert.Equal(default, EndpointAddress.FromNative(NativeV4.AsSpan(0, lengthBytes)));

    [Fact]
    public void MappedAddress_IsWrittenAsHAProxyDoes_AndUnmappedOnRequest()
    {
        EndpointAddress mapped = EndpointAddress.FromIP(IPAddress.Parse("::ffff:10.1.2.3"), 443);
        Assert.True(mapped.IsMappedIPv4);
        Assert.Equal("::ffff:10.1.2.3", Text(mapped));
        Assert.Equal("10.1.2.3", Text(mapped.Unmapped()));
        Assert.Equal(EndpointAddress.FromIP(IPAddress.Parse("10.1.2.3"), 443), mapped.Unmapped());
        Assert.NotEqual(EndpointAddress.FromIP(IPAddress.Parse("10.1.2.3"), 443), mapped);
    }

    [Theory]
    [InlineData("10.1.2.3")]
    [InlineData("::10.1.2.3")]
    [InlineData("1::ffff:10.1.2.3")]
    [InlineData("2001:db8::1")]
    public void Unmapped_OtherAddresses_StayAsTheyAre(string text)
    {
        EndpointAddress peer = EndpointAddress.FromIP(IPAddress.Parse(text), 1);
        Assert.False(peer.IsMappedIPv4);
        Assert.Equal(peer, peer.Unmapped());
    }

    [Theory]
    [InlineData("10.0.0.1", 80, "10.0.0.1", 80, true)]
    [InlineData("10.0.0.1", 80, "10.0.0.1", 81, false)]
    [InlineData("10.0.0.1", 80, "10.0.0.2", 80, false)]
    [InlineData("::1", 80, "::1", 80, true)]
    [InlineData("::1", 80, "::2", 80, false)]
    [InlineData("1::1", 80, "2::1", 80, false)]
    [InlineData("fe80::1%1", 80, "fe80::1%2", 80, false)]
    [InlineData("0.0.0.0", 80, "::", 80, false)]
    public void Equality_ComparesFamilyAddressPortAndScope(string left, int leftPort, string right, int rightPort, bool equal)
    {
        EndpointAddress one = EndpointAddress.FromIP(IPAddress.Parse(left), leftPort);
        EndpointAddress other = EndpointAddress.FromIP(IPAddress.Parse(right), rightPort);
        Assert.Equal(equal, one == other);
        Assert.Equal(!equal, one != other);
        Assert.True(!equal || one.GetHashCode() == other.GetHashCode());
    }

    [Fact]
    public void Equality_PaddingOfIPv4_DoesNotCount()
    {
        byte[] padded = [.. NativeV4];
        padded[9] = 0xff;
        Assert.Equal(EndpointAddress.FromNative(NativeV4), EndpointAddress.FromNative(padded));
    }

    [Fact]
    public void ReadingFormattingAndMatching_AllocateNothing()
    {
        Assert.True(IpNetwork.TryParse("192.0.2.0/24", out IpNetwork network));
        byte[] room = new byte[EndpointAddress.TextBytesMax];
        int calls = 0;
        int found = 0;
        Assert.Equal(0, Allocations.LeastOf(1000, () =>
        {
            EndpointAddress peer = EndpointAddress.FromNative(calls++ % 2 == 0 ? NativeV4 : NativeV6);
            found += peer.TryFormatAddress(room, out _) && peer.IsIn(network) ? 1 : 0;
            found += peer.Unmapped() == peer ? 0 : 1;
        }));
        Assert.Equal(calls / 2, found);
    }

    private static string Text(EndpointAddress peer)
    {
        byte[] room = new byte[EndpointAddress.TextBytesMax];
        Assert.True(peer.TryFormatAddress(room, out int written));
        return Encoding.ASCII.GetString(room, 0, written);
    }
}
