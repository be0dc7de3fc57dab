using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Net.Sockets;
using System.Threading.Tasks;
using Engine.IO.Buffers;
using Engine.IO.Loop;
using Engine.IO.Polling;
using Engine.IO.Sockets;
using Engine.IO.Tasks;
using Xunit;

namespace Engine.IO.Tests.Sockets;

/// <summary>A loop on epoll and this machine's sockets, turned by the test's own thread. It accuses whoever keeps a buffer.</summary>
internal sealed class RealLoop : IDisposable
{
    private static readonly TimeSpan Forever = TimeSpan.FromSeconds(60);

    private readonly List<IDisposable> _pairs = [];
    private readonly List<SocketConnection> _connections = [];

    public RealLoop(int bufferBytes = 4096)
    {
        Buffers = new BufferPool(bufferBytes, poison: true);
        Loop = new EventLoop(new EventLoopParts { Poller = new EpollPoller(64), Sockets = Kernel, Clock = new LoopClock(), Buffers = Buffers });
    }

    public EventLoop Loop { get; }

    public BufferPool Buffers { get; }

    /// <summary>The real sockets, with the calls counted.</summary>
    public CountedSockets Kernel { get; } = new();

    /// <summary>A closed connection of this loop.</summary>
    public SocketConnection New()
    {
        SocketConnection connection = new(Loop);
        _connections.Add(connection);
        return connection;
    }

    /// <summary>An open connection, and its other end.</summary>
    public SocketConnection Open(out Socket peer, bool tinyBuffers = false)
    {
        SocketConnection connection = Open(out LoopbackPair pair, tinyBuffers);
        peer = pair.Peer;
        return connection;
    }

    /// <inheritdoc cref="Open(out Socket, bool)"/>
    public SocketConnection Open(out LoopbackPair pair, bool tinyBuffers = false)
    {
        pair = new LoopbackPair(tinyBuffers);
        _pairs.Add(pair);
        SocketConnection connection = New();
        Assert.Equal(0, connection.Open(pair.Give()));
        return connection;
    }

    /// <summary>The result of an operation, however long it takes.</summary>
    public T Wait<T>(ValueTask<T> operation)
    {
        TurnUntil(() => operation.IsCompleted);
        return operation.GetAwaiter().GetResult();
    }

    /// <inheritdoc cref="Wait{T}(ValueTask{T})"/>
    public T Wait<T>(LoopTask<T> operation)
    {
        TurnUntil(() => operation.IsCompleted);
        return operation.GetAwaiter().GetResult();
    }

    public void TurnUntil(Func<bool> done)
    {
        long start = Stopwatch.GetTimestamp();
        while (!done())
        {
            Loop.Turn(20);
            Assert.True(Stopwatch.GetElapsedTime(start) < Forever, "What the test waits for does not come.");
        }
    }

    /// <summary>Turns until nothing is left to do: all that was sent to us so far has been reported.</summary>
    public void Settle()
    {
        while (Loop.Turn(0))
        {
        }
    }

    public void Dispose()
    {
        _connections.ForEach(connection => connection.Close(reset: false));
        _pairs.ForEach(pair => pair.Dispose());
        Loop.Dispose();
        Assert.Equal(0, Buffers.Outstanding);
    }
}
