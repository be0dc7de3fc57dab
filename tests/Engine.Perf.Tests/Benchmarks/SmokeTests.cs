using System;
using System.Collections.Generic;
using System.Linq;
using Engine.Benchmarks.Config;
using Engine.Benchmarks.Proxy;
using Engine.Benchmarks.Smoke;
using Xunit;

namespace Engine.Perf.Tests.Benchmarks;

/// <summary>No benchmark rots, and what they measure keeps the law of the hot path: no allocation per request.</summary>
public sealed class SmokeTests
{
    /// <summary>Happens once per start or reload, and what it makes is kept; or works on threads of its own, whose bytes are not seen here.</summary>
    private static readonly Type[] MayAllocate = [typeof(ConfigParsing), typeof(PatternLoading), typeof(ServerPickContended)];

    public static TheoryData<string> HotSeams => [.. BenchmarkCases.Classes.Except(MayAllocate).Select(type => type.FullName!)];

    [Fact]
    public void EveryBenchmark_Runs()
    {
        IReadOnlyList<string> faults = SmokeRun.RunAll();

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Theory]
    [MemberData(nameof(HotSeams))]
    public void AHotSeam_AllocatesNothingOnceWarm(string name)
    {
        const int Times = 1000;
        Type type = BenchmarkCases.Classes.Single(type => type.FullName == name);

        List<(string Case, long Bytes)> cases = [.. BenchmarkCases.AllocatedBytes(type, Times)];

        Assert.NotEmpty(cases);
        Assert.All(cases, each => Assert.True(each.Bytes == 0, $"{each.Case}: {each.Bytes} bytes in {Times} calls"));
    }

    [Fact]
    public void TheAllocationsOfABenchmark_AreCounted()
    {
        (string _, long bytes) = BenchmarkCases.AllocatedBytes(typeof(ConfigParsing), times: 1).First();

        Assert.True(bytes > 1_000_000, $"10,000 servers in {bytes} bytes?");
    }
}
