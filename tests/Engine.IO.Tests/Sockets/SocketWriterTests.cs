using System;
using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Threading.Tasks;
using Engine.IO.Native;
using Engine.IO.Polling;
using Xunit;
using static Engine.IO.Tests.Sockets.ScriptedConnection;

namespace Engine.IO.Tests.Sockets;

/// <summary>The sending half, edge by edge on a scripted socket.</summary>
public sealed class SocketWriterTests : IDisposable
{
    private readonly ScriptedConnection _scripted = new();

    private PipeWriter Output => _scripted.Connection.Output;

    private ScriptedSockets Kernel => _scripted.Kernel;

    private string Sent => Encoding.Latin1.GetString([.. Kernel.Sent]);

    public void Dispose() => _scripted.Dispose();

    [Fact]
    public void Flush_SendsWhatWasWrittenInOneCallAndHoldsNoBlock()
    {
        Output.Write("hello "u8);
        Output.Write("world"u8);
        Assert.Equal(11, Output.UnflushedBytes);
        Assert.Empty(Sent);

        FlushResult flushed = Done(Output.FlushAsync());

        Assert.False(flushed.IsCanceled);
        Assert.False(flushed.IsCompleted);
        Assert.Equal("hello world", Sent);
        Assert.Equal([11], Kernel.Sends);
        Assert.Equal(0, Output.UnflushedBytes);
        Assert.Equal(0, _scripted.Buffers.Outstanding);
    }

    [Fact]
    public void Flush_OfNothing_MakesNoCall()
    {
        Done(Output.FlushAsync());

        Assert.Empty(Kernel.Sends);
    }

    [Fact]
    public void Write_BehindAWaitingHead_SmallGoesIntoTheBlock()
    {
        Output.Write("head "u8);

        Done(Output.WriteAsync(Bytes("body")));

        Assert.Equal("head body", Sent);
        Assert.Equal([9], Kernel.Sends);
    }

    [Fact]
    public void Write_BehindAWaitingHead_LargeLeavesWithItInOneCall()
    {
        byte[] body = new byte[20_000];
        new Random(1).NextBytes(body);
        Output.Write("head "u8);

        Done(Output.WriteAsync(body));

        Assert.Equal([20_005], Kernel.Sends);
        Assert.Equal([.. "head "u8, .. body], Kernel.Sent);
    }

    [Fact]
    public void Write_AloneAndSmall_NeedsNoBlock()
    {
        Done(Output.WriteAsync(Bytes("x")));

        Assert.Equal("x", Sent);
    }

    [Fact]
    public void PartialSends_GoOnWhereTheyStopped_InTheHeadAndInTheBody()
    {
        byte[] body = new byte[3000];
        new Random(1).NextBytes(body);
        byte[] all = [.. "head"u8, .. body];
        for (int first = 0; first <= 10; first++)
        {
            Kernel.Sent.Clear();
            Output.Write("head"u8);
            Kernel.SendRoom = first;
            ValueTask<FlushResult> write = Output.WriteAsync(body);
            Assert.False(write.IsCompleted);
            Assert.Equal(all[..first], Kernel.Sent);
            Assert.Equal(all.Length - first, Output.UnflushedBytes);

            Kernel.SendRoom = 1500;
            _scripted.Edge(ReadyFlags.Writable);
            Assert.False(write.IsCompleted);

            Kernel.SendRoom = int.MaxValue;
            _scripted.Edge(ReadyFlags.Writable);
            Assert.False(Done(write).IsCompleted);
            Assert.Equal(all, Kernel.Sent);
        }
    }

    [Fact]
    public void RefusedSend_IsNotTriedAgainBeforeTheSocketIsWritable()
    {
        Kernel.SendRoom = 0;
        ValueTask<FlushResult> write = Output.WriteAsync(Bytes("hello"));
        Assert.Single(Kernel.Sends);

        Kernel.SendRoom = 100;
        _scripted.Edge(ReadyFlags.Readable);
        Assert.Single(Kernel.Sends);

        _scripted.Edge(ReadyFlags.Writable);
        Done(write);
        Assert.Equal(2, Kernel.Sends.Count);
    }

    [Fact]
    public void WritableEdge_WithNothingToSend_MakesNoCall()
    {
        _scripted.Edge(ReadyFlags.Writable);

        Assert.Empty(Kernel.Sends);
    }

    [Fact]
    public void InterruptedSend_IsTriedAgain()
    {
        Kernel.SendErrors.Enqueue(Errno.EINTR);

        Done(Output.WriteAsync(Bytes("hello")));

        Assert.Equal("hello", Sent);
    }

    [Fact]
    public void FailedSend_CompletesWithItsErrnoAndSoDoesEveryLaterOne()
    {
        Output.Write("head"u8);
        Kernel.SendErrors.Enqueue(Errno.EPIPE);

        Assert.True(Done(Output.WriteAsync(new byte[20_000])).IsCompleted);
        Assert.Equal(Errno.EPIPE, _scripted.Connection.Error);
        Assert.True(_scripted.Connection.IsReset);

        Output.Write("more"u8);
        Assert.True(Done(Output.FlushAsync()).IsCompleted);
        Assert.True(Done(Output.WriteAsync(new byte[20_000])).IsCompleted);
        Assert.Single(Kernel.Sends);
    }

    [Fact]
    public void FailedSend_AfterAWait_CompletesTheWaiter()
    {
        Kernel.SendRoom = 0;
        ValueTask<FlushResult> write = Output.WriteAsync(Bytes("hello"));
        Kernel.SendErrors.Enqueue(Errno.ECONNRESET);

        _scripted.Edge(ReadyFlags.Failed | ReadyFlags.Readable | ReadyFlags.Writable);

        Assert.True(Done(write).IsCompleted);
        Assert.Equal(Errno.ECONNRESET, _scripted.Connection.Error);
    }

    [Fact]
    public void FirstFailure_IsTheOneThatCounts()
    {
        Kernel.SendErrors.Enqueue(Errno.EPIPE);
        Done(Output.WriteAsync(Bytes("x")));
        Kernel.ReceiveErrors.Enqueue(Errno.ECONNRESET);
        _scripted.Edge(ReadyFlags.Readable);
        Assert.True(_scripted.Connection.Input.TryRead(out _));

        Assert.Equal(Errno.EPIPE, _scripted.Connection.Error);
    }

    [Fact]
    public void CancelWaits_WhileAWriteWaits_EndsItAndTheRestIsStillOwed()
    {
        Kernel.SendRoom = 2;
        byte[] body = Bytes("hello");
        ValueTask<FlushResult> write = Output.WriteAsync(body);
        _scripted.Connection.CancelWaits();
        _scripted.Turn();
        Assert.True(Done(write).IsCanceled);
        Assert.Equal(3, Output.UnflushedBytes);

        Kernel.SendRoom = 100;
        ValueTask<FlushResult> flush = Output.FlushAsync();
        _scripted.Edge(ReadyFlags.Writable);

        Assert.False(Done(flush).IsCanceled);
        Assert.Equal("hello", Sent);
    }

    [Fact]
    public void WriteBehindACancelledWrite_IsRefusedUntilTheRestIsSent()
    {
        Kernel.SendRoom = 2;
        ValueTask<FlushResult> write = Output.WriteAsync(Bytes("hello"));
        _scripted.Connection.CancelWaits();
        _scripted.Turn();
        Done(write);

        Assert.Throws<InvalidOperationException>(() => Output.GetMemory());
        Assert.Throws<InvalidOperationException>(() => { _ = Output.WriteAsync(Bytes("more")).AsTask(); });
    }

    [Fact]
    public void CancelWaits_WithNothingWaiting_ConcernsNoLaterFlush()
    {
        _scripted.Connection.CancelWaits();

        Assert.False(Done(Output.WriteAsync(Bytes("x"))).IsCanceled);
    }

    [Fact]
    public void CancelPendingFlush_WithNothingWaiting_CancelsTheNextFlushAndNoOther()
    {
        Output.Write("hello"u8);
        Output.CancelPendingFlush();

        Assert.True(Done(Output.FlushAsync()).IsCanceled);
        Assert.Empty(Sent);

        Assert.False(Done(Output.FlushAsync()).IsCanceled);
        Assert.Equal("hello", Sent);
    }

    [Fact]
    public void GetSpan_MoreThanTheBlockHolds_Throws()
    {
        Output.Write(new byte[BlockBytes - 10]);

        Assert.Throws<InvalidOperationException>(() => Output.GetMemory(11));
        Assert.Equal(10, Output.GetSpan(10).Length);
    }

    [Fact]
    public void GetSpan_BehindAPartialSend_FindsTheRoomOfWhatIsGone()
    {
        Output.Write(new byte[BlockBytes]);
        Kernel.SendRoom = 600;
        ValueTask<FlushResult> flush = Output.FlushAsync();
        _scripted.Connection.CancelWaits();
        _scripted.Turn();
        Done(flush);

        Assert.Equal(600, Output.GetSpan(600).Length);
        Output.Write(Bytes("tail"));
        Kernel.SendRoom = int.MaxValue;
        ValueTask<FlushResult> next = Output.FlushAsync();
        _scripted.Edge(ReadyFlags.Writable);

        Done(next);
        Assert.Equal([.. new byte[BlockBytes], .. "tail"u8], Kernel.Sent);
    }

    [Fact]
    public void Complete_ReturnsTheBlock()
    {
        Output.Write("hello"u8);

        Output.Complete();

        Assert.Equal(0, _scripted.Buffers.Outstanding);
        Assert.Equal(0, Output.UnflushedBytes);
    }

    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);
}
