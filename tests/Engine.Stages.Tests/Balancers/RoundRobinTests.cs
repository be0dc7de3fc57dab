using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Engine.Config.Model;
using Engine.IO.Addressing;
using Engine.Proxy.Plan;
using Engine.Proxy.Stages;
using Engine.Proxy.State;
using Engine.Stages.Balancers;
using Xunit;

namespace Engine.Stages.Tests.Balancers;

/// <summary>The order of <c>balance roundrobin</c>, as observed on HAProxy (semantics: load balancing).</summary>
public sealed class RoundRobinTests
{
    [Theory]
    [InlineData("abcdabcd", 1, 1, 1, 1)]
    [InlineData("abcabc", 7, 7, 7)]
    [InlineData("cbcacbcbcacb", 1, 2, 3)]
    [InlineData("bbabcbabbabcba", 10, 20, 5)]
    [InlineData("aaa", 1)]
    [InlineData("bbbb", 0, 3)]
    public void Order(string expected, params int[] weights)
    {
        RoundRobin balancer = Balancer(weights, out _);
        Assert.Equal(expected, string.Concat(Enumerable.Range(0, expected.Length).Select(_ => Pick(balancer)!.Name)));
    }

    [Fact]
    public void NoServer_IsNoPick() => Assert.Null(Pick(Balancer([], out _)));

    [Theory]
    [InlineData(256, 1)]
    [InlineData(256, 255, 254)]
    [InlineData(1, 2, 3, 4, 5, 6, 7, 8, 9, 10)]
    [InlineData(100, 1, 1, 1, 1)]
    public void EveryPeriod_GivesEachServerItsWeight_AndSpreadsIt(params int[] weights)
    {
        ServerState[] sequence = WorkOut(weights);
        for (int i = 0; i < weights.Length; i++)
        {
            int[] turns = [.. Enumerable.Range(0, sequence.Length).Where(turn => sequence[turn].Name == Name(i))];
            Assert.Equal(weights[i] * sequence.Length, turns.Length * weights.Sum());

            // Never further apart than twice its fair distance.
            int fair = (sequence.Length + turns.Length - 1) / turns.Length;
            Assert.All(turns.Zip(turns.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 1, 2 * fair));
        }
    }

    [Fact]
    public void CommonFactor_ChangesNothing() =>
        Assert.Equal(WorkOut([1, 2, 3]).Select(s => s.Name), WorkOut([80, 160, 240]).Select(s => s.Name));

    [Fact]
    public void ServerToAvoid_IsTakenOnlyWhenThereIsNoOther()
    {
        RoundRobin balancer = Balancer([1, 1, 1], out ServerState[] servers);
        for (int i = 0; i < 10; i++)
        {
            Assert.NotSame(servers[1], Pick(balancer, avoid: servers[1]));
        }

        RoundRobin alone = Balancer([1], out ServerState[] one);
        Assert.Same(one[0], Pick(alone, avoid: one[0]));
    }

    [Fact]
    public void SeveralThreads_ShareOneSequence()
    {
        const int Periods = 3000;
        const int Threads = 4;
        RoundRobin balancer = Balancer([1, 2, 3], out _);
        ConcurrentDictionary<string, int> picks = new();
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(_ => new Thread(() =>
        {
            Dictionary<string, int> own = [];
            for (int i = 0; i < Periods * 6; i++)
            {
                string name = Pick(balancer)!.Name;
                own[name] = own.GetValueOrDefault(name) + 1;
            }

            foreach ((string name, int count) in own)
            {
                picks.AddOrUpdate(name, count, (_, sum) => sum + count);
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        // Whole periods, whoever picked: the shares are exact, not likely.
        Assert.Equal((Periods * Threads, Periods * Threads * 2, Periods * Threads * 3), (picks["a"], picks["b"], picks["c"]));
    }

    [Fact]
    public void NewWeights_ApplyAtOnce()
    {
        RoundRobin balancer = Balancer([1, 1], out _);
        Pick(balancer);
        balancer.Use(Servers([0, 1]));
        Assert.Equal("b", Pick(balancer)!.Name);
        Assert.Equal("b", Pick(balancer)!.Name);
    }

    [Fact]
    public void LongPeriods_AreTakenTurnByTurn_InTheSameOrder()
    {
        // 200 servers of weights without a common divisor: their period is longer than what is worked out ahead.
        int[] weights = [.. Enumerable.Range(0, 200).Select(i => 1 + (i * 37 % 199))];
        RoundRobin balancer = Balancer(weights, out ServerState[] servers);
        ServerState[] period = RoundRobin.WorkOut(servers, 1);
        Assert.True(period.Length > 8192 * 16);
        for (int i = 0; i < 5000; i++)
        {
            Assert.Same(period[i], Pick(balancer));
        }
    }

    [Fact]
    public void TenThousandServers_OfAllWeights_AreSetUpAndPickedAtOnce()
    {
        RoundRobin balancer = Balancer([.. Enumerable.Range(0, 10_000).Select(i => 1 + (i % 256))], out ServerState[] servers);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Dictionary<int, int> turns = [];
        for (int i = 0; i < 50_000; i++)
        {
            turns[Pick(balancer)!.Plan.Weight] = 0;
        }

        Assert.True(turns.Count > 200);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 100_000);
        Assert.Equal(10_000, servers.Length);
    }

    [Fact]
    public void ServersThatWarmUp_GetTheirGrowingShare_WhateverComesBetween()
    {
        BackendState backend = new("b");
        ServerState[] servers = [.. Enumerable.Range(0, 100).Select(i => new ServerState(new ServerPlan { Name = "s" + i, Id = i, Endpoint = null!, Weight = 256 }, backend))];
        RoundRobin balancer = new();
        backend.Use(servers, balancer, allBackups: false);
        int[] turns = new int[servers.Length];
        for (int step = 0; step < 100; step++)
        {
            servers[99].SetWarmPercent(50 + (step / 50));
            for (int i = 0; i < 200; i++)
            {
                turns[Pick(balancer)!.Plan.Id]++;
            }
        }

        // 20,000 turns over 99 and a half servers; what changed the warm one's weight has moved nobody else to the front.
        Assert.InRange(turns[99], 85, 115);
        Assert.All(turns[..99], count => Assert.InRange(count, 190, 212));
    }

    private static ServerState[] WorkOut(int[] weights)
    {
        ServerState[] servers = Servers(weights);
        return RoundRobin.WorkOut(servers, RoundRobin.Measure(servers).Divisor);
    }

    private static ServerState? Pick(RoundRobin balancer, ServerState? avoid = null) =>
        balancer.Pick(new PickRequest { Client = default(EndpointAddress), Avoid = avoid });

    private static RoundRobin Balancer(int[] weights, out ServerState[] servers)
    {
        RoundRobin balancer = new();
        servers = Servers(weights);
        balancer.Use(servers);
        return balancer;
    }

    private static string Name(int index) => ((char)('a' + index)).ToString();

    private static ServerState[] Servers(int[] weights)
    {
        BackendState backend = new("b");
        return [.. weights.Select((weight, i) => new ServerState(
            new ServerPlan { Name = Name(i), Endpoint = null!, Weight = weight }, backend))];
    }
}
