using System;
using Engine.IO.Limits;
using Xunit;

namespace Engine.IO.Tests.Limits;

public sealed class DescriptorBudgetTests
{
    private static readonly DescriptorBudget Typical = new() { Listeners = 8, Loops = 4, Checks = 20, LogSockets = 2, SplicePipes = 100 };

    [Fact]
    public void NeededFor_CountsBothSidesOfAConnection_AndWhatStandsBeside()
        => Assert.Equal(2_000ul + 8 + (4 * 2) + 20 + 2 + (100 * 2) + 64, Typical.NeededFor(1000));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(int.MaxValue)]
    public void MaxConnWithin_IsTheInverseOfNeededFor(int maxConn)
    {
        ulong needed = Typical.NeededFor(maxConn);
        Assert.Equal(maxConn, Typical.MaxConnWithin(needed));
        Assert.Equal(Math.Max(0, maxConn - 1), Typical.MaxConnWithin(needed - 1));
    }

    [Theory]
    [InlineData(0ul, 0)]
    [InlineData(64ul, 0)]
    [InlineData(65ul, 0)] // half a connection
    [InlineData(66ul, 1)]
    [InlineData(1024ul, 480)]
    [InlineData(ulong.MaxValue, int.MaxValue)] // RLIM_INFINITY
    public void MaxConnWithin_EmptyBudget_LeavesTheReserveAlone(ulong limit, int maxConn)
        => Assert.Equal(maxConn, default(DescriptorBudget).MaxConnWithin(limit));

    [Fact]
    public void NeededFor_NegativeMaxConn_IsAProgrammersFault()
        => Assert.Throws<ArgumentOutOfRangeException>(() => Typical.NeededFor(-1));
}
