using System;
using Engine.Proxy.Compression;
using Xunit;

namespace Engine.Proxy.Tests.State;

/// <summary>CFG 3.2 maxcomprate and maxcompcpuusage.</summary>
public sealed class CompressionLimitTests
{
    [Fact]
    public void WithoutLimits_NothingIsExceeded()
    {
        CompressionLimitShared limit = new(static () => throw new InvalidOperationException("nobody asked for this"));
        limit.BytesIn.Count(0, 1000, 1L << 40);
        Assert.False(limit.IsExceeded(1000));
    }

    [Fact]
    public void MoreBytesThanASecondMayHave_ExceedTheRate_UntilTheyArePast()
    {
        CompressionLimitShared limit = new() { BytesPerSecondMax = 1000 };
        limit.BytesIn.Count(0, 10_000, 1000);
        Assert.False(limit.IsExceeded(10_000));
        limit.BytesIn.Count(0, 10_100, 1);
        Assert.True(limit.IsExceeded(10_100));
        Assert.True(limit.IsExceeded(10_900));
        Assert.False(limit.IsExceeded(11_500));
    }

    [Fact]
    public void ABusyProcess_ExceedsItsPercentage_UntilItIsIdleAgain()
    {
        TimeSpan used = TimeSpan.FromSeconds(1);
        CompressionLimitShared limit = new(() => used) { CpuPercentMax = 50 };
        Assert.False(limit.IsExceeded(10_000));
        used += TimeSpan.FromMilliseconds(600);
        Assert.False(limit.IsExceeded(10_100));
        Assert.True(limit.IsExceeded(11_000));
        used += TimeSpan.FromMilliseconds(100);
        Assert.True(limit.IsExceeded(11_400));
        Assert.False(limit.IsExceeded(12_000));
    }
}
