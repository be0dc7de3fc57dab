using Engine.Stages.Tests.Stand;
using Xunit;

namespace Engine.Stages.Tests.Actions;

/// <summary>What is said about rules that name a cache (CFG 6.2.2).</summary>
public sealed class CacheActionTests
{
    private const string Cache = "cache assets\n total-max-size 1";

    [Theory]
    [InlineData("http-request cache-use assets")]
    [InlineData("http-response cache-store assets")]
    public void ARuleOfACache_IsInOrder(string rule) => Assert.Equal("", SampleStand.Diagnose(rule, Cache));

    [Theory]
    [InlineData("http-request cache-use asets", "there is no cache 'asets'")]
    [InlineData("http-request cache-use asets", "did you mean 'assets'?")]
    [InlineData("http-response cache-store pages", "declare it: cache pages")]
    [InlineData("http-request cache-use", "CACHE")]
    [InlineData("http-request cache-store assets", "'cache-store'")]
    [InlineData("http-response cache-use assets", "'cache-use'")]
    public void AFault_IsAnErrorOfTheConfiguration(string rule, string finding)
    {
        string report = SampleStand.Diagnose(rule, Cache);
        Assert.Contains("[ERROR]", report, System.StringComparison.Ordinal);
        Assert.Contains(finding, report, System.StringComparison.Ordinal);
    }

    /// <summary>As HAProxy has it: rules on HTTP messages have no effect on bytes, and the operator is told so.</summary>
    [Theory]
    [InlineData("http-request cache-use assets", "'http-request' rules ignored for frontend 'front', which is in mode tcp")]
    [InlineData("http-response cache-store assets", "'http-response' rules ignored for frontend 'front', which is in mode tcp")]
    [InlineData("filter cache assets", "'filter cache' ignored for frontend 'front', which is in mode tcp")]
    public void InModeTcp_TheyHaveNoEffect(string line, string finding)
    {
        string report = SampleStand.Diagnose("mode tcp\n" + line, Cache, backend: "mode tcp");
        Assert.Contains(finding, report, System.StringComparison.Ordinal);
        Assert.DoesNotContain("[ERROR]", report, System.StringComparison.Ordinal);
    }
}
