using System.Linq;
using Engine.Proxy.Health;
using Xunit;

namespace Engine.Proxy.Tests.Health;

/// <summary>First checks are spread over the shortest pause (semantics section 9; CFG 3.1 max-spread-checks).</summary>
public sealed class CheckScheduleTests
{
    [Fact]
    public void TenServers_TwoSeconds_OneEvery200Ms()
    {
        string servers = string.Concat(Enumerable.Range(0, 10).Select(i => $"\n server s{i} 127.0.0.1:1 check"));
        Assert.Equal([0, 200, 400, 600, 800, 1000, 1200, 1400, 1600, 1800], DelaysOf("backend b" + servers));
    }

    [Fact]
    public void ShortPauses_DoNotPressTheOthers()
    {
        Assert.Equal([0, 1000, 3333], DelaysOf("backend b\n server a 127.0.0.1:1 check inter 100\n server b 127.0.0.1:1 check inter 3s\n server c 127.0.0.1:1 check inter 5s"));
    }

    [Fact]
    public void MaxSpread_BoundsThem()
    {
        Assert.Equal([0, 200], DelaysOf("global\n max-spread-checks 400\nbackend b\n server a 127.0.0.1:1 check\n server b 127.0.0.1:1 check"));
    }

    /// <summary>Checks that are due at about the same time begin together; those that come often keep their time.</summary>
    [Theory]
    [InlineData(5000, 2000, 5008)]
    [InlineData(5015, 2000, 5008)]
    [InlineData(5016, 2000, 5024)]
    [InlineData(5000, 999, 5000)]
    public void DueTimes_AreBatched(long dueMs, int pauseMs, long beginsMs) => Assert.Equal(beginsMs, CheckSchedule.Batch(dueMs, pauseMs));

    private static int[] DelaysOf(string text) => [.. CheckSchedule.Of(Compiled.Valid(text)).Select(start => start.DelayMs)];
}
