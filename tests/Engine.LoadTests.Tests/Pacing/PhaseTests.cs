using System.Linq;
using Engine.LoadTests.Scenarios;
using Xunit;

namespace Engine.LoadTests.Tests.Pacing;

public sealed class PhaseTests
{
    [Theory]
    [InlineData(0, 4, new[] { 0, 1, 2, 3, 4 })]
    [InlineData(4, 0, new[] { 4, 3, 2, 1, 0 })]
    [InlineData(3, 3, new[] { 3, 3, 3, 3, 3 })]
    public void TheLevelOfARamp_GrowsEvenly(double from, double to, int[] levels)
    {
        var phase = new Phase(PhaseKind.Constant, from, to, 4_000, "");

        Assert.Equal(levels, Enumerable.Range(0, 5).Select(i => phase.LevelAt(i * 1000)));
    }
}
