using System;
using Engine.IO.Loop;
using Xunit;

namespace Engine.IO.Tests.Loop;

public sealed class LoopClockTests
{
    [Fact]
    public void Update_NeverGoesBack()
    {
        LoopClock clock = new();
        long lastMs = 0;
        for (int i = 0; i < 10_000; i++)
        {
            clock.Update();
            Assert.True(clock.NowMs >= lastMs);
            lastMs = clock.NowMs;
        }
    }

    [Fact]
    public void BetweenUpdates_TimeStandsStill()
    {
        LoopClock clock = new();
        clock.Update();

        (long nowMs, DateTime utcNow) = (clock.NowMs, clock.UtcNow);
        while (Environment.TickCount64 == nowMs)
        {
        }

        Assert.Equal((nowMs, utcNow), (clock.NowMs, clock.UtcNow));
    }

    [Fact]
    public void UtcNow_IsTheWallClockOfTheLastUpdate()
    {
        LoopClock clock = new();
        DateTime before = DateTime.UtcNow;
        clock.Update();
        DateTime after = DateTime.UtcNow;

        Assert.InRange(clock.UtcNow, before, after);
        Assert.Equal(DateTimeKind.Utc, clock.UtcNow.Kind);
    }
}
