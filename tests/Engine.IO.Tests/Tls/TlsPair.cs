using System;
using System.Buffers;
using System.IO.Pipelines;
using System.Threading.Tasks;
using Engine.IO.Buffers;
using Engine.IO.Loop;
using Engine.IO.Sockets;
using Engine.IO.Tasks;
using Engine.IO.Tests.Loop;
using Engine.IO.Tests.Polling;
using Engine.IO.Tls;
using Xunit;

namespace Engine.IO.Tests.Tls;

/// <summary>A client and a server on one loop, with a <see cref="RoughWire"/> between them. It accuses whoever keeps a buffer.</summary>
internal sealed class TlsPair : IDisposable
{
    private const int TurnsMax = 200_000;

    private readonly ScriptedPoller _poller = new();
    private readonly EventLoop _loop;

    internal TlsPair(int seed = 0, int blockBytes = 16384)
    {
        Wire = new RoughWire(seed, _poller) { IsRough = seed != 0 };
        Buffers = new BufferPool(blockBytes, poison: true);
        _loop = new EventLoop(new EventLoopParts { Poller = _poller, Sockets = Wire, Clock = new TestClock(), Buffers = Buffers });
        Client = new SocketConnection(_loop);
        Server = new SocketConnection(_loop);
        Assert.Equal(0, Client.Open(RoughWire.ClientFd));
        Assert.Equal(0, Server.Open(RoughWire.ServerFd));
    }

    internal RoughWire Wire { get; }

    internal BufferPool Buffers { get; }

    internal SocketConnection Client { get; }

    internal SocketConnection Server { get; }

    /// <summary>How the handshake ended on both sides.</summary>
    internal (TlsFailure Client, TlsFailure Server) Shake(TlsContext client, TlsContext server, TlsTarget? target = null)
    {
        LoopTask<TlsFailure> below = Server.HandshakeAsync(new TlsSession(server));
        LoopTask<TlsFailure> above = Client.HandshakeAsync(new TlsSession(client, target ?? TlsTarget.None));
        bool closed = false;
        TurnUntil(() =>
        {
            // Whoever fails hangs up, as a proxy does.
            if (above.IsCompleted && !below.IsCompleted && !closed && Client.Tls!.ErrorCode != 0)
            {
                closed = true;
                Wire.EndUp();
            }

            return above.IsCompleted && below.IsCompleted;
        });
        return (above.GetAwaiter().GetResult(), below.GetAwaiter().GetResult());
    }

    /// <summary>Sends all of it from one side and reads it on the other.</summary>
    internal byte[] Carry(SocketConnection from, SocketConnection to, byte[] bytes)
    {
        Task<FlushResult> write = from.Output.WriteAsync(bytes).AsTask();
        byte[] got = Read(to, bytes.Length);
        TurnUntil(() => write.IsCompleted);
        write.GetAwaiter().GetResult();
        return got;
    }

    internal byte[] Read(SocketConnection from, int length)
    {
        ArrayBufferWriter<byte> got = new();
        while (got.WrittenCount < length)
        {
            ReadResult read = Wait(from.Input.ReadAsync());
            Assert.False(read.IsCompleted && read.Buffer.IsEmpty, $"the stream ended after {got.WrittenCount} bytes");
            foreach (ReadOnlyMemory<byte> piece in read.Buffer)
            {
                got.Write(piece.Span);
            }

            from.Input.AdvanceTo(read.Buffer.End);
        }

        return got.WrittenSpan.ToArray();
    }

    internal T Wait<T>(ValueTask<T> operation)
    {
        TurnUntil(() => operation.IsCompleted);
        return operation.GetAwaiter().GetResult();
    }

    internal void TurnUntil(Func<bool> done)
    {
        for (int turn = 0; !done(); turn++)
        {
            Assert.True(turn < TurnsMax, "What the test waits for does not come.");
            Wire.Move();
            _loop.Turn(0);
        }
    }

    /// <summary>What was sent arrives, and the loop hears of it.</summary>
    internal void Turn()
    {
        Wire.Move();
        _loop.Turn(0);
        _poller.WaitsMs.Clear();
    }

    /// <summary>Turns until nothing is under way any more.</summary>
    internal void Settle()
    {
        for (int quiet = 0; quiet < 8; quiet++)
        {
            quiet = Wire.Move() | _loop.Turn(0) ? 0 : quiet;
        }
    }

    public void Dispose()
    {
        Client.Close(reset: false);
        Server.Close(reset: false);
        Assert.Equal(0, Buffers.Outstanding);
        _loop.Dispose();
    }
}
