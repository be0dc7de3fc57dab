using System;
using Engine.IO.Buffers;
using Engine.IO.Loop;
using Engine.LoadTests.Scenarios;
using Engine.LoadTests.Tests.Scenarios;
using Engine.LoadTests.Traffic;
using Xunit;

namespace Engine.LoadTests.Tests.Steady;

/// <summary>In the steady state the generator allocates nothing: a collection would be a pause, and count as the target's.</summary>
public sealed class AllocationTests
{
    /// <summary>What the runtime may give a thread at once (its allocation context): the count is no finer when a collection comes in between.</summary>
    private const int ContextBytes = 8192;

    [Theory]
    [InlineData("", "keep constant 4 during {0} s")]
    [InlineData("pipeline 4", "keep constant 4 during {0} s")]
    [InlineData("connections 4", "inject 500/s during {0} s")]
    [InlineData("think 2 ms", "keep constant 4 during {0} s")]
    public void ALongRun_AllocatesNoMoreThanAShortOne(string setting, string load)
    {
        Run(setting, load, 1); // statics, pools of the thread
        (long shortBytes, long shortRequests) = Run(setting, load, 2);
        (long longBytes, long longRequests) = Run(setting, load, 20);

        // One object per request would be 24 bytes each, at least.
        Assert.True(longRequests > shortRequests + 2000, $"{shortRequests} and {longRequests} requests");
        Assert.InRange(longBytes - shortBytes, -2 * ContextBytes, 2 * ContextBytes);
    }

    private static (long Bytes, long Requests) Run(string setting, string load, int seconds)
    {
        string text = Reading.With(setting, load: string.Format(System.Globalization.CultureInfo.InvariantCulture, load, seconds)).Replace("http://a:81", "http://127.0.0.1:81");
        LoadPlan plan = LoadPlan.Compile(Reading.Valid(text), new FaultList("t.load"))!;
        var clock = new SteadyClock();
        using var alarm = new SteadyAlarm(clock);
        var kernel = new SteadyKernel();
        using var loop = new EventLoop(new EventLoopParts
        {
            Poller = new SteadyPoller(kernel, clock, alarm),
            Sockets = kernel,
            Clock = clock,
            Buffers = new BufferPool(32 * 1024),
            OnBroken = static fault => throw new InvalidOperationException("the load broke", fault),
        });
        var generator = new LoadLoop(plan, 0, loop, new SteadyNanoClock(clock), alarm);
        loop.Post(static load => ((LoadLoop)load!).Start(), generator);
        long before = GC.GetAllocatedBytesForCurrentThread();
        loop.Run();
        return (GC.GetAllocatedBytesForCurrentThread() - before, kernel.Requests);
    }
}
