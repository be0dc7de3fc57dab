#pragma warning disable CA2012 // operations are held and looked at: whether they wait is what is tested

using System;
using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Threading.Tasks;
using Engine.IO.Native;
using Engine.IO.Pipes;
using Engine.IO.Polling;
using Xunit;
using static Engine.IO.Tests.Sockets.ScriptedConnection;

namespace Engine.IO.Tests.Sockets;

/// <summary>Messages that leave with the end of the turn in which they were written, edge by edge on a scripted socket.</summary>
public sealed class GatheredSendTests : IDisposable
{
    private readonly ScriptedConnection _scripted = new();

    private LoopWriter Output => _scripted.Connection.Output;

    private LoopReader Input => _scripted.Connection.Input;

    private ScriptedSockets Kernel => _scripted.Kernel;

    private string Sent => Encoding.Latin1.GetString([.. Kernel.Sent]);

    public void Dispose() => _scripted.Dispose();

    [Fact]
    public void FlushSoon_SendsAtTheEndOfTheTurn()
    {
        Output.Write("head "u8);
        Assert.True(Output.TryWriteSoon("body"u8.ToArray()));
        Assert.Empty(Sent);
        Assert.False(Output.OwesRest);

        _scripted.Turn();

        Assert.Equal("head body", Sent);
        Assert.Equal([9], Kernel.Sends);
        Assert.Equal(0, _scripted.Buffers.Outstanding);
    }

    [Fact]
    public void TwoMessagesOfOneTurn_KeepTheirOrder()
    {
        Output.Write("one "u8);
        Assert.True(Output.TryFlushSoon());
        Output.Write("two "u8);
        Assert.True(Output.TryFlushSoon());
        Output.Write("unfinished"u8);

        _scripted.Turn();

        Assert.Equal("one two ", Sent);
        Output.TryFlush();
        Assert.Equal("one two unfinished", Sent);
    }

    [Fact]
    public void FlushSoon_OfALargeSource_WhichWouldHaveToStayValid_SendsAtOnce()
    {
        byte[] body = new byte[20_000];
        Output.Write("head "u8);

        Assert.True(Output.TryWriteSoon(body));

        Assert.Equal([20_005], Kernel.Sends);
    }

    [Fact]
    public void FlushSoon_BehindWhichTheConnectionIsLeft_SendsAtOnce()
    {
        Output.Write("last"u8);
        Output.ClosesNext = true;

        Assert.True(Output.TryFlushSoon());

        Assert.Equal("last", Sent);
    }

    [Fact]
    public void FlushSoon_ToWhoIsKnownToHaveGone_TellsAtOnceWhatBecameOfIt()
    {
        _scripted.Edge(ReadyFlags.Failed | ReadyFlags.PeerClosed);
        Kernel.SendErrors.Enqueue(Errno.EPIPE);
        Output.Write("late"u8);

        Assert.True(Output.TryFlushSoon());

        Assert.True(Output.HasFailed);
    }

    [Fact]
    public void Close_SendsFirstWhatWasToLeaveWithTheTurn()
    {
        Output.Write("last"u8);
        Assert.True(Output.TryFlushSoon());

        _scripted.Connection.Close(reset: false);
        _scripted.Turn();

        Assert.Equal("last", Sent);
        Assert.Equal([4], Kernel.Sends);
    }

    [Fact]
    public void Reset_DiscardsIt()
    {
        Output.Write("last"u8);
        Assert.True(Output.TryFlushSoon());

        _scripted.Connection.Close(reset: true);
        _scripted.Turn();

        Assert.Empty(Kernel.Sends);
    }

    [Fact]
    public void WhenSomeHasToWait_WhoWaitsForInputIsWoken_AndFlushesTheRest()
    {
        Kernel.SendRoom = 3;
        Output.Write("message"u8);
        Assert.True(Output.TryFlushSoon());
        Waiter waiter = new(Input);

        _scripted.Turn();
        _scripted.Turn();

        Assert.True(waiter.IsWoken);
        Assert.True(Input.Unread.IsEmpty);
        Assert.True(Output.OwesRest);
        ValueTask<FlushResult> flush = Output.FlushAsync();
        Kernel.SendRoom = int.MaxValue;
        _scripted.Edge(ReadyFlags.Writable);
        Done(flush);
        Assert.Equal("message", Sent);
        Assert.False(Output.OwesRest);
    }

    [Fact]
    public void WhenItFails_WhoWaitsForInputReadsWhatTheOtherSideSaidBeforeItWent()
    {
        Kernel.SendErrors.Enqueue(Errno.EPIPE);
        Output.Write("message"u8);
        Assert.True(Output.TryFlushSoon());
        Waiter waiter = new(Input);
        Kernel.Arrive("why"u8);
        Kernel.ArriveEnd();

        _scripted.Turn();
        _scripted.Turn();

        Assert.True(waiter.IsWoken);
        Assert.Equal("why", Encoding.ASCII.GetString(Input.Unread));
        Input.Consume(3);
        Assert.True(Input.TryFill(0));
        Assert.True(Input.IsEnded);
        Assert.Equal(Errno.EPIPE, _scripted.Connection.Error);
    }

    private sealed class Waiter
    {
        internal Waiter(LoopReader input)
        {
            Assert.False(input.TryFill(0));
            LoopWait.Awaiter wait = input.WaitAsync().GetAwaiter();
            wait.OnCompleted(() => IsWoken = wait.GetResult());
        }

        internal bool IsWoken { get; private set; }
    }
}
