using System.IO;
using Engine.IO.Limits;
using Weir.Life;
using Xunit;

namespace Weir.Tests.Life;

/// <summary>A connection takes two descriptors, and some are needed whatever happens.</summary>
public sealed class DescriptorLimitsTests
{
    private static readonly DescriptorBudget Budget = new() { Loops = 2, Listeners = 4 };

    [Theory]
    [InlineData(100, 100)]
    [InlineData(400, 400)]
    [InlineData(401, 400)]
    [InlineData(null, 400)]
    public void MaxConn_IsWhatWasWrittenOrWhatFits(int? written, int expected)
    {
        using var errors = new StringWriter();
        Assert.Equal(expected, DescriptorLimits.Fit(written, Budget, Budget.NeededFor(400), errors));
        Assert.Equal(written > expected, errors.ToString().Contains("serving with maxconn 400"));
    }

    [Fact]
    public void MaxConn_NoRoomForOne_IsAnError()
    {
        using var errors = new StringWriter();
        Assert.Null(DescriptorLimits.Fit(10, Budget, Budget.NeededFor(0), errors));
        Assert.StartsWith("[ERROR] ", errors.ToString());
    }
}
