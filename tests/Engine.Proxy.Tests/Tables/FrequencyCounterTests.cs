using Engine.Proxy.Tables;
using Xunit;

namespace Engine.Proxy.Tests.Tables;

/// <summary>Rates as HAProxy counts them: this period whole, the one before as far as it reaches.</summary>
public sealed class FrequencyCounterTests
{
    private const int PeriodMs = 1000;

    [Fact]
    public void ThisPeriod_CountsWhole_TheOneBeforeInPart()
    {
        FrequencyCounter counter = default;
        counter.Add(100_000, PeriodMs, 10);
        Assert.Equal(10u, counter.PerPeriod(100_000, PeriodMs));
        Assert.Equal(10u, counter.PerPeriod(100_999, PeriodMs));

        // Nothing came in the next period: what reaches into it shrinks.
        Assert.Equal(7u, counter.PerPeriod(101_250, PeriodMs));
        counter.Add(101_250, PeriodMs, 4);
        Assert.Equal(11u, counter.PerPeriod(101_250, PeriodMs));
        Assert.Equal(6u, counter.PerPeriod(101_750, PeriodMs));
        Assert.Equal(4u, counter.PerPeriod(102_000, PeriodMs));
        Assert.Equal(0u, counter.PerPeriod(103_001, PeriodMs));
    }

    [Fact]
    public void APeriodWithoutEvents_ForgetsTheOneBefore()
    {
        FrequencyCounter counter = default;
        counter.Add(100_000, PeriodMs, 10);
        counter.Add(102_500, PeriodMs, 1);
        Assert.Equal(0u, counter.Previous);
        Assert.Equal(1u, counter.PerPeriod(102_500, PeriodMs));
    }

    [Fact]
    public void ASingleEvent_DoesNotFlap()
    {
        FrequencyCounter counter = default;
        counter.Add(100_000, PeriodMs, 1);
        Assert.Equal(1u, counter.PerPeriod(101_900, PeriodMs));
        Assert.Equal(0u, counter.PerPeriod(102_001, PeriodMs));
    }

    [Fact]
    public void TheClockOfAnotherLoop_MayBeALittleBehind()
    {
        FrequencyCounter counter = default;
        counter.Add(100_000, PeriodMs, 5);
        counter.Add(99_990, PeriodMs, 5);
        Assert.Equal(10u, counter.PerPeriod(99_995, PeriodMs));
    }

    [Fact]
    public void TheLow32BitsOfTheClock_MayTurnOver()
    {
        const long Turn = 1L << 32;
        FrequencyCounter counter = FrequencyCounter.From(Turn - 400, elapsedMs: 0, current: 8, previous: 0);
        counter.Add(Turn + 100, PeriodMs, 2);
        Assert.Equal(10u, counter.PerPeriod(Turn + 100, PeriodMs));
        counter.Add(Turn + 700, PeriodMs, 1);
        Assert.Equal(10u, counter.PerPeriod(Turn + 700, PeriodMs));
    }
}
