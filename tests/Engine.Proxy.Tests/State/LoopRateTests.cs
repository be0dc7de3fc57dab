using Engine.Proxy.State;
using Xunit;

namespace Engine.Proxy.Tests.State;

/// <summary>Rates over a sliding second, counted by each loop for itself.</summary>
public sealed class LoopRateTests
{
    private readonly LoopRateShared _rate = new();

    public LoopRateTests() => _rate.Prepare(2);

    [Fact]
    public void Rate_IsOfTheSecondThatEndsNow()
    {
        Count(loop: 0, 10_500, times: 4);
        Count(loop: 1, 10_900, times: 6);
        Assert.Equal(10, _rate.PerSecond(10_999));
        Assert.Equal(5, _rate.PerSecond(11_500));
        Assert.Equal(0, _rate.PerSecond(12_000));
    }

    /// <summary>Who looks late sees nothing of a single event in the rate, and yet it was one in its second.</summary>
    [Theory]
    [InlineData(10_999)]
    [InlineData(11_000)]
    [InlineData(11_400)]
    [InlineData(60_000)]
    public void Peak_IsTheSame_WheneverItIsAskedFor(long askedMs)
    {
        Count(loop: 0, 10_999, times: 1);
        Assert.Equal(1, _rate.Peak(askedMs));
    }

    [Fact]
    public void Peak_AddsUpTheLoopsOfOneSecond()
    {
        Count(loop: 0, 10_100, times: 4);
        Count(loop: 1, 10_200, times: 6);
        Count(loop: 0, 11_100, times: 1);
        Assert.Equal(10, _rate.Peak(12_500));
        _rate.ClearPeak();
        Assert.InRange(_rate.Peak(13_500), 0, 1);
    }

    private void Count(int loop, long nowMs, int times)
    {
        for (int i = 0; i < times; i++)
        {
            _rate.Count(loop, nowMs);
        }
    }
}
