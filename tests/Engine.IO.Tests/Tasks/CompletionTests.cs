using System;
using System.Threading.Tasks.Sources;
using Engine.IO.Buffers;
using Engine.IO.Loop;
using Engine.IO.Tasks;
using Engine.IO.Tests.Loop;
using Engine.IO.Tests.Polling;
using Engine.IO.Tests.Sockets;
using Xunit;

namespace Engine.IO.Tests.Tasks;

/// <summary>Begin, register, finish, end, in that order and no other.</summary>
public sealed class CompletionTests : IDisposable
{
    private readonly EventLoop _loop = new(new EventLoopParts
    {
        Poller = new ScriptedPoller(),
        Sockets = new ScriptedSockets(),
        Clock = new TestClock(),
        Buffers = new BufferPool(1024),
    });

    private Completion _completion;
    private int _continued;

    public void Dispose() => _loop.Dispose();

    [Fact]
    public void RegisterThenFinish_ContinuesLaterInTheTurnAndOnce()
    {
        short token = _completion.Begin();
        Register();
        Assert.True(_completion.IsPending);

        _completion.Finish(_loop);
        Assert.Equal(0, _continued);
        Assert.Equal(ValueTaskSourceStatus.Succeeded, _completion.Status(token));

        _loop.Turn(0);
        _loop.Turn(0);
        Assert.Equal(1, _continued);
    }

    [Fact]
    public void FinishThenRegister_ContinuesToo()
    {
        _completion.Begin();
        _completion.Finish(_loop);

        Register();
        _loop.Turn(0);

        Assert.Equal(1, _continued);
    }

    [Fact]
    public void EndedOperation_LeavesRoomForTheNext()
    {
        for (int i = 0; i < 100_000; i++) // more often than a short token can count
        {
            short token = _completion.Begin();
            Assert.Equal(ValueTaskSourceStatus.Pending, _completion.Status(token));
            _completion.Finish(_loop);
            _completion.End(token);
        }
    }

    [Fact]
    public void Begin_WhileOneIsUnderWay_Throws()
    {
        _completion.Begin();

        Assert.Throws<InvalidOperationException>(() => _completion.Begin());
    }

    [Fact]
    public void Begin_WhileAResultWasNotTaken_Throws()
    {
        _completion.Begin();
        _completion.Finish(_loop);

        Assert.Throws<InvalidOperationException>(() => _completion.Begin());
    }

    [Fact]
    public void End_Twice_Throws()
    {
        short token = _completion.Begin();
        _completion.Finish(_loop);
        _completion.End(token);

        Assert.Throws<InvalidOperationException>(() => _completion.End(token));
        Assert.Throws<InvalidOperationException>(() => _completion.Status(token));
    }

    [Fact]
    public void End_OfAnEarlierOperation_Throws()
    {
        short old = _completion.Begin();
        _completion.Finish(_loop);
        _completion.End(old);
        _completion.Begin();
        _completion.Finish(_loop);

        Assert.Throws<InvalidOperationException>(() => _completion.End(old));
    }

    [Fact]
    public void End_BeforeFinish_Throws()
    {
        short token = _completion.Begin();

        Assert.Throws<InvalidOperationException>(() => _completion.End(token));
    }

    [Fact]
    public void Register_TwoWaiters_Throws()
    {
        _completion.Begin();
        Register();

        Assert.Throws<InvalidOperationException>(Register);
    }

    [Fact]
    public void Register_WithoutAState_IsRefused()
    {
        _completion.Begin();

        Assert.Throws<ArgumentNullException>(() => _completion.OnCompleted(_ => _continued++, null, _loop));
    }

    private void Register() => _completion.OnCompleted(_ => _continued++, this, _loop);
}
