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
    private long _sum;

    public LoopTaskAllocationTests() => _signal = _loop.NewSignal();

    public void Dispose() => _loop.Dispose();

    [Fact]
    public void SuspendedCalls_WithAResult_AllocateNothing()
    {
        RunCalls(WithResultAsync, 1000);

        Assert.Equal(0, RunCalls(WithResultAsync, Calls));
        Assert.Equal(3L * (1000 + Calls), _sum);
    }

    [Fact]
    public void SuspendedCalls_WithoutAResult_AllocateNothing()
    {
        RunCalls(PlainAsync, 1000);

        Assert.Equal(0, RunCalls(PlainAsync, Calls));
        Assert.Equal(1000 + Calls, _sum);
    }

    [Fact]
    public void NestedSuspendedCalls_AllocateNothing()
    {
        RunCalls(NestedAsync, 1000);

        Assert.Equal(0, RunCalls(NestedAsync, Calls));
    }

    [Fact]
    public void CallsThatNeverWait_AllocateNothing()
    {
        LoopTask<int> first = ImmediateAsync(1);
        first.Take();

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Calls; i++)
        {
            _sum += ImmediateAsync(i).Take();
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    /// <summary>Makes the calls one after the other, each suspended once; bytes allocated after the first.</summary>
    private long RunCalls(Func<LoopTask> call, int count)
    {
        LoopTask task = LoopAsync(call, count);
        SignalOnce();
        long before = GC.GetAllocatedBytesForCurrentThread();
        while (!task.IsCompleted)
        {
            SignalOnce();
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        task.Take();
        return allocated;
    }

    private void SignalOnce()
    {
        _signal.Set(1);
        _loop.Turn();
    }

    private static async LoopTask LoopAsync(Func<LoopTask> call, int count)
    {
        for (int i = 0; i < count; i++)
        {
            await call();
        }
    }

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
