using System;
using System.Collections.Generic;
using Engine.IO.Loop;
using Xunit;

namespace Engine.IO.Tests.Loop;

/// <summary>Timers by hand; <see cref="TimerWheelDifferentialTests"/> has the random ones.</summary>
public sealed class TimerWheelTests
{
    private const long StartMs = 1_000_000;

    private readonly TimerWheel _wheel = new(StartMs);
    private readonly TimerCalls _calls = new();

    private LoopTimer NewTimer() => new(_calls);

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(16_383)]
    [InlineData(16_385)]
    [InlineData(1_048_577)]
    [InlineData(50_000_000)]
    [InlineData(400_000_000)] // beyond what the wheel holds at once: 18.6 hours
    public void Deadline_AnyDistance_IsNeverEarlyAndAtMostOneTickLate(long inMs)
    {
        LoopTimer timer = NewTimer();
        _wheel.Set(timer, StartMs + inMs);

        _wheel.Advance(StartMs + inMs - 1);
        Assert.Empty(_calls.Fired);
        Assert.True(timer.IsSet);

        _wheel.Advance(StartMs + inMs + TimerWheel.TickMs - 1);
        Assert.Same(timer, Assert.Single(_calls.Fired));
        Assert.False(timer.IsSet);
    }

    [Fact]
    public void Deadline_InThePast_FiresWithTheNextTick()
    {
        _wheel.Set(NewTimer(), StartMs - 500);

        _wheel.Advance(StartMs + TimerWheel.TickMs);

        Assert.Single(_calls.Fired);
    }

    [Fact]
    public void Fired_StaysSilentUntilSetAgain()
    {
        LoopTimer timer = NewTimer();
        _wheel.Set(timer, StartMs + 10);
        _wheel.Advance(StartMs + 20);
        _wheel.Advance(StartMs + 100_000);
        Assert.Single(_calls.Fired);

        _wheel.Set(timer, StartMs + 100_010);
        _wheel.Advance(StartMs + 100_020);
        Assert.Equal(2, _calls.Fired.Count);
    }

    [Fact]
    public void Set_LaterDeadline_IsAFieldWriteAndFiresOnceAtTheLaterOne()
    {
        LoopTimer timer = NewTimer();
        _wheel.Set(timer, StartMs + 100);
        long queued = timer.QueuedTick;

        _wheel.Set(timer, StartMs + 5000);
        Assert.Equal(queued, timer.QueuedTick);

        _wheel.Advance(StartMs + 4999);
        Assert.Empty(_calls.Fired);
        _wheel.Advance(StartMs + 5004);
        Assert.Single(_calls.Fired);
    }

    [Fact]
    public void Set_EarlierDeadline_FiresAtTheEarlierOneOnly()
    {
        LoopTimer timer = NewTimer();
        _wheel.Set(timer, StartMs + 5000);
        _wheel.Set(timer, StartMs + 100);

        _wheel.Advance(StartMs + 104);
        Assert.Single(_calls.Fired);
        _wheel.Advance(StartMs + 10_000);
        Assert.Single(_calls.Fired);
    }

    [Fact]
    public void ClearAndRemove_Silence()
    {
        LoopTimer cleared = NewTimer();
        LoopTimer removed = NewTimer();
        _wheel.Set(cleared, StartMs + 100);
        _wheel.Set(removed, StartMs + 100);

        cleared.Clear();
        _wheel.Remove(removed);

        Assert.False(cleared.IsSet);
        Assert.False(removed.IsSet);
        _wheel.Advance(StartMs + 200);
        Assert.Empty(_calls.Fired);
    }

    [Fact]
    public void Remove_OneOfThreeInASlot_LeavesTheOthers()
    {
        for (int removed = 0; removed < 3; removed++)
        {
            TimerWheel wheel = new(StartMs);
            TimerCalls calls = new();
            LoopTimer[] timers = [new(calls), new(calls), new(calls)];
            Array.ForEach(timers, timer => wheel.Set(timer, StartMs + 100));

            wheel.Remove(timers[removed]);
            wheel.Advance(StartMs + 104);

            Assert.Equal(2, calls.Fired.Count);
            Assert.DoesNotContain(timers[removed], calls.Fired);
        }
    }

    [Fact]
    public void Clear_ThenSet_FiresOnce()
    {
        LoopTimer timer = NewTimer();
        _wheel.Set(timer, StartMs + 100);
        timer.Clear();
        _wheel.Set(timer, StartMs + 200);

        _wheel.Advance(StartMs + 1000);

        Assert.Single(_calls.Fired);
    }

    [Fact]
    public void WhileFiring_TheTimerItselfMayBeSetAgain()
    {
        LoopTimer timer = NewTimer();
        int left = 5;
        long nowMs = StartMs;
        _calls.WhileFiring = fired =>
        {
            if (left-- > 0)
            {
                _wheel.Set(fired, nowMs + 50);
            }
        };
        _wheel.Set(timer, StartMs + 50);

        for (int i = 0; i < 1000; i++)
        {
            nowMs++;
            _wheel.Advance(nowMs);
        }

        Assert.Equal(6, _calls.Fired.Count);
    }

    [Fact]
    public void WhileFiring_AnotherOfTheSameSlotRemoved_DoesNotFire() =>
        Assert.Single(FireTwoOfOneSlot((wheel, other) => wheel.Remove(other)));

    [Fact]
    public void WhileFiring_AnotherOfTheSameSlotCleared_DoesNotFire() =>
        Assert.Single(FireTwoOfOneSlot((_, other) => other.Clear()));

    [Fact]
    public void WhileFiring_AnotherOfTheSameSlotMovedAway_FiresLaterOnly() =>
        Assert.Equal([StartMs + 100, StartMs + 900], FireTwoOfOneSlot((wheel, other) => wheel.Set(other, StartMs + 900)));

    [Fact]
    public void WhileFiring_AnotherOfTheSameSlotRemovedAndSetAgain_FiresLaterOnly() =>
        Assert.Equal(
            [StartMs + 100, StartMs + 500],
            FireTwoOfOneSlot((wheel, other) =>
            {
                wheel.Remove(other);
                wheel.Set(other, StartMs + 500);
            }));

    [Fact]
    public void WhileFiring_AnotherOfTheSameSlotSetToNow_FiresOnce() =>
        Assert.Equal([StartMs + 100, StartMs + 100], FireTwoOfOneSlot((wheel, other) => wheel.Set(other, StartMs + 50)));

    [Fact]
    public void WhileFiring_ATimerThatFiredAlreadyIsRemoved_IsHarmless()
    {
        LoopTimer first = NewTimer();
        LoopTimer second = NewTimer();
        _calls.WhileFiring = _ =>
        {
            _wheel.Remove(first);
            _wheel.Remove(second);
        };
        _wheel.Set(first, StartMs + 100);
        _wheel.Set(second, StartMs + 300);

        _wheel.Advance(StartMs + 1000);

        Assert.Same(first, Assert.Single(_calls.Fired));
    }

    [Fact]
    public void NextWait_NothingQueued_IsWithoutEnd() => Assert.Equal(-1, _wheel.NextWaitMs(StartMs));

    [Fact]
    public void NextWait_NearDeadline_IsTheTimeUntilItsTick()
    {
        _wheel.Set(NewTimer(), StartMs + 101);

        Assert.Equal(104, _wheel.NextWaitMs(StartMs));
        Assert.Equal(94, _wheel.NextWaitMs(StartMs + 10));
        Assert.Equal(0, _wheel.NextWaitMs(StartMs + 500));
    }

    [Theory]
    [InlineData(300)]
    [InlineData(60_000)]
    [InlineData(3_600_000)]
    [InlineData(200_000_000)]
    public void NextWait_Followed_ReachesTheDeadlineInTimeWithFewWakeUps(long inMs)
    {
        _wheel.Set(NewTimer(), StartMs + inMs);
        long nowMs = StartMs;
        int wakeUps = 0;
        while (_calls.Fired.Count == 0)
        {
            int waitMs = _wheel.NextWaitMs(nowMs);
            Assert.InRange(waitMs, 1, inMs + TimerWheel.TickMs);
            nowMs += waitMs;
            _wheel.Advance(nowMs);
            wakeUps++;
        }

        Assert.InRange(nowMs, StartMs + inMs, StartMs + inMs + TimerWheel.TickMs - 1);
        Assert.InRange(wakeUps, 1, 8); // one per level, and one per turn of the outermost
    }

    /// <summary>Two timers of one slot; whichever fires first does something to the other. When they fired.</summary>
    private static List<long> FireTwoOfOneSlot(Action<TimerWheel, LoopTimer> toTheOther)
    {
        TimerWheel wheel = new(StartMs);
        TimerCalls calls = new();
        LoopTimer a = new(calls);
        LoopTimer b = new(calls);
        List<long> firedMs = [];
        long nowMs = StartMs;
        calls.WhileFiring = fired =>
        {
            firedMs.Add(nowMs);
            if (firedMs.Count == 1)
            {
                toTheOther(wheel, fired == a ? b : a);
            }
        };
        wheel.Set(a, StartMs + 100);
        wheel.Set(b, StartMs + 100);
        for (; nowMs <= StartMs + 2000; nowMs++)
        {
            wheel.Advance(nowMs);
        }

        return firedMs;
    }
}
