using System;
using System.Threading.Tasks;
using Engine.IO.Tasks;
using Xunit;

namespace Engine.IO.Tests.Tasks;

public sealed class LoopSignalTests : IDisposable
{
    private readonly SignalLoop _loop = new();

    public void Dispose() => _loop.Dispose();

    [Fact]
    public void Set_WakesTheWaiterWithItsNumber()
    {
        LoopSignal signal = _loop.NewSignal();
        ValueTask<int> wait = signal.WaitAsync();
        Assert.True(signal.IsWaiting);

        signal.Set(42);

        Assert.False(signal.IsWaiting);
        Assert.Equal(42, _loop.Result(wait));
    }

    [Fact]
    public void Set_WithoutAWaiter_IsForgotten()
    {
        LoopSignal signal = _loop.NewSignal();
        signal.Set(1);

        ValueTask<int> wait = signal.WaitAsync();
        _loop.Turn();
        Assert.False(wait.IsCompleted);

        signal.Set(2);
        Assert.Equal(2, _loop.Result(wait));
    }

    [Fact]
    public void Set_Twice_TheFirstCounts()
    {
        LoopSignal signal = _loop.NewSignal();
        ValueTask<int> wait = signal.WaitAsync();

        signal.Set(1);
        signal.Set(2);

        Assert.Equal(1, _loop.Result(wait));
    }

    [Fact]
    public void Wait_WhileOneWaits_Throws()
    {
        LoopSignal signal = _loop.NewSignal();
        _ = signal.WaitAsync().AsTask();

        Assert.Throws<InvalidOperationException>(() => { _ = signal.WaitAsync().AsTask(); });
    }

    [Fact]
    public void Wait_AfterAResultWasTaken_BeginsAnew()
    {
        LoopSignal signal = _loop.NewSignal();
        for (int i = 0; i < 10; i++)
        {
            ValueTask<int> wait = signal.WaitAsync();
            signal.Set(i);
            Assert.Equal(i, _loop.Result(wait));
        }
    }

    [Fact]
    public void ResultOfOneWait_TakenTwice_Throws()
    {
        LoopSignal signal = _loop.NewSignal();
        ValueTaskAwaiterPair pair = new(signal.WaitAsync());
        signal.Set(1);
        pair.Take();

        Assert.Throws<InvalidOperationException>(() => pair.Take());
    }

    [Fact]
    public void ResultOfOneWait_TakenBeforeTheSignal_Throws()
    {
        ValueTaskAwaiterPair pair = new(_loop.NewSignal().WaitAsync());

        Assert.Throws<InvalidOperationException>(() => pair.Take());
    }

    /// <summary>Takes a result as often as it is told to, which no async method would.</summary>
    private sealed class ValueTaskAwaiterPair(ValueTask<int> wait)
    {
        private readonly System.Runtime.CompilerServices.ValueTaskAwaiter<int> _awaiter = wait.GetAwaiter();

        internal int Take() => _awaiter.GetResult();
    }
}
