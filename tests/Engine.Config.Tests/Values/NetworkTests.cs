using System.Net;
using Engine.Config.Text;
using Engine.Config.Values;
using Xunit;

namespace Engine.Config.Tests.Values;

public sealed class NetworkTests
{
    [Theory]
    [InlineData("10.0.0.0/8", "10.255.1.2", true)]
    [InlineData("10.0.0.0/8", "11.0.0.0", false)]
    [InlineData("10.1.2.3/8", "10.9.9.9", true)]
    [InlineData("10.0.0.0/255.0.0.0", "10.9.9.9", true)]
    [InlineData("10.0.5.0/255.0.255.0", "10.77.5.1", true)]
    [InlineData("10.0.5.0/255.0.255.0", "10.77.6.1", false)]
    [InlineData("192.168.1.1", "192.168.1.1", true)]
    [InlineData("192.168.1.1", "192.168.1.2", false)]
    [InlineData("192.168.1.1/32", "192.168.1.2", false)]
    [InlineData("0.0.0.0/0", "203.0.113.9", true)]
    [InlineData("0.0.0.0/0", "::1", false)]
    [InlineData("::/0", "203.0.113.9", false)]
    [InlineData("2001:db8::/32", "2001:db8:ffff::1", true)]
    [InlineData("2001:db8::/32", "2001:db9::1", false)]
    [InlineData("::1", "::1", true)]
    [InlineData("2001:db8::1/127", "2001:db8::0", true)]
    public void Network_ContainsItsAddresses(string text, string address, bool inside)
    {
        Assert.True(NetworkParser.TryParse(text, out Network network, out ValueIssue? issue));
        Assert.Null(issue);
        Assert.Equal(inside, network.Contains(IPAddress.Parse(address).GetAddressBytes()));
    }

    [Theory]
    [InlineData("", 0, 0)]
    [InlineData("localhost", 0, 9)]
    [InlineData("10.0.0.256/8", 0, 10)]
    [InlineData("10.0.0.0/33", 9, 2)]
    [InlineData("10.0.0.0/", 9, 0)]
    [InlineData("10.0.0.0/255.0.0", 9, 7)]
    [InlineData("10.0.0.0/-1", 9, 2)]
    [InlineData("::/129", 3, 3)]
    [InlineData("::/255.0.0.0", 3, 9)]
    [InlineData("[::1]", 0, 5)]
    [InlineData("fe80::1%lo", 0, 10)]
    public void Network_Wrong_IsPointedAt(string text, int offset, int length)
    {
        Assert.False(NetworkParser.TryParse(text, out _, out ValueIssue? issue));
        Assert.Equal((offset, length), (issue!.Offset, issue.Length));
    }

    [Fact]
    public void AbbreviatedNetwork_MeansWhatTheCLibraryMeans_AndWarns()
    {
        Assert.True(NetworkParser.TryParse("10.12/8", out Network network, out ValueIssue? issue));
        Assert.True(network.Contains([10, 0, 0, 12]));
        Assert.Equal(new ValueIssue(0, 5, "'10.12' is short for 10.0.0.12", "write all four numbers"), issue);
    }
}
