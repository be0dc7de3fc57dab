#pragma warning disable CS1998 // one of these methods never waits, on purpose

using System;
using Engine.IO.Tasks;
using Xunit;

namespace Engine.IO.Tests.Tasks;

/// <summary>Suspended methods live in pooled boxes: after the first few, none is allocated.</summary>
public sealed class LoopTaskAllocationTests : IDisposable
{
    private const int Calls = 100_000;

    private readonly SignalLoop _loop = new();
    private readonly LoopSignal _signal;
    private long _calls;
    private long _sum;

    public LoopTaskAllocationTests() => _signal = _loop.NewSignal();

    public void Dispose() => _loop.Dispose();

    [Fact]
    public void SuspendedCalls_WithAResult_AllocateNothing()
    {
        Assert.Equal(0, Measure(WithResultAsync));
        Assert.Equal(3L * _calls, _sum);
    }

    [Fact]
    public void SuspendedCalls_WithoutAResult_AllocateNothing()
    {
        Assert.Equal(0, Measure(PlainAsync));
        Assert.Equal(_calls, _sum);
    }

    [Fact]
    public void NestedSuspendedCalls_AllocateNothing() => Assert.Equal(0, Measure(NestedAsync));

    [Fact]
    public void CallsThatNeverWait_AllocateNothing() => Assert.Equal(0, Allocations.LeastOf(Calls, () => _sum += ImmediateAsync(1).Take()));

    /// <summary>Bytes that calls take, each made from a suspended method and suspended itself.</summary>
    private long Measure(Func<LoopTask> call) => Allocations.LeastOf(Calls, () =>
    {
        _calls++;
        LoopTask task = CallAsync(call);
        while (!task.IsCompleted)
        {
            _signal.Set(1);
            _loop.Turn();
        }

        task.Take();
    });

    private static async LoopTask CallAsync(Func<LoopTask> call) => await call();

    private async LoopTask WithResultAsync() => _sum += await AddAsync(2);

    private async LoopTask<int> AddAsync(int value) => value + await _signal.WaitAsync();

    private async LoopTask PlainAsync() => _sum += await _signal.WaitAsync();

    private async LoopTask NestedAsync()
    {
        await PlainAsync();
        await WithResultAsync();
        await PlainAsync();
    }

    private static async LoopTask<int> ImmediateAsync(int value) => value;
}
