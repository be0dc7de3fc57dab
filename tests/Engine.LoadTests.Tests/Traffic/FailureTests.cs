using System;
using System.Linq;
using Engine.Http;
using Engine.IO.Native;
using Engine.LoadTests.Measuring;
using Xunit;

namespace Engine.LoadTests.Tests.Traffic;

/// <summary>Everything a server can do wrong, and under which name it is counted. Good answers are never among them, nor are their latencies.</summary>
public sealed class FailureTests
{
    private const long Ms = 1_000_000;

    [Theory]
    [InlineData("HTTP/1.1 503 Unavailable\r\nContent-Length: 0\r\n\r\n", nameof(FailureKind.Status), 503)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc", nameof(FailureKind.Length), 0)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nabc", nameof(FailureKind.Surplus), 0)]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n", nameof(FailureKind.Invalid), (int)HttpFault.StatusLineInvalid)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nab", nameof(FailureKind.Invalid), (int)HttpFault.LengthConflict)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n", nameof(FailureKind.Invalid), (int)HttpFault.ChunkSizeInvalid)]
    public void AWrongAnswer_IsCountedByWhatIsWrong(string answer, string kind, int detail) =>
        AssertOnly((connection, _) => connection.Answer(1 * Ms, answer), kind, detail);

    [Theory]
    [InlineData("", nameof(FailureKind.Closed))]
    [InlineData("HTTP/1.1 200", nameof(FailureKind.Truncated))]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nh", nameof(FailureKind.Truncated))]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n", nameof(FailureKind.Truncated))]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\n", nameof(FailureKind.Closed))]
    public void AnAnswerThatIsCutShort_IsCountedAsThat(string answer, string kind) => AssertOnly(
        (connection, _) =>
        {
            connection.Answer(1 * Ms, answer);
            connection.End(1 * Ms);
        },
        kind, 0);

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nh")]
    [InlineData("HTTP/1.1 200 OK\r\n\r\nuntil close")]
    public void AReset_IsCountedAsThat_WhereverItComes(string answer) => AssertOnly(
        (connection, _) =>
        {
            connection.Answer(1 * Ms, answer);
            connection.Reset(2 * Ms);
        },
        nameof(FailureKind.Reset), 0);

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;x=y\r\nh\r\n1\r\ni\r\n0\r\nTrailer: 1\r\n\r\n")]
    [InlineData("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi")]
    public void AGoodAnswer_IsGood_HoweverItIsCut(string answer)
    {
        var world = new World();
        world.Server = (connection, _) =>
        {
            for (int i = 0; i < answer.Length; i++)
            {
                connection.Answer((i + 1) * 10_000, answer[i].ToString());
            }
        };

        Tally tally = world.Run(Expecting("status 200", "body 2 B")).StepsOf(0)[0];

        Assert.Equal((0L, 2L * tally.Good), (tally.Failures.Total, tally.BodyBytes));
        Assert.NotEqual(0, tally.Good);
        Assert.Single(world.Connections);
    }

    [Fact]
    public void AnAnswerUntilClose_IsGood_AndCostsAConnection()
    {
        var world = new World
        {
            Server = static (connection, _) =>
            {
                connection.Answer(1 * Ms, "HTTP/1.0 200 OK\r\n\r\nhi");
                connection.End(1 * Ms);
            },
        };

        Tally tally = world.Run(Expecting("status 200", "body 2 B")).StepsOf(0)[0];

        Assert.Equal((0L, (long)world.Connections.Count), (tally.Failures.Total, tally.Good));
    }

    [Fact]
    public void AServerThatIsSilent_IsLeftAfterTheTimeout()
    {
        var world = new World { Server = static (_, _) => { } };

        Tally tally = world.Run(Expecting("status 200", load: "keep constant 2 during 1 s")).StepsOf(0)[0];

        // 500 ms, and the wheel's tick.
        Assert.Equal((0L, 4L), (tally.Good, tally.Failures.Counts[(FailureKind.Timeout, 0)]));
        Assert.Equal(4, world.Connections.Count);
    }

    [Fact]
    public void AServerThatDrips_IsLeftAfterTheTimeout_HoweverManyBytesCame()
    {
        var world = new World();
        world.Server = static (connection, _) =>
        {
            for (int i = 0; i < 1000; i++)
            {
                connection.Answer(i * 10 * Ms, i == 0 ? "HTTP/1.1 200 OK\r\nX: " : "x");
            }
        };

        Tally tally = world.Run(Expecting("status 200")).StepsOf(0)[0];

        Assert.Equal(tally.Failures.Total, tally.Failures.Counts[(FailureKind.Timeout, 0)]);
        Assert.Equal(0, tally.Good);
    }

    [Fact]
    public void ATargetThatRefuses_IsNotAskedAgainAtOnce()
    {
        var world = new World { ConnectError = Errno.ECONNREFUSED };

        Tally tally = world.Run(Expecting("status 200", load: "keep constant 3 during 1 s")).StepsOf(0)[0];

        // Every 100 ms, and the wheel's tick.
        Assert.Equal(0, tally.Good);
        Assert.InRange(tally.Failures.Counts[(FailureKind.Connect, Errno.ECONNREFUSED)], 3 * 9, 3 * 10);
    }

    [Fact]
    public void AConnectionThatIsNeverMade_TimesOut()
    {
        var world = new World { ConnectNs = long.MaxValue / 4 };

        Tally tally = world.Run(Expecting("status 200")).StepsOf(0)[0];

        Assert.Equal(tally.Failures.Total, tally.Failures.Counts[(FailureKind.Connect, Errno.ECANCELED)]);
    }

    [Fact]
    public void AServerThatClosesAnIdleConnection_IsNoFailure()
    {
        // Each connection is closed 10 ms after its answer, without a word; the next request is due later than that.
        var world = new World();
        world.Server = static (connection, _) =>
        {
            connection.Answer(1 * Ms, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");
            connection.End(11 * Ms);
        };

        Tally tally = world.Run(Expecting("status 200", load: "inject 10/s during 1 s")).StepsOf(0)[0];

        Assert.Equal((10L, 0L), (tally.Good, tally.Failures.Total));
    }

    [Fact]
    public void FastRefusals_DoNotBetterThePercentiles()
    {
        int count = 0;
        var world = new World();
        world.Server = (connection, _) =>
        {
            bool refused = count++ % 2 == 0;
            connection.Answer(refused ? 1 : 20 * Ms, refused ? "HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n" : "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        };

        Tally tally = world.Run(Expecting("status 200")).StepsOf(0)[0];

        Assert.Equal(20 * Ms, tally.LatencyMinNs);
        Assert.InRange(tally.Failures.Counts[(FailureKind.Status, 503)], tally.Good, tally.Good + 1);
    }

    [Fact]
    public void Details_AreTold_InWords()
    {
        Assert.Equal("refused", FailureTally.DetailOf(FailureKind.Connect, Errno.ECONNREFUSED));
        Assert.Equal("503", FailureTally.DetailOf(FailureKind.Status, 503));
        Assert.Equal("Content-Length fields differ", FailureTally.DetailOf(FailureKind.Invalid, (int)HttpFault.LengthConflict));
        Assert.Distinct(Enum.GetValues<FailureKind>().Select(FailureTally.NameOf));
    }

    private static void AssertOnly(Action<WorldConnection, string> server, string kind, int detail)
    {
        var world = new World { Server = server };

        Tally tally = world.Run(Expecting("status 200", "body 2 B")).StepsOf(0)[0];

        Assert.Equal(0, tally.Good);
        Assert.Equal((kind, detail), Assert.Single(tally.Failures.Counts.Keys.Select(key => (key.Kind.ToString(), key.Detail))));
        Assert.NotEqual(0, tally.Failures.Total);
    }

    private static string Expecting(string expectation, string other = "", string load = "keep constant 1 during 100 ms") =>
        $"scenario s\ntarget http://127.0.0.1:81\ntimeout 500 ms\nstep a\nget /\nexpect {expectation}\n{(other.Length > 0 ? "expect " + other : "")}\nload\n{load}\n";
}
