using System;
using Engine.Config.Model;
using Xunit;

namespace Engine.Config.Tests.Keywords;

/// <summary><c>cache</c> sections and the filter of that name (CFG 6.2.1, 9.4).</summary>
public sealed class CacheTests
{
    private const string Backend = "backend b\n mode http\n timeout server 1m\n timeout connect 1m\n server s 127.0.0.1:1\n ";

    [Fact]
    public void EverythingThatCanBeWritten_ReachesTheModel()
    {
        CacheConfig read = Configured.Valid("cache assets\n total-max-size 4\n max-object-size 10000\n max-age 240\n process-vary on\n max-secondary-entries 3\n").Configuration.Caches[0];
        Assert.Equal(("assets", 4 << 20, 10000, 240, true, 3), (read.Name, (int)read.TotalBytes, (int)read.ObjectBytesMax, read.AgeSecondsMax, read.ProcessesVary, read.VariantsMax));
    }

    /// <summary>A 256th of all for one response, a minute, no variants, of which there would be 10.</summary>
    [Fact]
    public void WithoutMore_TheDefaultsOfTheManualHold()
    {
        CacheConfig read = Configured.Valid("cache assets\n total-max-size 4\n max-object-size 0\n").Configuration.Caches[0];
        Assert.Equal((16384, 60, false, 10), ((int)read.ObjectBytesMax, read.AgeSecondsMax, read.ProcessesVary, read.VariantsMax));
    }

    [Theory]
    [InlineData("cache\n total-max-size 1", "error 1: 'cache' needs a name (write it as: cache NAME)")]
    [InlineData("cache c\n max-age 1", "error 1: cache 'c' has no size (add to it: total-max-size 4)")]
    [InlineData("cache c\n total-max-size 4096", "error 2: 'total-max-size' is in megabytes and at most 4095, not 4096 (write at most: total-max-size 4095)")]
    [InlineData("cache c\n total-max-size 1\n max-object-size 524289", "error 1: 'max-object-size' of cache 'c' is more than half of its 'total-max-size' (write at most: max-object-size 524288)")]
    [InlineData("cache c\n total-max-size 1\ncache c\n total-max-size 1", "error 3: cache 'c' is declared twice (line 1 has the same name: rename one of them)")]
    [InlineData("cache c\n total-max-size 1\n early-hints on", "error 3: 'early-hints' is known, but not supported yet")]
    [InlineData("cache c\n total-max-size 1\n" + Backend + "filter cache d", "error 8: there is no cache 'd' (declare it: cache d)")]
    [InlineData("cache assets\n total-max-size 1\n" + Backend + "filter cache asets", "error 8: there is no cache 'asets' (did you mean 'assets'?)")]
    [InlineData("cache c\n total-max-size 1\n" + Backend + "filter cache c\n filter cache c", "error 9: backend 'b' has two filters for cache 'c' (line 8 is the other: remove one of them)")]
    [InlineData("cache c\n total-max-size 1\n" + Backend + "mode tcp\n filter cache c", "warning 9: 'filter cache' ignored for backend 'b', which is in mode tcp (write 'mode http' in this section or in its defaults)")]
    [InlineData("cache c\n total-max-size 1\n" + Backend + "filter compression\n filter cache c", "error 9: a cache keeps responses before they are compressed, but the filter on line 8 stands in front of it (write 'filter cache' above that line)")]
    public void Faults_AreFoundBeforeStart(string text, string finding) =>
        Assert.Contains(finding, Configured.Read(text + "\n").Messages(), StringComparer.Ordinal);

    /// <summary>A size that cannot be read is not missed as well.</summary>
    [Theory]
    [InlineData("total-max-size x")]
    [InlineData("total-max-size 0")]
    [InlineData("total-max-size 4096")]
    [InlineData("total-max-size 1 2")]
    public void AFaultySize_IsOneFinding(string line) => Assert.StartsWith("error 2: ", Assert.Single(Configured.Read("cache c\n " + line + "\n").Messages()), StringComparison.Ordinal);

    [Fact]
    public void ACacheInFrontOfCompression_IsInOrder() =>
        Assert.Equal("c", Configured.Valid("cache c\n total-max-size 1\n" + Backend + "filter cache c\n filter compression\n").Find("b").CacheFilters[0].Name);
}
