using Weir.Life;
using Xunit;

namespace Weir.Tests.Life;

/// <summary><c>grace</c> and <c>hard-stop-after</c>, on a clock of the test's own.</summary>
public sealed class StopSequenceTests
{
    [Fact]
    public void Soft_WithoutLimits_IsAtOnceAndForEver()
    {
        var stop = new StopSequence(0, null);
        Assert.False(stop.HasBegun);
        Assert.Equal(StopStep.Soft, stop.OnSoft(1000));
        Assert.True(stop.HasBegun);
        Assert.Equal(-1, stop.WaitMs(1000));
        Assert.Equal(StopStep.Nothing, stop.OnTime(1_000_000));
    }

    [Fact]
    public void Soft_Twice_ActsOnce()
    {
        var stop = new StopSequence(0, 5000);
        Assert.Equal(StopStep.Soft, stop.OnSoft(0));
        Assert.Equal(StopStep.Nothing, stop.OnSoft(100));
        Assert.Equal(4900, stop.WaitMs(100));
    }

    [Fact]
    public void Soft_WithGrace_WaitsForIt()
    {
        var stop = new StopSequence(300, null);
        Assert.Equal(StopStep.Nothing, stop.OnSoft(1000));
        Assert.True(stop.HasBegun);
        Assert.Equal(300, stop.WaitMs(1000));
        Assert.Equal(StopStep.Nothing, stop.OnTime(1299));
        Assert.Equal(StopStep.Soft, stop.OnTime(1300));
    }

    [Fact]
    public void HardStopAfter_CountsFromTheSoftStop_AndThenALoopHasOneSecond()
    {
        var stop = new StopSequence(300, 5000);
        stop.OnSoft(0);
        Assert.Equal(StopStep.Soft, stop.OnTime(300));
        Assert.Equal(5000, stop.WaitMs(300));
        Assert.Equal(StopStep.Nothing, stop.OnTime(5299));
        Assert.Equal(StopStep.Hard, stop.OnTime(5300));
        Assert.Equal(StopSequence.LeaveAfterMs, stop.WaitMs(5300));
        Assert.Equal(StopStep.Leave, stop.OnTime(5300 + StopSequence.LeaveAfterMs));
        Assert.Equal(-1, stop.WaitMs(9000));
    }

    [Fact]
    public void Hard_ComesAtOnce_WhateverTheGrace()
    {
        var stop = new StopSequence(300, 5000);
        stop.OnSoft(0);
        Assert.Equal(StopStep.Hard, stop.OnHard(10));
        Assert.Equal(StopStep.Nothing, stop.OnHard(20));
        Assert.Equal(StopStep.Nothing, stop.OnSoft(30));
        Assert.Equal(StopStep.Leave, stop.OnTime(10 + StopSequence.LeaveAfterMs));
    }
}
