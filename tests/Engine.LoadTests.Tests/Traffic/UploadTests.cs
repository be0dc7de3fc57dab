using Engine.LoadTests.Measuring;
using Xunit;

namespace Engine.LoadTests.Tests.Traffic;

/// <summary>Bodies on the way up, small and large, taken at once or bit by bit.</summary>
public sealed class UploadTests
{
    private const long Ms = 1_000_000;
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

    [Theory]
    [InlineData("1 B", 1)]
    [InlineData("256 KiB", 262144)]
    [InlineData("1000001 B", 1000001)]
    [InlineData("text \"{\\\"a\\\": 1}\"", 8)]
    public void ABody_ArrivesWhole(string body, long bytes)
    {
        var world = new World();

        Tally tally = world.Run(Uploading(body, "keep constant 1 during 5 ms")).StepsOf(0)[0];

        Assert.Equal((5L, 0L), (tally.Good, tally.Failures.Total));
        Assert.Equal(5 * bytes, world.Connections[0].BodyBytes);
    }

    [Fact]
    public void ASmallBody_LeavesWithItsHead_InOneCall()
    {
        var world = new World();

        world.Run(Uploading("20 KB", "keep constant 1 during 5 ms"));

        Assert.Equal(5, world.Connections[0].Sends.Count);
    }

    [Fact]
    public void AServerThatReadsSlowly_GetsItAll()
    {
        // 10,000 bytes at first, and as many each ms: the answer comes when the whole body is there.
        var world = new World { SendRoom = 10_000 };
        world.Server = (connection, _) => ReadOn(world, connection);

        Tally tally = world.Run(Uploading("95 KB", "keep constant 1 during 1 ms")).StepsOf(0)[0];

        Assert.Equal((1L, 0L), (tally.Good, tally.Failures.Total));
        Assert.Equal(95_000, world.Connections[0].BodyBytes);
    }

    [Theory]
    [InlineData("95 KB")]
    [InlineData("950 KB")]
    public void AnAnswerAheadOfTheBody_EndsTheConnection(string body)
    {
        var world = new World
        {
            SendRoom = 10_000,
            Server = static (connection, _) => connection.Answer(1 * Ms, "HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n"),
        };

        Tally tally = world.Run(Uploading(body, "keep constant 1 during 10 ms")).StepsOf(0)[0];

        Assert.Equal(tally.Failures.Total, tally.Failures.Counts[(FailureKind.Status, 413)]);
        Assert.Equal(10, world.Connections.Count);
    }

    [Fact]
    public void AServerThatStopsReading_TimesOut()
    {
        var world = new World { SendRoom = 10_000, Server = static (_, _) => { } };

        Tally tally = world.Run(Uploading("950 KB", "keep constant 1 during 10 ms")).StepsOf(0)[0];

        Assert.Equal(1, tally.Failures.Counts[(FailureKind.Timeout, 0)]);
    }

    [Fact]
    public void AServerThatResetsInTheMidstOfABody_IsCountedAsThat()
    {
        var world = new World { SendRoom = 10_000, Server = static (connection, _) => connection.Reset(1 * Ms) };

        Tally tally = world.Run(Uploading("950 KB", "keep constant 1 during 1 ms")).StepsOf(0)[0];

        Assert.Equal(1, tally.Failures.Counts[(FailureKind.Reset, 0)]);
    }

    private static void ReadOn(World world, WorldConnection connection) => world.After(1 * Ms, () =>
    {
        connection.SendRoom = 10_000;
        world.Report(connection.Fd, IO.Polling.ReadyFlags.Writable);
        if (connection.BodyBytes < 80_000)
        {
            ReadOn(world, connection);
        }
        else
        {
            connection.Answer(2 * Ms, Ok);
        }
    });

    private static string Uploading(string body, string load) =>
        $"scenario s\ntarget http://127.0.0.1:81\ntimeout 500 ms\nstep a\npost /up\nbody {body}\nexpect status 200\nload\n{load}\n";
}
