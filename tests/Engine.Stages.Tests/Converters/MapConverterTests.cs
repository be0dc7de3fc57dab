using System;
using System.Collections.Generic;
using Engine.Proxy.Samples;
using Engine.Stages.Tests.Stand;
using Xunit;

namespace Engine.Stages.Tests.Converters;

/// <summary>Map files and the converters that read them (CFG 7.3.1 map).</summary>
public sealed class MapConverterTests
{
    private static readonly Dictionary<string, string> Files = new()
    {
        ["/str"] = "# a comment\n\n  one   first value  \t\nTWO 2\nnovalue\n",
        ["/beg"] = "/ root\n/api api\n/api/v2 v2\n",
        ["/end"] = ".png image\n.tar.gz archive\n.gz packed\n",
        ["/sub"] = "bot robot\nbaidu chinese\n",
        ["/dir"] = "img images\nstatic files\n",
        ["/dom"] = "example.com ours\norg theirs\n",
        ["/reg"] = "^/user/[0-9]+$ user\n^/ other\n",
        ["/regm"] = "^/u/([a-z]+)/([0-9]+) /user/\\2/\\1\\x21\\\\\n",
        ["/int"] = "200:299 good\n404 missing\n400:499 bad\n",
        ["/ip"] = "10.0.0.0/8 inside\n",
        ["/numbers"] = "a 10\nb -20\n",
        ["/addresses"] = "a 192.0.2.1\nb 2001:db8::1\n",
        ["/broken"] = "a 10\nb ten\n",
        ["/badkey"] = "1 one\nx two\n",
    };

    [Theory]
    [InlineData("one", "map(/str)", "first value")]
    [InlineData("one", "map_str(/str)", "first value")]
    [InlineData("TWO", "map(/str)", "2")]
    [InlineData("two", "map(/str)", null)]
    [InlineData("two", "map(/str,none)", "none")]
    [InlineData("novalue", "map(/str,none)", "")]
    [InlineData("/api/v2/x", "map_beg(/beg)", "v2")]
    [InlineData("/apix", "map_beg(/beg)", "api")]
    [InlineData("/x", "map_beg(/beg)", "root")]
    [InlineData("a.tar.gz", "map_end(/end)", "archive")]
    [InlineData("a.gz", "map_end(/end)", "packed")]
    [InlineData("a baidubot", "map_sub(/sub)", "robot")]
    [InlineData("/a/img/b", "map_dir(/dir)", "images")]
    [InlineData("/a/imgs/b", "map_dir(/dir,none)", "none")]
    [InlineData("www.example.com", "map_dom(/dom)", "ours")]
    [InlineData("example.org", "map_dom(/dom)", "theirs")]
    [InlineData("/user/42", "map_reg(/reg)", "user")]
    [InlineData("/user/x", "map_reg(/reg)", "other")]
    [InlineData("/u/ann/7", "map_regm(/regm)", "/user/7/ann!\\")]
    [InlineData("204", "map_int(/int)", "good")]
    [InlineData("404", "map_int(/int)", "missing")]
    [InlineData("405", "map_int(/int)", "bad")]
    [InlineData("500", "map_int(/int,odd)", "odd")]
    [InlineData("10.1.2.3", "map_ip(/ip)", "inside")]
    [InlineData("11.1.2.3", "map_ip(/ip,outside)", "outside")]
    [InlineData("/api/v2/x", "map_beg_key(/beg)", "/api/v2")]
    [InlineData("404", "map_int_key(/int)", "404")]
    [InlineData("10.1.2.3", "map_ip_key(/ip)", "10.0.0.0/8")]
    public void AValue_IsLookedUp(string value, string map, string? expected) => Assert.Equal(expected, Evaluate(value, map)?.Text);

    [Fact]
    public void Values_HaveTheTypeOfTheConverter()
    {
        Assert.Equal(new Answer(SampleType.Integer, "10"), Evaluate("a", "map_str_int(/numbers)"));
        Assert.Equal(new Answer(SampleType.Integer, "-20"), Evaluate("b", "map_str_int(/numbers)"));
        Assert.Equal(new Answer(SampleType.Integer, "7"), Evaluate("c", "map_str_int(/numbers,7)"));
        Assert.Equal(new Answer(SampleType.IPv4, "192.0.2.1"), Evaluate("a", "map_str_ip(/addresses)"));
        Assert.Equal(new Answer(SampleType.IPv6, "2001:db8::1"), Evaluate("b", "map_str_ip(/addresses)"));
        Assert.Equal(new Answer(SampleType.IPv4, "127.0.0.1"), Evaluate("c", "map_str_ip(/addresses,127.0.0.1)"));
    }

    [Theory]
    [InlineData("map_str_int(/broken)", "[ERROR] /broken:2:1: 'b' cannot be used here: the value 'ten' is no number")]
    [InlineData("map_str_ip(/numbers)", "[ERROR] /numbers:1:1: 'a' cannot be used here: the value '10' is no address")]
    [InlineData("map_int(/badkey)", "[ERROR] /badkey:2:1: 'x' cannot be used here: it is neither a number nor a range")]
    [InlineData("map(/nowhere)", "cannot read the map file '/nowhere': no such file")]
    [InlineData("map_str_ip(/addresses,home)", "the default 'home' of 'map_str_ip' is no address")]
    public void AFaultyMap_IsReportedWhereTheFaultIs(string map, string finding) =>
        Assert.Contains(finding, SampleStand.Diagnose($"http-request set-header X %[path,{map}]", files: Files), StringComparison.Ordinal);

    [Fact]
    public void Prefixes_SayWhereAMapComesFrom()
    {
        Assert.Equal("none", Evaluate("a", "map(opt@/nowhere,none)")?.Text);
        Assert.Equal("none", Evaluate("a", "map(virt@made-up,none)")?.Text);
        Assert.Equal("2", Evaluate("TWO", "map(file@/str)")?.Text);
    }

    [Fact]
    public void AListReadByAnAcl_IsNoMapUnlessItSaysSo()
    {
        const string Rule = "http-request set-header X %[path,map(/str)] if a";
        Assert.Contains("as a list without values", SampleStand.Diagnose($"acl a path -f /str\nhttp-request deny if a\n{Rule}", files: Files), StringComparison.Ordinal);
        Assert.Equal("", SampleStand.Diagnose($"acl a path -M -f /str\nhttp-request deny if a\n{Rule}", files: Files));
    }

    /// <summary>The value is that of a header, which is cast to what the map wants.</summary>
    private static Answer? Evaluate(string value, string map)
    {
        using SampleStand stand = new(files: Files);
        return stand.Next($"GET / HTTP/1.1\r\nHost: a\r\nX: {value}\r\n\r\n").Evaluate($"req.fhdr(x),{map}");
    }
}
