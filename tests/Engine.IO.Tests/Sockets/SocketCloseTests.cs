using System;
using System.Buffers;
using System.Collections.Generic;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;
using Engine.IO.Native;
using Engine.IO.Polling;
using Engine.IO.Sockets;
using Xunit;

namespace Engine.IO.Tests.Sockets;

/// <summary>All the ways in which a connection ends, or goes on somewhere else.</summary>
public sealed class SocketCloseTests : IDisposable
{
    private readonly RealLoop _real = new();

    public void Dispose() => _real.Dispose();

    [Fact]
    public void PeerHalfCloses_WeReadTheEndAndMayStillSend()
    {
        SocketConnection connection = _real.Open(out Socket peer);
        peer.Shutdown(SocketShutdown.Send);
        Assert.True(_real.Wait(connection.Input.ReadAsync()).IsCompleted);
        Assert.True(connection.PeerClosed);
        Assert.False(connection.IsReset);
        Assert.Equal(0, connection.Error);

        _real.Wait(connection.Output.WriteAsync("still here"u8.ToArray()));

        Assert.Equal("still here", ReceiveText(peer));
    }

    [Fact]
    public void WeHalfClose_ThePeerReadsTheEndBehindTheBytesAndMayStillSend()
    {
        SocketConnection connection = _real.Open(out Socket peer);
        _real.Wait(connection.Output.WriteAsync("last"u8.ToArray()));
        connection.ShutdownSend();
        Assert.Equal("last", ReceiveText(peer));
        Assert.Equal("", ReceiveText(peer));

        peer.Send("answer"u8);

        Assert.Equal("answer", ReadText(connection));
        Assert.False(connection.PeerClosed);
    }

    [Fact]
    public void BothHalvesClosedInGoodOrder_IsNoFailureAndTheBytesAreStillRead()
    {
        SocketConnection connection = _real.Open(out Socket peer);
        connection.ShutdownSend();
        peer.Send("answer"u8);
        peer.Shutdown(SocketShutdown.Send);
        _real.TurnUntil(() => connection.PeerClosed); // EPOLLRDHUP, and EPOLLHUP with it: both halves are closed

        Assert.Equal("answer", ReadText(connection));
        Assert.True(_real.Wait(connection.Input.ReadAsync()).IsCompleted);
        Assert.False(connection.IsReset);
        Assert.Equal(0, connection.Error);
    }

    [Fact]
    public void PeerResets_TheReaderIsToldWithErrno()
    {
        SocketConnection connection = _real.Open(out LoopbackPair pair);
        ValueTask<ReadResult> read = connection.Input.ReadAsync();

        pair.ResetByPeer();

        Assert.True(_real.Wait(read).IsCompleted);
        Assert.True(connection.IsReset);
        Assert.True(connection.PeerClosed);
        Assert.Equal(Errno.ECONNRESET, connection.Error);
    }

    [Fact]
    public void PeerResetsBehindItsBytes_TheBytesComeFirst()
    {
        SocketConnection connection = _real.Open(out LoopbackPair pair);
        pair.Peer.Send("last"u8);
        pair.ResetByPeer();
        _real.TurnUntil(() => connection.IsReset);

        Assert.Equal("last", ReadText(connection));
        Assert.True(_real.Wait(connection.Input.ReadAsync()).IsCompleted);
        Assert.Equal(Errno.ECONNRESET, connection.Error);
    }

    [Fact]
    public void PeerResets_AWaitingWriterIsTold()
    {
        SocketConnection connection = _real.Open(out LoopbackPair pair, tinyBuffers: true);
        ValueTask<FlushResult> write = connection.Output.WriteAsync(new byte[1_000_000]);
        Assert.False(write.IsCompleted);

        pair.ResetByPeer();

        Assert.True(_real.Wait(write).IsCompleted);
        Assert.True(connection.IsReset);
        Assert.NotEqual(0, connection.Error);
    }

    [Fact]
    public void PeerIsGone_WritingEndsWithAnErrorAndNoSignal()
    {
        SocketConnection connection = _real.Open(out Socket peer);
        peer.Close();
        FlushResult flushed = default;
        _real.TurnUntil(() =>
        {
            flushed = _real.Wait(connection.Output.WriteAsync(new byte[1])); // the first makes the kernel answer with RST
            return flushed.IsCompleted;
        });

        Assert.True(connection.Error is Errno.EPIPE or Errno.ECONNRESET);
    }

    [Fact]
    public void WeReset_ThePeerSeesAReset()
    {
        SocketConnection connection = _real.Open(out Socket peer);

        connection.Close(reset: true);

        Assert.False(connection.IsOpen);
        Assert.Equal(SocketError.ConnectionReset, Assert.Throws<SocketException>(() => peer.Receive(new byte[1])).SocketErrorCode);
    }

    [Fact]
    public void WeClose_ThePeerReadsTheEnd()
    {
        SocketConnection connection = _real.Open(out Socket peer);
        _real.Wait(connection.Output.WriteAsync("bye"u8.ToArray()));

        connection.Close(reset: false);
        connection.Close(reset: true); // idempotent

        Assert.Equal("bye", ReceiveText(peer));
        Assert.Equal("", ReceiveText(peer));
    }

    [Fact]
    public void Close_GivesBackBuffersOfBothHalves()
    {
        SocketConnection connection = _real.Open(out Socket peer);
        peer.Send("unread"u8);
        _real.TurnUntil(() => connection.Readable);
        Assert.True(connection.Input.TryRead(out _));
        connection.Output.Write("unsent"u8);
        Assert.Equal(2, _real.Buffers.Outstanding);

        connection.Close(reset: false);

        Assert.Equal(0, _real.Buffers.Outstanding);
    }

    [Fact]
    public void ClosedObject_OpenedAgain_RemembersNothing()
    {
        SocketConnection connection = _real.Open(out LoopbackPair first);
        connection.Input.CancelPendingRead();
        connection.Output.CancelPendingFlush();
        connection.Output.Write("unsent"u8);
        first.ResetByPeer();
        _real.TurnUntil(() => connection.IsReset);
        connection.Close(reset: false);
        using LoopbackPair second = new();

        Assert.Equal(0, connection.Open(second.Give()));

        Assert.True(connection.IsOpen);
        Assert.Equal((false, false, 0), (connection.PeerClosed, connection.IsReset, connection.Error));
        second.Peer.Send("new"u8);
        Assert.Equal("new", ReadText(connection));
        Assert.False(_real.Wait(connection.Output.WriteAsync("answer"u8.ToArray())).IsCanceled);
        Assert.Equal("answer", ReceiveText(second.Peer));
    }

    [Fact]
    public void Open_OfABadDescriptor_SaysErrnoAndIsClosed()
    {
        const int EBADF = 9;
        const int NoSuchFd = 1 << 20;
        SocketConnection connection = _real.New();

        Assert.Equal(EBADF, connection.Open(NoSuchFd));
        Assert.False(connection.IsOpen);
    }

    [Fact]
    public void Detach_MovesTheOpenDescriptorToAnotherLoop()
    {
        using RealLoop other = new();
        SocketConnection here = _real.Open(out Socket peer);
        peer.Send("one"u8);
        Assert.Equal("one", ReadText(here));
        peer.Send("two"u8); // arrives while nobody watches, or before
        int fd = here.Detach(out _);
        Assert.False(here.IsOpen);

        SocketConnection there = other.New();
        Assert.Equal(0, there.Open(fd));

        ReadResult read = other.Wait(there.Input.ReadAsync());
        Assert.Equal("two"u8.ToArray(), read.Buffer.ToArray());
        there.Input.AdvanceTo(read.Buffer.End);
        peer.Send("three"u8);
        read = other.Wait(there.Input.ReadAsync());
        Assert.Equal("three"u8.ToArray(), read.Buffer.ToArray());
        Assert.False(_real.Loop.Turn(0)); // the old loop hears nothing of it
    }

    [Fact]
    public void Owner_IsToldOfWhatComesWhileNobodyReadsAndNotOtherwise()
    {
        SocketConnection connection = _real.Open(out Socket peer);
        Owner owner = new();
        connection.Owner = owner;
        ValueTask<ReadResult> read = connection.Input.ReadAsync();
        peer.Send("expected"u8);
        connection.Input.AdvanceTo(_real.Wait(read).Buffer.End);
        Assert.Empty(owner.Told);

        peer.Shutdown(SocketShutdown.Send);
        _real.TurnUntil(() => owner.Told.Count > 0);

        Assert.Same(connection, Assert.Single(owner.Told));
        Assert.True(connection.PeerClosed);
    }

    [Fact]
    public void Owner_MayCloseTheConnectionWhenTold()
    {
        SocketConnection connection = _real.Open(out Socket peer);
        Owner owner = new() { Closes = true };
        connection.Owner = owner;

        peer.Send("stray"u8);
        _real.TurnUntil(() => owner.Told.Count > 0);

        Assert.False(connection.IsOpen);
        Assert.Null(connection.Owner);
    }

    [Fact]
    public void IsQuiet_TellsAnIdleConnectionFromOneWithBytesOrFin()
    {
        SocketConnection idle = _real.Open(out Socket _);
        SocketConnection stray = _real.Open(out LoopbackPair withBytes);
        SocketConnection left = _real.Open(out LoopbackPair withFin);
        withBytes.Peer.Send("x"u8);
        withBytes.WaitReadable();
        withFin.Peer.Shutdown(SocketShutdown.Send);
        withFin.WaitReadable();

        Assert.True(_real.Kernel.IsQuiet(idle.Fd));
        Assert.False(_real.Kernel.IsQuiet(stray.Fd));
        Assert.False(_real.Kernel.IsQuiet(left.Fd));
        Assert.Equal("x", ReadText(stray)); // looking took nothing
    }

    private string ReadText(SocketConnection connection)
    {
        ReadResult read = _real.Wait(connection.Input.ReadAsync());
        string text = Encoding.Latin1.GetString(read.Buffer.ToArray());
        connection.Input.AdvanceTo(read.Buffer.End);
        return text;
    }

    private static string ReceiveText(Socket peer)
    {
        byte[] got = new byte[100];
        return Encoding.Latin1.GetString(got, 0, peer.Receive(got));
    }

    private sealed class Owner : IConnectionOwner
    {
        internal List<Connection> Told { get; } = [];

        internal bool Closes { get; init; }

        public void OnUnreadInput(Connection connection)
        {
            Told.Add(connection);
            if (Closes)
            {
                connection.Close(reset: false);
            }
        }
    }
}
