using System;
using System.Collections.Generic;
using System.Linq;
using Engine.LoadTests.Measuring;
using Xunit;

namespace Engine.LoadTests.Tests.Traffic;

/// <summary>So many connections, each of which sends again when it has its answer.</summary>
public sealed class ClosedLoopTests
{
    private const long Ms = 1_000_000;
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

    [Fact]
    public void EachConnection_SendsAgainWithItsAnswer()
    {
        var world = new World();

        Tally tally = world.Run(Keeping("keep constant 3 during 1 s")).StepsOf(0)[0];

        Assert.Equal(3, world.Connections.Count);
        Assert.Equal((3000, 1 * Ms, 1 * Ms), (tally.Good, tally.LatencyMinNs, tally.LatencyMaxNs));
        Assert.Equal("GET / HTTP/1.1\r\nHost: 127.0.0.1:81", world.Requests[0].Head);
    }

    [Fact]
    public void MakingAKeptConnection_IsNoPartOfALatency()
    {
        var world = new World { ConnectNs = 30 * Ms };

        Recorder recorder = world.Run(Keeping("keep constant 1 during 1 s"));

        Assert.Equal(1 * Ms, recorder.StepsOf(0)[0].LatencyMaxNs);
        Assert.Equal((1L, 30 * Ms), (recorder.Connects.Good, recorder.Connects.LatencyMaxNs));
    }

    [Fact]
    public void AConnectionPerRequest_SaysClose_AndItsMakingCounts()
    {
        var world = new World { ConnectNs = 9 * Ms };

        Tally tally = world.Run(Keeping("keep constant 2 during 1 s", "connection per-request")).StepsOf(0)[0];

        Assert.Equal((200L, 10 * Ms), (tally.Good, tally.LatencyMinNs));
        Assert.Equal(200, world.Connections.Count);
        Assert.All(world.Requests, static request => Assert.EndsWith("\r\nConnection: close", request.Head));
    }

    [Fact]
    public void ARamp_AddsConnectionsOneByOne_AndTakesThemAwayAgain()
    {
        var world = new World();
        long start = world.NowNs;

        world.Run(Keeping("ramp constant from 0 to 10 during 10 s\nramp constant from 10 to 0 during 10 s"));

        int[] busy = [.. world.Requests.GroupBy(request => (request.AtNs - start) / 1_000_000_000).OrderBy(group => group.Key).Select(group => (int)Math.Round(group.Count() / 1000.0))];
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1], busy);
        Assert.Equal(10, world.Connections.Count);
    }

    [Fact]
    public void Phases_AreCountedApart()
    {
        var world = new World();

        Recorder recorder = world.Run(Keeping("warm up 1 s\nkeep constant 1 during 2 s\npause 1 s\nkeep constant 2 during 3 s"));

        Assert.Equal([1000, 2000, 0, 6000], Enumerable.Range(0, 4).Select(phase => recorder.SumOf(phase).Good));
    }

    [Fact]
    public void Pipelining_SendsSeveralRequestsAtOnce_InOneCall()
    {
        int waiting = 0;
        var world = new World();
        world.Server = (connection, _) =>
        {
            // Answers come when four requests are here.
            if (++waiting == 4)
            {
                waiting = 0;
                connection.Answer(1 * Ms, Ok + Ok + Ok + Ok);
            }
        };

        Tally tally = world.Run(Keeping("keep constant 1 during 1 s", "pipeline 4")).StepsOf(0)[0];

        Assert.Equal((4000L, 0L), (tally.Good, tally.Failures.Total));
        Assert.Equal(1000, world.Connections[0].Sends.Count);
    }

    [Fact]
    public void WhatWasAskedBehindALastAnswer_IsAskedAgain()
    {
        var answered = new HashSet<int>();
        var world = new World();
        world.Server = (connection, _) =>
        {
            // The first request of a connection is answered, and that is all.
            if (answered.Add(connection.Fd))
            {
                connection.Answer(1 * Ms, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                connection.End(1 * Ms);
            }
        };

        Tally tally = world.Run(Keeping("keep constant 1 during 30 ms", "pipeline 3")).StepsOf(0)[0];

        Assert.Equal(0, tally.Failures.Total);
        Assert.InRange(tally.Good, 30, 33);
    }

    [Fact]
    public void ThinkTime_PassesBetweenAnAnswerAndTheNextRequest()
    {
        var world = new World();

        Tally tally = world.Run(Keeping("keep constant 1 during 1 s", "think 99 ms")).StepsOf(0)[0];

        // The wheel's tick of 4 ms may lengthen each pause.
        Assert.InRange(tally.Good, 9, 10);
        Assert.Equal(1 * Ms, tally.LatencyMaxNs);
    }

    [Fact]
    public void Steps_WithoutWeights_AreTakenInTurn_ByEachConnection()
    {
        var world = new World();

        world.Run("scenario s\ntarget http://127.0.0.1:81\nstep a\nget /a\nstep b\nget /b\nload\nkeep constant 2 during 2 ms\n");

        Assert.Equal(["/a", "/a", "/b", "/b"], world.Requests.Select(request => request.Head.Split(' ')[1]));
    }

    [Fact]
    public void Steps_WithWeights_AreMixed_AndCountedApart()
    {
        var world = new World();

        Recorder recorder = world.Run("scenario s\ntarget http://127.0.0.1:81\nstep a weight 3\nget /a\nstep b weight 1\nget /b\nload\nkeep constant 2 during 1 s\n");

        Assert.Equal([1500, 500], recorder.StepsOf(0).Select(tally => tally.Good));
    }

    private static string Keeping(string load, string setting = "") =>
        $"scenario s\ntarget http://127.0.0.1:81\n{setting}\nstep a\nget /\nload\n{load}\n";
}
