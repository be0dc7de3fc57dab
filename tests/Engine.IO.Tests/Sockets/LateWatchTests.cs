using System.Text;
using Engine.IO.Buffers;
using Engine.IO.Loop;
using Engine.IO.Native;
using Engine.IO.Pipes;
using Engine.IO.Polling;
using Engine.IO.Sockets;
using Engine.IO.Tests.Loop;
using Engine.IO.Tests.Polling;
using Xunit;

namespace Engine.IO.Tests.Sockets;

/// <summary>An accepted socket is read first; the poller hears of it when somebody waits, or after 100 ms.</summary>
public sealed class LateWatchTests : System.IDisposable
{
    private const int Fd = 7;

    private readonly ScriptedPoller _poller = new();
    private readonly ScriptedSockets _kernel = new();
    private readonly TestClock _clock = new();
    private readonly EventLoop _loop;
    private readonly SocketConnection _connection;

    public LateWatchTests()
    {
        _clock.Set(0);
        _loop = new EventLoop(new EventLoopParts { Poller = _poller, Sockets = _kernel, Clock = _clock, Buffers = new BufferPool(1024) });
        _connection = new SocketConnection(_loop);
    }

    public void Dispose()
    {
        _connection.Close(reset: false);
        _loop.Dispose();
    }

    [Fact]
    public void WhatHasComeByThen_IsReadWithoutThePoller()
    {
        _kernel.Arrive("GET"u8);
        _connection.OpenAccepted(Fd);

        Assert.True(_connection.Input.TryFill(0));
        Assert.Equal("GET", Encoding.ASCII.GetString(_connection.Input.Unread));
        _connection.Close(reset: false);
        _loop.Turn(0);

        Assert.Empty(_poller.Keys);
        Assert.Equal(0, _poller.WaitsMs[^1]);
    }

    [Fact]
    public void WhoWaits_IsToldOfWhatComesLater()
    {
        _connection.OpenAccepted(Fd);
        Assert.False(_connection.Input.TryFill(0));
        LoopWait.Awaiter wait = _connection.Input.WaitAsync().GetAwaiter();
        bool told = false;
        wait.OnCompleted(() => told = wait.GetResult());
        Assert.Contains(Fd, _poller.Keys);

        _kernel.Arrive("GET"u8);
        _poller.Report(Fd, ReadyFlags.Readable);
        _loop.Turn(0);

        Assert.True(told);
    }

    [Fact]
    public void After100Ms_ItIsWatched_ThoughNobodyWaits()
    {
        _clock.Set(1000);
        _loop.Turn(0);
        _connection.OpenAccepted(Fd);
        _loop.Turn(int.MaxValue);
        Assert.Equal(100, _poller.WaitsMs[^1]);
        Assert.Empty(_poller.Keys);

        _clock.Set(1100);
        _loop.Turn(int.MaxValue);

        Assert.Contains(Fd, _poller.Keys);
        _poller.Report(Fd, ReadyFlags.PeerClosed | ReadyFlags.Readable);
        _loop.Turn(0);
        Assert.True(_connection.PeerClosed);
    }

    [Fact]
    public void WhereThePollerHasNoRoom_ItIsTriedAgain()
    {
        _poller.AddError = Errno.ENOMEM;
        _connection.OpenAccepted(Fd);
        Assert.False(_connection.Input.TryFill(0));
        LoopWait.Awaiter wait = _connection.Input.WaitAsync().GetAwaiter();
        wait.OnCompleted(static () => { });
        Assert.Empty(_poller.Keys);

        _poller.AddError = 0;
        _clock.Set(100);
        _loop.Turn(0);

        Assert.Contains(Fd, _poller.Keys);
    }

    [Fact]
    public void UnreadInput_IsAskedForAtTheEnd_WhereNoEdgeTells()
    {
        _kernel.Arrive("GET"u8);
        _connection.OpenAccepted(Fd);
        Assert.True(_connection.Input.TryFill(0));
        _connection.Input.Consume(3);
        Assert.False(_connection.HasUnreadInput);

        _kernel.Arrive("more"u8);

        Assert.True(_connection.HasUnreadInput);
    }

    [Fact]
    public void Several_AreWatchedInTheirOrder_WhoeverLeaves()
    {
        SocketConnection[] connections = [new(_loop), new(_loop), new(_loop)];
        for (int i = 0; i < connections.Length; i++)
        {
            connections[i].OpenAccepted(10 + i);
        }

        connections[1].Close(reset: false);
        _clock.Set(100);
        _loop.Turn(0);

        Assert.Equal([10, 12], System.Linq.Enumerable.Order(_poller.Keys.Keys));
    }
}
