using System.Linq;
using Engine.LoadTests.Pacing;
using Engine.LoadTests.Scenarios;
using Xunit;

namespace Engine.LoadTests.Tests.Pacing;

public sealed class ArrivalsTests
{
    private const long S = 1_000_000_000;

    [Fact]
    public void AConstantRate_IsEvenlySpaced()
    {
        var arrivals = new Arrivals(Injecting(1000, 1000, 3 * S), loop: 0, loops: 1);

        Assert.Equal(3000, arrivals.Count);
        Assert.Equal([0, 1_000_000, 2_000_000, 2_999_000_000], new[] { 0L, 1, 2, 2999 }.Select(arrivals.TimeOf));
    }

    [Fact]
    public void ARamp_HasTheAreaUnderIt_AndItsRatesAtBothEnds()
    {
        var arrivals = new Arrivals(Injecting(0, 1000, 10 * S), loop: 0, loops: 1);

        // t seconds in, 50 t^2 requests have been due.
        Assert.Equal(5000, arrivals.Count);
        Assert.Equal(0, arrivals.TimeOf(0));
        Assert.Equal(1.0, arrivals.TimeOf(50) / 1e9, 6);
        Assert.Equal(5.0, arrivals.TimeOf(1250) / 1e9, 6);
        Assert.Equal(0.001, (arrivals.TimeOf(4999) - arrivals.TimeOf(4998)) / 1e9, 5);
    }

    [Fact]
    public void ARampDownToNothing_EndsWithinItsPhase()
    {
        var arrivals = new Arrivals(Injecting(1000, 0, 10 * S), loop: 0, loops: 1);

        Assert.Equal(5000, arrivals.Count);
        Assert.InRange(arrivals.TimeOf(4999), 9 * S, 10 * S);
        Assert.Equal(0.001, (arrivals.TimeOf(1) - arrivals.TimeOf(0)) / 1e9, 5);
    }

    [Fact]
    public void TimesNeverGoBack()
    {
        foreach ((double from, double to) in new[] { (10.0, 10.0), (0, 5000), (5000, 0), (999, 1001), (1.0 / 60, 3) })
        {
            var arrivals = new Arrivals(Injecting(from, to, 7 * S), loop: 0, loops: 1);
            for (long n = 1; n < arrivals.Count; n++)
            {
                Assert.True(arrivals.TimeOf(n) >= arrivals.TimeOf(n - 1), $"{from} to {to}: request {n}");
            }

            Assert.True(arrivals.Count == 0 || arrivals.TimeOf(arrivals.Count - 1) <= 7 * S);
        }
    }

    [Theory]
    [InlineData(1000, 1000, 3)]
    [InlineData(10, 3000, 4)]
    [InlineData(7, 7, 8)]
    public void SeveralLoops_TogetherSendWhatOneWould(double from, double to, int loops)
    {
        Phase phase = Injecting(from, to, 2 * S);
        var one = new Arrivals(phase, 0, 1);
        long[] alone = [.. Enumerable.Range(0, (int)one.Count).Select(n => one.TimeOf(n))];

        long[] together = [.. Enumerable.Range(0, loops)
            .Select(loop => new Arrivals(phase, loop, loops))
            .SelectMany(share => Enumerable.Range(0, (int)share.Count).Select(n => share.TimeOf(n)))
            .Order()];

        Assert.Equal(alone, together);
    }

    [Fact]
    public void CountUntil_CountsWhatIsDue()
    {
        var arrivals = new Arrivals(Injecting(1000, 1000, S), loop: 0, loops: 1);

        Assert.Equal([0, 1, 1, 2, 1000, 1000], new[] { -1L, 0, 999_999, 1_000_000, S, 9 * S }.Select(arrivals.CountUntil));
    }

    private static Phase Injecting(double from, double to, long durationNs) => new(PhaseKind.Inject, from, to, durationNs, "");
}
