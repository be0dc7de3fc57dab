using System;
using System.Collections.Generic;
using Engine.Proxy.Conditions;
using Engine.Stages.Tests.Stand;
using Xunit;

namespace Engine.Stages.Tests.Conditions;

/// <summary>Flags, files, predefined names, and ACLs made of ACLs (CFG 7.1, 7.4).</summary>
public sealed class AclTests
{
    private const string Get = "GET /index.html?q HTTP/1.1\r\nHost: example.com\r\nUser-Agent: Mozilla/5.0 (compatible; BadBot/1.0)\r\n\r\n";

    private static readonly Dictionary<string, string> Files = new()
    {
        ["/agents"] = "# robots\nbadbot\n  nikto\n\nsqlmap\n",
        ["/exact"] = "Exact/1.0\n",
        ["/generic"] = "generic/1.0\n",
        ["/map"] = "key value\n",
    };

    [Theory]
    [InlineData("METH_GET", Get, true)]
    [InlineData("METH_GET", "HEAD / HTTP/1.1\r\nHost: a\r\n\r\n", true)]
    [InlineData("METH_HEAD", Get, false)]
    [InlineData("METH_POST", "POST / HTTP/1.1\r\nHost: a\r\n\r\n", true)]
    [InlineData("METH_PUT", "PUT / HTTP/1.1\r\nHost: a\r\n\r\n", true)]
    [InlineData("METH_DELETE", "DELETE / HTTP/1.1\r\nHost: a\r\n\r\n", true)]
    [InlineData("METH_OPTIONS", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", true)]
    [InlineData("METH_TRACE", "TRACE / HTTP/1.1\r\nHost: a\r\n\r\n", true)]
    [InlineData("METH_CONNECT", "CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n", true)]
    [InlineData("HTTP_URL_STAR", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", true)]
    [InlineData("HTTP_URL_SLASH", Get, true)]
    [InlineData("HTTP_URL_ABS", Get, false)]
    [InlineData("HTTP_URL_ABS", "GET http://a/ HTTP/1.1\r\nHost: a\r\n\r\n", true)]
    [InlineData("LOCALHOST", Get, false)]
    public void APredefinedName_Holds(string name, string request, bool expected) => Assert.Equal(expected, SampleStand.Holds(name, request));

    /// <summary>What the last converter gives decides how it is matched, whatever the word at the head stands for.</summary>
    [Theory]
    [InlineData("{ path,length gt 3 }", "GET /abc HTTP/1.1\r\nHost: a\r\n\r\n", true)]
    [InlineData("{ path,length gt 3 }", "GET /ab HTTP/1.1\r\nHost: a\r\n\r\n", false)]
    [InlineData("{ hdr(x),ipmask(8) 10.0.0.0 }", "GET / HTTP/1.1\r\nHost: a\r\nX: 10.1.2.3\r\n\r\n", true)]
    public void BehindAConverter_ItsTypeDecides(string condition, string request, bool expected) => Assert.Equal(expected, SampleStand.Holds(condition, request));

    [Fact]
    public void TheUsersDenyList_Denies()
    {
        using SampleStand stand = new(
            """
            acl private-network src 10.10.0.0/16
            acl deny_useragent hdr_sub(user-agent) -i -f /agents
            http-request deny if deny_useragent !private-network
            """,
            files: Files);
        Assert.True(stand.Connect("192.0.2.1:1", "192.0.2.2:80").Next(Get).Denies());
        Assert.False(stand.Next("GET / HTTP/1.1\r\nHost: a\r\nUser-Agent: curl\r\n\r\n").Denies());
        Assert.False(stand.Next("GET / HTTP/1.1\r\nHost: a\r\n\r\n").Denies());
        Assert.False(stand.Connect("10.10.3.4:1", "192.0.2.2:80").Next(Get).Denies());
    }

    /// <summary>CFG 7.1: -i counts from where it stands.</summary>
    [Theory]
    [InlineData("Exact/1.0", true)]
    [InlineData("EXACT/1.0", false)]
    [InlineData("GENERIC/1.0", true)]
    [InlineData("TEST", true)]
    public void IgnoringCase_BeginsWhereTheFlagStands(string agent, bool expected) =>
        Assert.Equal(expected, SampleStand.Holds("valid-ua", $"GET / HTTP/1.1\r\nHost: a\r\nUser-Agent: {agent}\r\n\r\n", "acl valid-ua hdr(user-agent) -f /exact -i -f /generic test", Files));

    [Fact]
    public void AMapFile_GivesItsKeysToAnAcl()
    {
        Assert.True(SampleStand.Holds("{ req.hdr(x) -m str -M -f /map }", "GET / HTTP/1.1\r\nHost: a\r\nX: key\r\n\r\n", files: Files));
        Assert.False(SampleStand.Holds("{ req.hdr(x) -m str -M -f /map }", "GET / HTTP/1.1\r\nHost: a\r\nX: value\r\n\r\n", files: Files));
        Assert.False(SampleStand.Holds("{ req.hdr(x) -m str -f /map }", "GET / HTTP/1.1\r\nHost: a\r\nX: key\r\n\r\n", files: Files));
    }

    [Fact]
    public void AListHasTheNumberItIsGiven_OrTheNextFreeOne()
    {
        using SampleStand stand = new("acl a path -u 1 /a\nacl b path /b\nacl c path /c\nhttp-request deny if a or b or c");
        PatternLists lists = stand.Plan.Names.Patterns;
        Assert.Equal("/a", lists.Find("#1")!.Entries()[0].Key);
        Assert.Equal("/b", lists.Find("#0")!.Entries()[0].Key);
        Assert.Equal("/c", lists.Find("#2")!.Entries()[0].Key);
        Assert.Null(lists.Find("#3"));
    }

    [Theory]
    [InlineData("acl(one)", true)]
    [InlineData("acl(one,two)", true)]
    [InlineData("acl(one,!two)", false)]
    [InlineData("acl(!three)", true)]
    [InlineData("acl(one,METH_GET)", true)]
    [InlineData("acl(!METH_GET)", false)]
    public void AnAclIsAValue(string expression, bool expected) =>
        Assert.Equal(expected, SampleStand.Holds($"{{ {expression} }}", Get, "acl one method GET\nacl two path_end .html\nacl three path /three"));

    [Fact]
    public void AnAclOfAnAcl_MustNotBeItself()
    {
        Assert.Contains("refers to itself", SampleStand.Diagnose("acl a acl(b)\nacl b acl(a)\nhttp-request deny if a"), StringComparison.Ordinal);
        Assert.Contains("no such ACL: 'nobody'", SampleStand.Diagnose("acl a acl(nobody)\nhttp-request deny if a"), StringComparison.Ordinal);
        Assert.Equal("", SampleStand.Diagnose("acl b method GET\nacl a acl(b,b)\nhttp-request deny if a"));
    }
}
