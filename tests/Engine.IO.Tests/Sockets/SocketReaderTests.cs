using System;
using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Threading.Tasks;
using Engine.IO.Native;
using Engine.IO.Polling;
using Engine.IO.Sockets;
using Xunit;
using static Engine.IO.Tests.Sockets.ScriptedConnection;

namespace Engine.IO.Tests.Sockets;

/// <summary>The receiving half, edge by edge on a scripted socket.</summary>
public sealed class SocketReaderTests : IDisposable
{
    private readonly ScriptedConnection _scripted = new();

    private PipeReader Input => _scripted.Connection.Input;

    private ScriptedSockets Kernel => _scripted.Kernel;

    public void Dispose() => _scripted.Dispose();

    [Fact]
    public void Read_BeforeAnyEdge_WaitsWithoutASystemCall()
    {
        Assert.False(Input.TryRead(out _));
        ValueTask<ReadResult> read = Input.ReadAsync();
        Assert.False(read.IsCompleted);
        Assert.Equal(0, Kernel.Receives);

        _scripted.Arrive("hello"u8);

        Assert.Equal("hello", TextOf(Done(read)));
        Assert.Equal(1, Kernel.Receives);
    }

    [Fact]
    public void ShortReceive_HasDrainedTheSocket_NoSecondCallIsMade()
    {
        _scripted.Arrive("hello"u8);
        Take("hello");

        Assert.False(Input.TryRead(out _));
        Assert.Equal(1, Kernel.Receives);
    }

    [Fact]
    public void FullReceive_MayNotHaveDrainedTheSocket_ASecondCallAsks()
    {
        _scripted.Arrive(new byte[BlockBytes]);
        Assert.True(Input.TryRead(out ReadResult full));
        Input.AdvanceTo(full.Buffer.End);

        Assert.False(Input.TryRead(out _));
        Assert.Equal(2, Kernel.Receives);

        // That one was told EAGAIN: from now on only an edge helps.
        Assert.False(Input.TryRead(out _));
        Assert.Equal(2, Kernel.Receives);
    }

    [Fact]
    public void Fin_AnnouncedTogetherWithTheBytesBeforeIt_IsReadWithoutAnotherEdge()
    {
        Kernel.Arrive("last"u8);
        Kernel.ArriveEnd();
        _scripted.Edge(ReadyFlags.Readable | ReadyFlags.PeerClosed);
        Assert.True(_scripted.Connection.PeerClosed);
        Take("last");

        Assert.True(Input.TryRead(out ReadResult end));

        Assert.True(end.IsCompleted);
        Assert.True(end.Buffer.IsEmpty);
        Assert.Equal(0, _scripted.Connection.Error);
        Assert.False(_scripted.Connection.IsReset);
    }

    [Fact]
    public void Fin_ThatComesBetweenTheEdgeAndTheReceive_IsReadWithItsOwnEdge()
    {
        Kernel.Arrive("last"u8);
        _scripted.Edge(ReadyFlags.Readable);
        Kernel.ArriveEnd();
        Take("last");
        ValueTask<ReadResult> read = Input.ReadAsync();
        Assert.False(read.IsCompleted);

        _scripted.Edge(ReadyFlags.Readable | ReadyFlags.PeerClosed);

        Assert.True(Done(read).IsCompleted);
    }

    [Fact]
    public void End_StaysTheEnd()
    {
        Kernel.ArriveEnd();
        _scripted.Edge(ReadyFlags.Readable | ReadyFlags.PeerClosed);
        for (int i = 0; i < 3; i++)
        {
            ReadResult end = Done(Input.ReadAsync());
            Assert.True(end.IsCompleted);
            Input.AdvanceTo(end.Buffer.End);
        }

        Assert.Equal(1, Kernel.Receives);
    }

    [Fact]
    public void End_WithBytesUnconsumed_OffersThemOnceMore()
    {
        Kernel.Arrive("half a line"u8);
        Kernel.ArriveEnd();
        _scripted.Edge(ReadyFlags.Readable | ReadyFlags.PeerClosed);
        Assert.True(Input.TryRead(out ReadResult read));
        Input.AdvanceTo(read.Buffer.Start, read.Buffer.End);

        Assert.True(Input.TryRead(out read));

        Assert.True(read.IsCompleted);
        Assert.Equal("half a line", TextOf(read));
        Input.AdvanceTo(read.Buffer.End);
    }

    [Fact]
    public void InterruptedReceive_WhileAReaderWaits_IsTriedAgainAtOnce()
    {
        ValueTask<ReadResult> read = Input.ReadAsync();
        Kernel.ReceiveErrors.Enqueue(Errno.EINTR);
        Kernel.ReceiveErrors.Enqueue(Errno.EINTR);

        _scripted.Arrive("hello"u8); // the only edge there will be

        Assert.Equal("hello", TextOf(Done(read)));
    }

    [Fact]
    public void InterruptedReceive_OfARead_DoesNotLeaveItWaiting()
    {
        _scripted.Arrive("hello"u8);
        Kernel.ReceiveErrors.Enqueue(Errno.EINTR);

        Assert.Equal("hello", TextOf(Done(Input.ReadAsync())));
    }

    [Fact]
    public void EdgeWithNothingBehindIt_LeavesTheReaderWaitingAndHoldsNoBlock()
    {
        ValueTask<ReadResult> read = Input.ReadAsync();

        _scripted.Edge(ReadyFlags.Readable);

        Assert.False(read.IsCompleted);
        Assert.Equal(0, _scripted.Buffers.Outstanding);
        _scripted.Arrive("x"u8);
        Assert.Equal("x", TextOf(Done(read)));
    }

    [Fact]
    public void FailedReceive_IsAnEndWithItsErrno()
    {
        Kernel.ReceiveErrors.Enqueue(Errno.ECONNRESET);
        _scripted.Edge(ReadyFlags.Readable);

        Assert.True(Done(Input.ReadAsync()).IsCompleted);

        Assert.Equal(Errno.ECONNRESET, _scripted.Connection.Error);
        Assert.True(_scripted.Connection.PeerClosed);
        Assert.True(_scripted.Connection.IsReset);
    }

    [Fact]
    public void Block_IsHeldExactlyWhileBytesAreUnconsumed()
    {
        Assert.Equal(0, _scripted.Buffers.Outstanding);
        _scripted.Arrive("hello"u8);
        Assert.Equal(0, _scripted.Buffers.Outstanding);

        Assert.True(Input.TryRead(out ReadResult read));
        Assert.Equal(1, _scripted.Buffers.Outstanding);
        Input.AdvanceTo(read.Buffer.GetPosition(3));
        Assert.Equal(1, _scripted.Buffers.Outstanding);

        Take("lo");
        Assert.Equal(0, _scripted.Buffers.Outstanding);
    }

    [Fact]
    public void UnexaminedBytes_AreOfferedWithoutASystemCall()
    {
        _scripted.Arrive("hello world"u8);
        Assert.True(Input.TryRead(out ReadResult read));
        Input.AdvanceTo(read.Buffer.GetPosition(6));
        _scripted.Arrive("!"u8);

        Take("world");
        Take("!");
    }

    [Fact]
    public void ExaminedBytes_AreOfferedAgainOnlyTogetherWithMore()
    {
        _scripted.Arrive("hel"u8);
        Assert.True(Input.TryRead(out ReadResult read));
        Input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        ValueTask<ReadResult> next = Input.ReadAsync();
        Assert.False(next.IsCompleted);

        _scripted.Arrive("lo"u8);

        Assert.Equal("hello", TextOf(Done(next)));
    }

    [Fact]
    public void ExaminedPart_IsOfferedAgainAtOnceWhenSomeIsUnexamined()
    {
        _scripted.Arrive("hello"u8);
        Assert.True(Input.TryRead(out ReadResult read));
        Input.AdvanceTo(read.Buffer.GetPosition(1), read.Buffer.GetPosition(3));

        Assert.True(Input.TryRead(out read));

        Assert.Equal("ello", TextOf(read));
    }

    [Fact]
    public void BlockFullBehindConsumedBytes_IsCompacted()
    {
        byte[] bytes = new byte[BlockBytes + 100];
        new Random(1).NextBytes(bytes);
        _scripted.Arrive(bytes);
        Assert.True(Input.TryRead(out ReadResult read));
        Assert.Equal(BlockBytes, read.Buffer.Length);
        Input.AdvanceTo(read.Buffer.GetPosition(200), read.Buffer.End);

        Assert.True(Input.TryRead(out read));

        Assert.Equal(bytes[200..], read.Buffer.ToArray());
        Assert.True(read.Buffer.IsSingleSegment);
        Assert.Equal(1, _scripted.Buffers.Outstanding);
    }

    [Fact]
    public void BlockFullOfUnconsumedBytes_IsNotReadBeyond()
    {
        _scripted.Arrive(new byte[BlockBytes + 1]);
        Assert.True(Input.TryRead(out ReadResult read));
        Input.AdvanceTo(read.Buffer.Start, read.Buffer.End);

        Assert.Throws<InvalidOperationException>(() => Input.TryRead(out _));
    }

    [Fact]
    public void CancelWaits_WhileReading_EndsThatReadOnly()
    {
        ValueTask<ReadResult> read = Input.ReadAsync();
        _scripted.Connection.CancelWaits();
        _scripted.Turn();
        Assert.True(Done(read).IsCanceled);

        ValueTask<ReadResult> next = Input.ReadAsync();
        Assert.False(next.IsCompleted);
        _scripted.Arrive("x"u8);
        ReadResult result = Done(next);
        Assert.False(result.IsCanceled);
        Assert.Equal("x", TextOf(result));
    }

    [Fact]
    public void CancelWaits_WithNobodyReading_ConcernsNoLaterRead()
    {
        _scripted.Connection.CancelWaits();
        ValueTask<ReadResult> read = Input.ReadAsync();
        Assert.False(read.IsCompleted);

        _scripted.Arrive("x"u8);

        Assert.False(Done(read).IsCanceled);
    }

    [Fact]
    public void CancelWaits_AfterTheReadHasItsBytes_ChangesNothing()
    {
        ValueTask<ReadResult> read = Input.ReadAsync();
        _scripted.Arrive("x"u8);

        _scripted.Connection.CancelWaits();

        ReadResult result = Done(read);
        Assert.False(result.IsCanceled);
        Assert.Equal("x", TextOf(result));
        Input.AdvanceTo(result.Buffer.End);
        Assert.False(Input.TryRead(out _));
    }

    [Fact]
    public void CancelPendingRead_WithNobodyReading_CancelsTheNextReadAndNoOther()
    {
        Input.CancelPendingRead();

        Assert.True(Done(Input.ReadAsync()).IsCanceled);

        Assert.False(Input.TryRead(out _));
        _scripted.Arrive("x"u8);
        Take("x");
    }

    [Fact]
    public void CancelledRead_KeepsWhatWasUnconsumed()
    {
        _scripted.Arrive("hel"u8);
        Assert.True(Input.TryRead(out ReadResult read));
        Input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        ValueTask<ReadResult> next = Input.ReadAsync();
        _scripted.Connection.CancelWaits();
        _scripted.Turn();

        read = Done(next);

        Assert.True(read.IsCanceled);
        Assert.Equal("hel", TextOf(read));
    }

    [Fact]
    public void WaitReadable_ReceivesNothing()
    {
        ValueTask<ReadResult> wait = _scripted.Connection.Reader.WaitReadableAsync();
        _scripted.Arrive("x"u8);

        Assert.True(Done(wait).Buffer.IsEmpty);
        Assert.Equal(0, Kernel.Receives);
        Take("x");
    }

    [Fact]
    public void WaitReadable_Cancelled_LeavesTheNextReadARead()
    {
        ValueTask<ReadResult> wait = _scripted.Connection.Reader.WaitReadableAsync();
        _scripted.Connection.CancelWaits();
        _scripted.Turn();
        Assert.True(Done(wait).IsCanceled);

        ValueTask<ReadResult> read = Input.ReadAsync();
        _scripted.Arrive("x"u8);

        Assert.Equal("x", TextOf(Done(read))); // and not an empty result, which would read like the end
    }

    [Fact]
    public void Read_WhileOneIsUnderWay_Throws()
    {
        _ = Input.ReadAsync().AsTask();

        Assert.Throws<InvalidOperationException>(() => { _ = Input.ReadAsync().AsTask(); });
    }

    [Fact]
    public void Complete_ReturnsTheBlock()
    {
        _scripted.Arrive("hello"u8);
        Assert.True(Input.TryRead(out _));

        Input.Complete();

        Assert.Equal(0, _scripted.Buffers.Outstanding);
    }

    private void Take(string expected)
    {
        Assert.True(Input.TryRead(out ReadResult read));
        Assert.Equal(expected, TextOf(read));
        Input.AdvanceTo(read.Buffer.End);
    }

    private static string TextOf(in ReadResult read) => Encoding.Latin1.GetString(read.Buffer.ToArray());
}
