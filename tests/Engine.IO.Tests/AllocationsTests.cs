using System;
using Xunit;

namespace Engine.IO.Tests;

public sealed class AllocationsTests
{
    private object? _kept;
    private int _calls;

    [Fact]
    public void WhatEachCallTakes_IsCounted()
    {
        long bytes = Allocations.LeastOf(10, () => _kept = new byte[1000]);

        Assert.InRange(bytes, 10 * 1000, 10 * 1100);
        Assert.NotNull(_kept);
    }

    [Fact]
    public void WhatTheFirstCallsTake_IsNot() => Assert.Equal(0, Allocations.LeastOf(10, () => _kept ??= new byte[1000]));

    [Fact]
    public void WhatIsTakenOnceBetweenTheRounds_IsNot() =>
        Assert.Equal(0, Allocations.LeastOf(10, () => _kept = ++_calls == 15 ? new byte[1000] : _kept));

    [Fact]
    public void WhatOneCallOfARoundTakes_IsCounted() =>
        Assert.NotEqual(0, Allocations.LeastOf(10, () => _kept = ++_calls % 10 == 0 ? new byte[1000] : _kept));
}
