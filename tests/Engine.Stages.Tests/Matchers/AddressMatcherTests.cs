using System.Collections.Generic;
using Engine.Stages.Tests.Stand;
using Xunit;

namespace Engine.Stages.Tests.Matchers;

/// <summary>Addresses against networks of either family (CFG 7.1.6).</summary>
public sealed class AddressMatcherTests
{
    [Theory]
    [InlineData("10.10.0.0/16", "10.10.200.1", true)]
    [InlineData("10.10.0.0/16", "10.11.0.1", false)]
    [InlineData("10.0.0.0/255.0.0.0", "10.200.0.1", true)]
    [InlineData("10.0.7.0/255.0.255.0", "10.99.7.1", true)]
    [InlineData("10.0.7.0/255.0.255.0", "10.99.8.1", false)]
    [InlineData("192.168.0.1", "192.168.0.1", true)]
    [InlineData("192.168.1/22", "192.168.3.255", true)]
    [InlineData("10.12", "10.0.0.12", true)]
    [InlineData("10.12/8", "10.200.0.12", true)]
    [InlineData("127.1", "127.0.0.1", true)]
    [InlineData("0.0.0.0/0", "203.0.113.9", true)]
    [InlineData("2001:db8::/32", "2001:db8:1::1", true)]
    [InlineData("2001:db8::/32", "2001:db9::1", false)]
    [InlineData("::1", "::1", true)]
    [InlineData("::/0", "2001:db8::1", true)]
    [InlineData("::/0", "192.0.2.1", true)]
    [InlineData("10.0.0.0/8", "::ffff:10.1.2.3", true)]
    [InlineData("10.0.0.0/8", "::10.1.2.3", true)]
    [InlineData("10.0.0.0/8", "2002:a01:203::1", true)]
    [InlineData("10.0.0.0/8", "2003:a01:203::1", false)]
    [InlineData("::ffff:10.0.0.0/104", "10.1.2.3", true)]
    [InlineData("192.0.2.1 198.51.100.0/24 2001:db8::/32", "198.51.100.77", true)]
    [InlineData("localhost", "127.0.0.1", true)]
    public void AnAddress_IsMatched(string patterns, string client, bool expected)
    {
        using SampleStand stand = new($"http-request deny if {{ src {patterns} }}");
        string endpoint = client.Contains(':', System.StringComparison.Ordinal) ? $"[{client}]:1" : $"{client}:1";
        Assert.Equal(expected, stand.Connect(endpoint, "192.0.2.9:80").Next("GET / HTTP/1.1\r\nHost: a\r\n\r\n").Denies());
    }

    [Fact]
    public void ANameInAFile_IsNotResolvedAfterTheFlagN()
    {
        Dictionary<string, string> files = new() { ["/list"] = "10.0.0.1\nlocalhost\n" };
        string findings = SampleStand.Diagnose("acl a src -n -f /list\nhttp-request deny if a", files: files);
        Assert.Contains("/list:2", findings, System.StringComparison.Ordinal);
        Assert.Contains("'localhost'", findings, System.StringComparison.Ordinal);
        Assert.Equal("", SampleStand.Diagnose("acl a src -f /list\nhttp-request deny if a", files: files));
    }

    [Fact]
    public void OfNetworksInOneAnother_TheSmallestIsFound()
    {
        Dictionary<string, string> files = new() { ["/map"] = "0.0.0.0/0 world\n10.0.0.0/8 ten\n10.1.0.0/16 ten-one\n10.1.2.3 host\n10.1.2.0/24 ten-one-two\n2001:db8::/32 six\n" };
        using SampleStand stand = new("http-request set-header X %[src,map_ip(/map)]", files: files);
        Assert.Equal("host", stand.Connect("10.1.2.3:1", "10.0.0.1:1").Text("src,map_ip(/map)"));
        Assert.Equal("ten-one-two", stand.Connect("10.1.2.4:1", "10.0.0.1:1").Text("src,map_ip(/map)"));
        Assert.Equal("ten-one", stand.Connect("10.1.3.4:1", "10.0.0.1:1").Text("src,map_ip(/map)"));
        Assert.Equal("ten", stand.Connect("10.2.3.4:1", "10.0.0.1:1").Text("src,map_ip(/map)"));
        Assert.Equal("world", stand.Connect("11.2.3.4:1", "10.0.0.1:1").Text("src,map_ip(/map)"));
        Assert.Equal("six", stand.Connect("[2001:db8::9]:1", "10.0.0.1:1").Text("src,map_ip(/map)"));
        Assert.Null(stand.Connect("[2001:db9::9]:1", "10.0.0.1:1").Text("src,map_ip(/map)"));
    }
}
