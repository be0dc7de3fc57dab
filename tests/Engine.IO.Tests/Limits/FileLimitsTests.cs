using System;
using System.Globalization;
using System.IO;
using System.Linq;
using Engine.IO.Limits;
using Xunit;

namespace Engine.IO.Tests.Limits;

/// <summary>Limits belong to the whole test process; these tests only ever raise them.</summary>
public sealed class FileLimitsTests
{
    [Fact]
    public void Read_AgreesWithProc()
    {
        FileLimits.Read(out ulong soft, out ulong hard);
        Assert.Equal(FromProc(), (soft, hard));
    }

    [Fact]
    public void TryRaise_WhatIsThereAlready_ChangesNothing()
    {
        FileLimits.Read(out ulong softBefore, out ulong hardBefore);
        Assert.True(FileLimits.TryRaise(1, out ulong soft, out ulong hard));
        Assert.True(FileLimits.TryRaise(softBefore, out soft, out hard));
        Assert.Equal((softBefore, hardBefore), (soft, hard));
    }

    [Fact]
    public void TryRaise_UpToTheHardLimit_SucceedsForEverybody()
    {
        FileLimits.Read(out _, out ulong hardBefore);
        Assert.True(FileLimits.TryRaise(hardBefore, out ulong soft, out ulong hard));
        Assert.Equal((hardBefore, hardBefore), (soft, hard));
        Assert.Equal(FromProc(), (soft, hard));
    }

    [Fact]
    public void TryRaise_BeyondWhatTheKernelAllows_GoesAsFarAsItCan_AndMaxConnFollows()
    {
        ulong nrOpen = ulong.Parse(File.ReadAllText("/proc/sys/fs/nr_open"), CultureInfo.InvariantCulture);
        FileLimits.Read(out _, out ulong hardBefore);
        Assert.False(FileLimits.TryRaise(nrOpen * 2, out ulong soft, out ulong hard));
        Assert.Equal(soft, hard);
        Assert.Equal(FromProc(), (soft, hard));
        Assert.True(soft == hardBefore || soft == nrOpen, $"{soft} is neither the old hard limit {hardBefore} nor fs.nr_open {nrOpen}");

        // Semantics, difference 5: a maxconn that does not fit is lowered to what does.
        var budget = new DescriptorBudget { Listeners = 2, Loops = 2 };
        int maxConn = budget.MaxConnWithin(soft);
        Assert.True(maxConn > 0);
        Assert.True(budget.NeededFor(maxConn) <= soft);
        Assert.True(budget.NeededFor(maxConn + 1) > soft);
    }

    private static (ulong Soft, ulong Hard) FromProc()
    {
        string line = File.ReadLines("/proc/self/limits").Single(l => l.StartsWith("Max open files", StringComparison.Ordinal));
        string[] words = line["Max open files".Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return (ulong.Parse(words[0], CultureInfo.InvariantCulture), ulong.Parse(words[1], CultureInfo.InvariantCulture));
    }
}
