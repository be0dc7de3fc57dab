using System;
using System.Linq;
using Engine.LoadTests.Measuring;
using Xunit;

namespace Engine.LoadTests.Tests.Traffic;

/// <summary>A rate is injected: what counts is when a request was meant to be sent.</summary>
public sealed class OpenLoopTests
{
    private const long Ms = 1_000_000;
    private const long S = 1000 * Ms;

    [Fact]
    public void RequestsLeave_WhenTheyAreMeantTo()
    {
        var world = new World();

        world.Run(Injecting("inject 1000/s during 2 s"));

        long start = world.Requests[0].AtNs;
        Assert.Equal(2000, world.Requests.Count);
        Assert.Equal(Enumerable.Range(0, 2000).Select(n => n * Ms), world.Requests.Select(request => request.AtNs - start));
    }

    [Fact]
    public void ATargetThatStalls_ShowsItsStallInEveryRequestThatHadToWait()
    {
        // 1 ms per answer, one connection, 100 requests a second for ten seconds; from 5 s on nothing is answered for two seconds.
        var world = new World();
        long start = world.NowNs;
        world.Server = (connection, _) => connection.Answer(
            world.NowNs - start is >= 5 * S and < 7 * S ? start + (7 * S) - world.NowNs : 1 * Ms, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");

        Tally tally = world.Run(Injecting("inject 100/s during 10 s", connections: 1)).StepsOf(0)[0];

        // The request that met the stall waited two seconds; those meant for the first second of it waited more than one.
        Assert.Equal(1000, tally.Good);
        Assert.Equal(2 * S, tally.LatencyMaxNs);
        Assert.InRange(CountAbove(tally.Latency, 1 * S), 100, 115);
        Assert.InRange(CountAbove(tally.Latency, 10 * Ms), 200, 235);
        Assert.Equal(1.0, tally.PercentileNs(50) / (double)Ms, 1);
        Assert.InRange(tally.PercentileNs(99), (long)(1.8 * S), 2 * S);
    }

    [Fact]
    public void AClosedLoop_WouldHaveOmittedTheStall()
    {
        var world = new World();
        long start = world.NowNs;
        world.Server = (connection, _) => connection.Answer(
            world.NowNs - start is >= 5 * S and < 7 * S ? start + (7 * S) - world.NowNs : 10 * Ms, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");

        Tally tally = world.Run(Injecting("keep constant 1 during 10 s")).StepsOf(0)[0];

        Assert.Equal(1, CountAbove(tally.Latency, 20 * Ms));
        Assert.Equal(10.0, tally.PercentileNs(99) / (double)Ms, 1);
    }

    [Fact]
    public void WhatIsDueAndFindsNoConnection_IsAnErrorOfItsPhase()
    {
        // One connection and 100 ms per answer carry ten requests a second; twenty are wanted.
        var world = new World { Server = static (connection, _) => connection.Answer(100 * Ms, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n") };

        Recorder recorder = world.Run(Injecting("inject 20/s during 2 s", connections: 1));

        Assert.Equal(20, recorder.StepsOf(0)[0].Good);
        Assert.Equal(20, recorder.UnsentOf(0).Counts[(FailureKind.Unsent, 0)]);
        Assert.Equal(40, recorder.SumOf(0).Requests);
    }

    [Theory]
    [InlineData("inject 1000/s during 100 ms")]
    [InlineData("inject 1000/s during 100 ms\npause 50 ms")]
    [InlineData("inject 1000/s during 100 ms\nkeep constant 1 during 50 ms")]
    public void AGeneratorThatIsLate_AtTheEndOfAPhase_SendsWhatIsDueEvenSo(string load)
    {
        // With request 95 the generator gets no CPU for 20 ms; its phase has ended when it goes on.
        var world = new World();
        world.Server = (connection, _) =>
        {
            connection.Answer(1 * Ms, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            if (world.Requests.Count == 95)
            {
                world.Stall(20 * Ms);
            }
        };

        Tally tally = world.Run(Injecting(load)).SumOf(0);

        // Number 95 was due 1 ms after the one before it, waited for 19, and was answered within 1.
        Assert.Equal((100L, 0L), (tally.Good, tally.Failures.Total));
        Assert.InRange(tally.LatencyMaxNs, 20 * Ms, 22 * Ms);
    }

    [Fact]
    public void ConnectionsAreMade_OnlyWhenTheyAreNeeded()
    {
        var world = new World { Server = static (connection, _) => connection.Answer(25 * Ms, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n") };

        world.Run(Injecting("inject 100/s during 1 s", connections: 50));

        Assert.Equal(3, world.Connections.Count);
    }

    [Fact]
    public void MakingAConnection_IsPartOfTheLatencyOfARequestThatHasToWaitForIt()
    {
        var world = new World { ConnectNs = 30 * Ms };

        Tally tally = world.Run(Injecting("inject 1/s during 2 s")).StepsOf(0)[0];

        Assert.Equal((31 * Ms, 1 * Ms), (tally.LatencyMaxNs, tally.LatencyMinNs));
    }

    [Fact]
    public void AfterAPause_InjectingUsesTheConnectionsThatAreThere()
    {
        var world = new World();

        Recorder recorder = world.Run(Injecting("keep constant 4 during 1 s\npause 3 s\nramp inject from 0/s to 100/s during 2 s"));

        Assert.Equal(100, recorder.StepsOf(2)[0].Good);
        Assert.Equal(0, recorder.StepsOf(1)[0].Requests);
        Assert.Equal(4, world.Connections.Count);
    }

    private static string Injecting(string load, int connections = 10) =>
        $"scenario s\ntarget http://127.0.0.1:81\nconnections {connections}\nstep a\nget /\nload\n{load}\n";

    private static long CountAbove(HdrHistogram.HistogramBase histogram, long ns) =>
        histogram.RecordedValues().Where(value => value.ValueIteratedTo > ns).Sum(value => value.CountAtValueIteratedTo);
}
