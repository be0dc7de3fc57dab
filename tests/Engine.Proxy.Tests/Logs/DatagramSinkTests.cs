using System;
using System.Net;
using System.Text;
using Engine.Config.Text;
using Engine.IO.Addressing;
using Engine.IO.Loop;
using Engine.IO.Native;
using Engine.Proxy.Logs;
using Engine.Proxy.Loops;
using Xunit;

namespace Engine.Proxy.Tests.Logs;

/// <summary>Lines of one turn leave in one call; what a receiver does not take is dropped and counted, and never waited for.</summary>
public sealed class DatagramSinkTests : IDisposable
{
    private readonly FakeReceiver _receiver = new();
    private readonly LoopCounters _counters = new();
    private readonly EventLoop _loop;

    public DatagramSinkTests() => _loop = new EventLoop(EventLoopParts.Real(0, 16384, 16) with { Sockets = _receiver });

    public void Dispose() => _loop.Dispose();

    [Fact]
    public void ATurnsLines_LeaveInOneCall()
    {
        DatagramSink sink = Udp();
        Add(sink, "one\n", "two\n", "three\n");
        Assert.Empty(_receiver.Received);

        _loop.Turn(0);

        Assert.Equal(["one\n", "two\n", "three\n"], _receiver.Received);
        Assert.Equal(1, _receiver.Calls);
    }

    /// <summary>CFG 3.2 tune.sndbuf.backend.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(300_000)]
    public void TheKernelsBuffer_IsAsLargeAsWritten(int bytes)
    {
        _ = Open(SocketEndpoint.FromIP(IPAddress.Loopback, 514), bytes);
        Assert.Equal(bytes, _receiver.SendBufferBytes);
    }

    [Fact]
    public void MoreThanATurnCanHold_LeavesInBetween()
    {
        DatagramSink sink = Udp();
        for (int i = 0; i < 300; i++)
        {
            Add(sink, "x\n");
        }

        _loop.Turn(0);

        Assert.Equal((300, 2, 0), (_receiver.Received.Count, _receiver.Calls, _counters.LogLinesDropped));
    }

    [Fact]
    public void AFullReceiver_LosesTheRestOfTheTurn()
    {
        DatagramSink sink = Udp();
        _receiver.Answers.Enqueue(1);
        _receiver.Answers.Enqueue(-Errno.EAGAIN);
        Add(sink, "one\n", "two\n", "three\n");
        _loop.Turn(0);
        Add(sink, "four\n");
        _loop.Turn(0);

        Assert.Equal(["one\n", "four\n"], _receiver.Received);
        Assert.Equal(2, _counters.LogLinesDropped);
    }

    [Fact]
    public void ARefusedDatagram_IsOnlyNewsOfAnEarlierOne()
    {
        DatagramSink sink = Udp();
        _receiver.Answers.Enqueue(-Errno.ECONNREFUSED);
        Add(sink, "one\n", "two\n");
        _loop.Turn(0);

        Assert.Equal(["one\n", "two\n"], _receiver.Received);
        Assert.Equal(0, _counters.LogLinesDropped);
    }

    [Fact]
    public void ALineThatIsTooLong_IsLostAlone()
    {
        DatagramSink sink = Udp();
        _receiver.Answers.Enqueue(-Errno.EMSGSIZE);
        Add(sink, "long\n", "short\n");
        _loop.Turn(0);

        Assert.Equal(["short\n"], _receiver.Received);
        Assert.Equal(1, _counters.LogLinesDropped);
    }

    [Fact]
    public void AUnixSocket_ThatIsNotThere_IsNotAskedForWithEveryLine()
    {
        Assert.True(SocketEndpoint.TryFromUnixPath("/nowhere/log", out SocketEndpoint? path, out _));
        _receiver.OpenError = Errno.ENOENT;
        DatagramSink sink = Open(path);
        for (int i = 0; i < 10; i++)
        {
            Add(sink, "x\n");
            _loop.Turn(0);
        }

        Assert.Equal((1, 10), (_receiver.Opened, _counters.LogLinesDropped));
    }

    [Fact]
    public void AUnixSocket_WhoseServerCameBack_IsOpenedAnew()
    {
        Assert.True(SocketEndpoint.TryFromUnixPath("/run/log", out SocketEndpoint? path, out _));
        DatagramSink sink = Open(path);
        _receiver.Answers.Enqueue(-Errno.ECONNREFUSED);
        Add(sink, "one\n");
        _loop.Turn(0);

        Assert.Equal(["one\n"], _receiver.Received);
        Assert.Equal(2, _receiver.Opened);
    }

    private DatagramSink Udp() => Open(SocketEndpoint.FromIP(IPAddress.Loopback, 514));

    private DatagramSink Open(SocketEndpoint endpoint, int sendBufferBytes = 0)
    {
        Statement where = new("test.cfg", 1, "log", [new Word("log", 1, 3)]);
        DatagramSink sink = new(_loop, _counters, new LogSinkPlan(0, where, LogSinkKind.Datagram, endpoint, -1, 65536) { SendBufferBytes = sendBufferBytes });
        Assert.True(sink.TryOpen(out _));
        return sink;
    }

    private static void Add(DatagramSink sink, params string[] lines)
    {
        foreach (string line in lines)
        {
            if (sink.TryBegin(line.Length, out Span<byte> room))
            {
                Encoding.Latin1.GetBytes(line, room);
                sink.Add(line.Length);
            }
        }
    }
}
