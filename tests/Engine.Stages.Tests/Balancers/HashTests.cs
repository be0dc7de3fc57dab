using System.Collections.Generic;
using System.Linq;
using Engine.Proxy.State;
using Xunit;

namespace Engine.Stages.Tests.Balancers;

/// <summary>Algorithms that hash (CFG 4.2 balance, hash-type; semantics section 8: the reference results).</summary>
public sealed class HashTests
{
    private const string Three = " server a 127.0.0.1:1\n server b 127.0.0.1:2\n server c 127.0.0.1:3\n";

    [Fact]
    public void Uri_ReferenceResults()
    {
        using BalancerStand stand = new(" balance uri\n" + Three);
        Assert.Equal("cabcabbba", stand.PicksOf("/uri/", "/uri/a", "/uri/b", "/uri/c", "/uri/d", "/uri/e?x=1", "/uri/e?x=2", "/uri/foo/bar", "/uri/foo/baz"));
    }

    [Fact]
    public void Parameter_ReferenceResults_AndTurnsWithoutIt()
    {
        using BalancerStand stand = new(" balance url_param k\n" + Three);
        Assert.Equal("bcacb", stand.PicksOf("/?k=1", "/?k=2", "/x?y=1&k=3", "/?k=abc&z", "/?kk=1&k=user42"));
        Assert.Equal("abcabc", stand.PicksOf("/", "/?kk=1", "/?k", "/", "/", "/"));
    }

    [Fact]
    public void Header_IgnoresCase_AndTakesTheFirstValue()
    {
        using BalancerStand stand = new(" balance hdr(X-Key)\n" + Three);
        stand.Stand.Next("GET / HTTP/1.1\r\nHost: h\r\nx-key: 1, 2\r\nX-Key: 3\r\n\r\n");
        Assert.Equal("b", stand.Pick()!.Name);
    }

    [Fact]
    public void Body_OfAPost_IsLookedIntoWhenAsked()
    {
        using BalancerStand stand = new(" balance url_param k check_post\n" + Three);
        Assert.True(stand.Plan.BalancesByBody);
        using BalancerStand other = new(" balance url_param k\n" + Three);
        Assert.False(other.Plan.BalancesByBody);
    }

    [Fact]
    public void Numbers_AreTheirOwnHash_WithFunctionNone()
    {
        using BalancerStand stand = new(" balance url_param k\n hash-type map-based none\n" + Three);
        Assert.Equal("abcab", stand.PicksOf("/?k=0", "/?k=1", "/?k=2", "/?k=3", "/?k=4x9"));
        using BalancerStand length = new(" balance hash path,length\n hash-type map-based none\n" + Three);
        Assert.Equal("bca", length.PicksOf("/", "/a", "/ab"));
    }

    [Fact]
    public void FullServer_IsStillTheOne_OfItsKeys()
    {
        using BalancerStand stand = new(" balance uri\n server a 127.0.0.1:1 maxconn 1\n server b 127.0.0.1:2 maxconn 1\n server c 127.0.0.1:3\n");
        stand["a"].TryReserve();
        Assert.Equal("a", stand.PicksOf("/uri/a"));
    }

    [Fact]
    public void Ring_MovesOnlyTheKeysOfAServerThatGoes()
    {
        using BalancerStand stand = new(" balance uri\n hash-type consistent\n" + Three);
        string[] keys = [.. Enumerable.Range(0, 500).Select(i => "/k" + i)];
        string before = stand.PicksOf(keys);
        stand["b"].SetOperation(ServerOperation.Stopped);
        string without = stand.PicksOf(keys);
        Assert.DoesNotContain('b', without);
        Assert.All(before.Zip(without), pair => Assert.True(pair.First == 'b' || pair.First == pair.Second));
        stand["b"].SetOperation(ServerOperation.Running);
        Assert.Equal(before, stand.PicksOf(keys));
    }

    [Fact]
    public void Ring_FollowsWeightsAtOnce_TheMapDoesNot()
    {
        using BalancerStand ring = new(" balance uri\n hash-type consistent\n" + Three);
        using BalancerStand map = new(" balance uri\n" + Three);
        string[] keys = [.. Enumerable.Range(0, 3000).Select(i => "/k" + i)];
        string before = map.PicksOf(keys);
        ring["a"].SetWeight(20);
        map["a"].SetWeight(20);
        Assert.InRange(ring.PicksOf(keys).Count(name => name == 'a'), 2500, 2900);
        Assert.Equal(before, map.PicksOf(keys));
    }

    [Fact]
    public void Ring_OfAddresses_DoesNotDependOnNames()
    {
        string[] keys = [.. Enumerable.Range(0, 300).Select(i => "/k" + i)];
        using BalancerStand one = new(" balance uri\n hash-type consistent\n default-server hash-key addr-port\n server a 10.0.0.1:1\n server b 10.0.0.2:2\n");
        using BalancerStand two = new(" balance uri\n hash-type consistent\n default-server hash-key addr-port\n server x 10.0.0.9:9 weight 0\n server b 10.0.0.2:2\n server a 10.0.0.1:1\n");
        Assert.Equal(one.PicksOf(keys), two.PicksOf(keys));
        using BalancerStand ids = new(" balance uri\n hash-type consistent\n server b 10.0.0.2:2\n server a 10.0.0.1:1\n");
        Assert.NotEqual(one.PicksOf(keys), ids.PicksOf(keys));
    }

    [Fact]
    public void BalanceFactor_BoundsTheLoadOfOneKey()
    {
        using BalancerStand stand = new(" balance uri\n hash-type consistent\n hash-balance-factor 150\n" + Three);
        stand.Stand.Next("GET /hot HTTP/1.1\r\nHost: h\r\n\r\n");
        Dictionary<string, int> served = stand.Serve(30).GroupBy(name => name).ToDictionary(group => group.Key, group => group.Count());
        Assert.Equal(15, served.Values.Max());
        Assert.True(served.Count >= 2);
    }

    [Theory]
    [InlineData("always", "xxxx")]
    [InlineData("maxconn", "xyyy")]
    [InlineData("maxqueue", "xxxx")]
    public void Affinity_IsKeptOrNot_WhereTheServerIsFull(string affinity, string expected)
    {
        using BalancerStand stand = new($" balance uri\n hash-type consistent\n hash-preserve-affinity {affinity}\n default-server maxconn 1 maxqueue 1\n server a 127.0.0.1:1\n server b 127.0.0.1:2 maxconn 9\n");
        string first = Enumerable.Range(0, 100).Select(i => "/k" + i).First(key => stand.PicksOf(key) == "a");
        string picks = string.Concat(stand.PicksOf(first), stand["a"].TryReserve() ? stand.PicksOf(first, first, first) : "");
        Assert.Equal(expected.Replace('x', 'a').Replace('y', 'b'), picks);
    }

    [Theory]
    [InlineData("balance uri", "needs 'mode http'")]
    [InlineData("balance hdr(Host)", "uses roundrobin")]
    public void Layer7_InABackendOfBytes_IsWarnedAbout(string line, string finding)
    {
        string report = BalancerStand.Diagnose(" mode tcp\n " + line + "\n" + Three);
        Assert.Contains(finding, report);
        Assert.Contains("warning", report, System.StringComparison.OrdinalIgnoreCase);
    }
}
