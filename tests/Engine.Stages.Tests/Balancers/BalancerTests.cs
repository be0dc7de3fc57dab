using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Engine.Proxy.State;
using Xunit;

namespace Engine.Stages.Tests.Balancers;

/// <summary>Algorithms that do not hash, backups, drains and weights that change (CFG 4.2 balance; semantics section 8).</summary>
public sealed class BalancerTests
{
    private const string Three = " server a 127.0.0.1:1\n server b 127.0.0.1:2\n server c 127.0.0.1:3\n";
    private const string Weighted = " server a 127.0.0.1:1 weight 1\n server b 127.0.0.1:2 weight 2\n server c 127.0.0.1:3 weight 3\n";

    [Theory]
    [InlineData("roundrobin", "cbcacbcbcacb")]
    [InlineData("static-rr", "acbcbcacbcbc")]
    public void Turns_ReferenceResults(string algorithm, string expected)
    {
        using BalancerStand stand = new($" balance {algorithm}\n{Weighted}");
        Assert.Equal(expected, stand.Picks(12));
    }

    [Fact]
    public void Leastconn_FillsIdleServersInTurn_ThenByWeight()
    {
        using BalancerStand stand = new(" balance leastconn\n" + Weighted);
        Assert.Equal("abc", string.Concat(stand.Serve(3)));

        // Loads per weight after that: a 2/1, b 2/2, c 2/3 of one more request.
        Assert.Equal("cbc", string.Concat(stand.Serve(3)));
        stand["a"].Release();
        Assert.Equal("a", stand.Pick()!.Name);
    }

    [Fact]
    public void Leastconn_CountsThoseWhoWait_AndPassesOverTheFull()
    {
        using BalancerStand stand = new(" balance leastconn\n server a 127.0.0.1:1 maxconn 1\n server b 127.0.0.1:2 maxconn 3\n");
        Assert.Equal("abbb-", string.Concat(stand.Serve(5)));
        stand["b"].SetMaxConn(4);
        Assert.Equal("b", stand.Pick()!.Name);
        stand["a"].Release();
        Assert.Equal("a", stand.Pick()!.Name);
    }

    [Fact]
    public void Leastconn_AvoidsOneServer_WhileThereIsAnother()
    {
        using BalancerStand stand = new(" balance leastconn\n server a 127.0.0.1:1\n server b 127.0.0.1:2\n");
        Assert.Equal("b", stand.Pick(avoid: stand["a"])!.Name);
        stand["b"].SetOperation(ServerOperation.Stopped);
        Assert.Equal("a", stand.Pick(avoid: stand["a"])!.Name);
    }

    [Fact]
    public void Leastconn_UnderManyThreads_LosesNoServerAndNoLoad()
    {
        const int Threads = 4;
        const int Rounds = 20_000;
        using BalancerStand stand = new(" balance leastconn\n" + string.Concat(Enumerable.Range(0, 50).Select(i => $" server s{i} 127.0.0.1:{i + 1} maxconn 2\n")));
        int changing = 1;
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(_ => new Thread(() =>
        {
            for (int i = 0; i < Rounds; i++)
            {
                if (stand.Pick() is { } server && server.TryReserve())
                {
                    server.Release();
                }
            }
        }))];
        Thread changer = new(() =>
        {
            for (int i = 0; Volatile.Read(ref changing) == 1; i = (i + 1) % 50)
            {
                stand["s" + i].SetWeight(i % 3);
                stand["s" + i].SetMaxConn(1 + (i % 4));
            }
        });
        changer.Start();
        System.Array.ForEach(threads, thread => thread.Start());
        System.Array.ForEach(threads, thread => thread.Join());
        Volatile.Write(ref changing, 0);
        changer.Join();
        foreach (ServerState server in stand.State.Servers)
        {
            server.SetWeight(1);
            server.SetMaxConn(1);
        }

        // Nothing is served any more, so that each server is picked once before any is full.
        Assert.All(stand.State.Servers, server => Assert.Equal(0, server.Served));
        Assert.Equal(50, stand.Serve(50).Where(name => name != "-").Distinct().Count());
        Assert.Null(stand.Pick());
    }

    [Fact]
    public void First_TakesTheLowestIdThatHasRoom()
    {
        using BalancerStand stand = new(" balance first\n server a 127.0.0.1:1 id 9 maxconn 2\n server b 127.0.0.1:2 id 3 maxconn 1\n server c 127.0.0.1:3 maxconn 1\n");
        Assert.Equal("bcaa-", string.Concat(stand.Serve(5)));
    }

    [Fact]
    public void Random_FollowsWeights_AndPrefersTheLessLoaded()
    {
        using BalancerStand one = new(" balance random(1)\n" + Weighted);
        Dictionary<char, int> drawn = one.Picks(30_000).GroupBy(name => name).ToDictionary(group => group.Key, group => group.Count());
        Assert.InRange(drawn['a'], 4500, 5500);
        Assert.InRange(drawn['c'], 14_300, 15_700);

        using BalancerStand many = new(" balance random(20)\n" + Three);
        Assert.True(many["a"].TryReserve());
        Assert.True(many["b"].TryReserve());
        Assert.True(many.Picks(500).Count(name => name == 'c') > 490);
    }

    [Fact]
    public void Backups_OnlyTheFirst_UnlessAllMayServe()
    {
        string servers = " server a 127.0.0.1:1\n server b 127.0.0.1:2 backup\n server c 127.0.0.1:3 backup\n";
        using BalancerStand one = new(servers);
        one["a"].SetOperation(ServerOperation.Stopped);
        Assert.Equal("bbbb", one.Picks(4));
        one["b"].SetAdmin(ServerAdmin.ForcedMaintenance, ServerAdmin.None);
        Assert.Equal("cccc", one.Picks(4));
        one["a"].SetOperation(ServerOperation.Running);
        Assert.Equal("aaaa", one.Picks(4));
        using BalancerStand all = new(" option allbackups\n" + servers);
        all["a"].SetWeight(0);
        Assert.Equal("bcbc", all.Picks(4));
    }

    [Theory]
    [InlineData("roundrobin")]
    [InlineData("static-rr")]
    [InlineData("leastconn")]
    [InlineData("first")]
    [InlineData("random")]
    [InlineData("uri")]
    [InlineData("source")]
    public void WeightZero_DrainsAServer_AndComesBack(string algorithm)
    {
        using BalancerStand stand = new($" balance {algorithm}\n server a 127.0.0.1:1\n");
        Assert.Equal("a", stand.Picks(1));
        stand["a"].SetWeight(0);
        Assert.Null(stand.Pick());
        stand["a"].SetWeight(5);
        Assert.Equal("a", stand.Picks(1));
    }

    [Theory]
    [InlineData("roundrobin")]
    [InlineData("static-rr")]
    [InlineData("leastconn")]
    [InlineData("first")]
    [InlineData("random")]
    [InlineData("uri")]
    [InlineData("uri\n hash-type consistent")]
    [InlineData("uri\n hash-type consistent\n hash-balance-factor 150")]
    public void TenThousandServers_ArePickedFrom_WhileTheyComeAndGo(string algorithm)
    {
        using BalancerStand stand = new($" balance {algorithm}\n{string.Concat(Enumerable.Range(0, 10_000).Select(i => $" server s{i} 127.0.0.1:{i + 1}\n"))}");
        for (int i = 0; i < 20; i++)
        {
            stand.State.Servers[i * 400].SetOperation(ServerOperation.Stopped);
            ServerState? picked = stand.Pick();
            Assert.NotNull(picked);
            Assert.Equal(ServerOperation.Running, picked.Operation);
        }
    }

    [Theory]
    [InlineData("balance roundrobin 2", "takes no argument")]
    [InlineData("balance static-rr x", "takes no argument")]
    [InlineData("balance uri depht 1", "no parameter 'depht'")]
    [InlineData("balance uri len", "needs the number")]
    [InlineData("balance uri len x", "'x' is not the number")]
    [InlineData("balance url_param", "needs the name")]
    [InlineData("balance url_param a check_get", "no modifier 'check_get'")]
    [InlineData("balance hdr", "needs the name")]
    [InlineData("balance hdr(Host) use_domain", "no modifier 'use_domain'")]
    [InlineData("balance random(0)", "'0' is not the number of draws")]
    [InlineData("balance hash", "needs a sample expression")]
    [InlineData("balance hash nosuch", "nosuch")]
    [InlineData("balance rdp-cookie x", "takes no argument")]
    [InlineData("balance sticky", "known, but not supported yet")]
    [InlineData("hash-type consistant", "consistent")]
    [InlineData("hash-type consistent md5", "there is no hash function")]
    [InlineData("hash-balance-factor 90", "no server could take its share")]
    [InlineData("hash-preserve-affinity never", "always")]
    [InlineData("retry-on emty-response", "empty-response")]
    [InlineData("retry-on none 503", "stands alone")]
    public void Faults_AreFoundBeforeStart(string line, string finding) => Assert.Contains(finding, BalancerStand.Diagnose($" {line}\n{Three}"));
}
