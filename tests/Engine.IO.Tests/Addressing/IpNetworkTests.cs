using System.Net;
using Engine.IO.Addressing;
using Xunit;

namespace Engine.IO.Tests.Addressing;

public sealed class IpNetworkTests
{
    [Theory]
    [InlineData("10.0.0.0/8", "10.255.255.255", true)]
    [InlineData("10.0.0.0/8", "11.0.0.0", false)]
    [InlineData("10.0.0.0/8", "9.255.255.255", false)]
    [InlineData("10.1.2.3/8", "10.9.9.9", true)] // bits beyond the prefix do not count
    [InlineData("10.12/8", "10.200.0.1", true)] // 10.0.0.12/8
    [InlineData("10.12", "10.0.0.12", true)]
    [InlineData("10.12", "10.12.0.0", false)]
    [InlineData("192.0.2.1", "192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    [InlineData("192.0.2.1/31", "192.0.2.0", true)]
    [InlineData("192.168.0.0/255.255.0.0", "192.168.77.1", true)]
    [InlineData("192.168.0.0/255.255.0.0", "192.169.0.1", false)]
    [InlineData("10.0.0.1/255.0.0.255", "10.77.88.1", true)] // a mask may have holes
    [InlineData("10.0.0.1/255.0.0.255", "10.77.88.2", false)]
    [InlineData("0.0.0.0/0", "203.0.113.9", true)]
    [InlineData("2001:db8::/32", "2001:db8:ffff::1", true)]
    [InlineData("2001:db8::/32", "2001:db9::1", false)]
    [InlineData("::1", "::1", true)]
    [InlineData("::1", "::2", false)]
    [InlineData("::/0", "2001:db8::1", true)]
    [InlineData("2001:db8::8000:0:0:0/65", "2001:db8::8000:0:0:1", true)]
    [InlineData("2001:db8::8000:0:0:0/65", "2001:db8::7fff:0:0:1", false)]
    [InlineData("fe80::/10", "fe80::1%7", true)]
    public void Contains_SameFamily_ComparesUnderTheMask(string network, string address, bool inside)
        => Assert.Equal(inside, Contains(network, address));

    [Theory]
    [InlineData("10.0.0.0/8", "::ffff:10.1.2.3", true)]
    [InlineData("10.0.0.0/8", "::ffff:11.1.2.3", false)]
    [InlineData("0.0.0.0/0", "::ffff:203.0.113.9", true)]
    [InlineData("0.0.0.0/0", "2001:db8::1", false)]
    [InlineData("0.0.0.0/0", "::1", false)]
    [InlineData("::ffff:10.0.0.0/104", "10.1.2.3", true)]
    [InlineData("::ffff:10.0.0.0/104", "11.1.2.3", false)]
    [InlineData("::/0", "203.0.113.9", true)]
    [InlineData("::/96", "203.0.113.9", false)]
    [InlineData("127.0.0.1", "::127.0.0.1", false)] // only ::ffff: stands for IPv4; a client may choose the others freely
    [InlineData("127.0.0.1", "2002:7f00:1::", false)]
    public void Contains_OtherFamily_MatchesThroughTheMappedForm(string network, string address, bool inside)
        => Assert.Equal(inside, Contains(network, address));

    [Theory]
    [InlineData("")]
    [InlineData("/8")]
    [InlineData("10.0.0.0/")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/-1")]
    [InlineData("10.0.0.0/+8")]
    [InlineData("10.0.0.0/ 8")]
    [InlineData("10.0.0.0/255.0")]
    [InlineData("10.0.0.0/255.0.0.256")]
    [InlineData("10.0.0.0/8/8")]
    [InlineData("256.0.0.1")]
    [InlineData("::/129")]
    [InlineData("::/255.0.0.0")]
    [InlineData("::1/::")]
    [InlineData("[::1]")]
    [InlineData("fe80::%1/10")]
    [InlineData("localhost")]
    public void TryParse_WhatIsNoNetwork_IsRefused(string text) => Assert.False(IpNetwork.TryParse(text, out _));

    [Fact]
    public void Contains_UnixPeer_IsInNoNetwork()
    {
        Assert.True(IpNetwork.TryParse("::/0", out IpNetwork everything));
        Assert.False(EndpointAddress.FromNative([1, 0]).IsIn(everything));
        Assert.False(default(EndpointAddress).IsIn(everything));
    }

    [Fact]
    public void Equality_NetworksThatHoldTheSameAddresses_AreEqual()
    {
        Assert.True(IpNetwork.TryParse("10.1.2.3/255.0.0.0", out IpNetwork dotted));
        Assert.True(IpNetwork.TryParse("10.0.0.0/9", out IpNetwork smaller));
        IpNetwork prefix = IpNetwork.FromPrefix(IPAddress.Parse("10.0.0.0"), 8);
        Assert.True(prefix == dotted);
        Assert.Equal(prefix.GetHashCode(), dotted.GetHashCode());
        Assert.True(prefix != smaller);
    }

    private static bool Contains(string network, string address)
    {
        Assert.True(IpNetwork.TryParse(network, out IpNetwork parsed));
        EndpointAddress peer = EndpointAddress.FromIP(IPAddress.Parse(address), 1);
        Assert.Equal(parsed.Contains(in peer), peer.IsIn(parsed));
        return parsed.Contains(in peer);
    }
}
