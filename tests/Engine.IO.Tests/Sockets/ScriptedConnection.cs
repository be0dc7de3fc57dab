using System;
using System.Threading.Tasks;
using Engine.IO.Buffers;
using Engine.IO.Loop;
using Engine.IO.Polling;
using Engine.IO.Sockets;
using Engine.IO.Tests.Loop;
using Engine.IO.Tests.Polling;
using Xunit;

namespace Engine.IO.Tests.Sockets;

/// <summary>A connection on a loop of its own, over a scripted socket: every edge and every count is the test's.</summary>
internal sealed class ScriptedConnection : IDisposable
{
    public const int BlockBytes = 1024;
    private const int AnyFd = 7;

    private readonly EventLoop _loop;

    public ScriptedConnection()
    {
        Buffers = new BufferPool(BlockBytes, poison: true);
        _loop = new EventLoop(new EventLoopParts { Poller = Poller, Sockets = Kernel, Clock = new TestClock(), Buffers = Buffers });
        Connection = new SocketConnection(_loop);
        Assert.Equal(0, Connection.Open(AnyFd));
    }

    public ScriptedPoller Poller { get; } = new();

    public ScriptedSockets Kernel { get; } = new();

    public BufferPool Buffers { get; }

    public SocketConnection Connection { get; }

    /// <summary>Bytes arrive, and the edge that tells of them.</summary>
    public void Arrive(ReadOnlySpan<byte> bytes)
    {
        Kernel.Arrive(bytes);
        Edge(ReadyFlags.Readable);
    }

    /// <summary>Reports an edge and lets the loop turn once.</summary>
    public void Edge(ReadyFlags flags)
    {
        Poller.Report(AnyFd, flags);
        _loop.Turn(0);
    }

    public void Turn() => _loop.Turn(0);

    /// <summary>The result of an operation that is over by now.</summary>
    public static T Done<T>(ValueTask<T> operation)
    {
        Assert.True(operation.IsCompleted, "The operation still waits.");
        return operation.GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        Connection.Close(reset: false);
        Assert.Equal(0, Buffers.Outstanding);
        _loop.Dispose();
    }
}
