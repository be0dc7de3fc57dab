using System;
using System.Linq;
using Engine.Proxy.Exchanges;
using Xunit;

namespace Engine.Proxy.Tests.Exchanges;

/// <summary>The table of ends, held against what was observed on HAProxy (CFG 8.5; semantics: logging).</summary>
public sealed class TerminationTests
{
    [Theory]
    [InlineData("invalid request", "PR", 400, Side.Client, Retry.Never)]
    [InlineData("timeout http-request", "cR", 408, Side.Client, Retry.Never)]
    [InlineData("client closed before its request was complete", "CR", 400, Side.Client, Retry.Never)]
    [InlineData("client closed while waiting for the response", "CH", 400, Side.Client, Retry.Never)]
    [InlineData("client closed while connecting to the server", "CC", 400, Side.Client, Retry.Never)]
    [InlineData("client closed while queued", "CQ", 0, Side.Client, Retry.Never)]
    [InlineData("client closed during its request body", "CD", 400, Side.Client, Retry.Never)]
    [InlineData("invalid chunk in request body", "PH", 400, Side.Client, Retry.Never)]
    [InlineData("timeout client during the request body", "cH", 400, Side.Client, Retry.Never)]
    [InlineData("client closed during the response", "CD", 0, Side.Client, Retry.Never)]
    [InlineData("timeout client while sending the response", "cD", 0, Side.Client, Retry.Never)]
    [InlineData("no backend for this request", "SC", 503, Side.Proxy, Retry.Never)]
    [InlineData("no server available", "SC", 503, Side.Server, Retry.Never)]
    [InlineData("timeout queue", "sQ", 503, Side.Server, Retry.Never)]
    [InlineData("connection to server failed", "SC", 503, Side.Server, Retry.Connect)]
    [InlineData("timeout connect", "sC", 503, Side.Server, Retry.Connect)]
    [InlineData("no descriptor or port left to connect with", "RC", 503, Side.Proxy, Retry.Connect)]
    [InlineData("server closed a reused connection before responding", "SH", 502, Side.Server, Retry.IfIdempotent)]
    [InlineData("server closed before responding", "SH", 502, Side.Server, Retry.Never)]
    [InlineData("timeout server", "sH", 504, Side.Server, Retry.Never)]
    [InlineData("invalid response", "PH", 502, Side.Server, Retry.Never)]
    [InlineData("server closed during the response", "SD", 0, Side.Server, Retry.Never)]
    [InlineData("timeout server during the response", "sD", 0, Side.Server, Retry.Never)]
    [InlineData("invalid chunk in response body", "PD", 0, Side.Server, Retry.Never)]
    [InlineData("denied by a rule", "PR", 403, Side.Proxy, Retry.Never)]
    [InlineData("answered by the proxy", "LR", 0, Side.None, Retry.Never)]
    [InlineData("stopped by the operator", "KD", 0, Side.Proxy, Retry.Never)]
    public void Row(string reason, string state, int status, Side side, Retry retry)
    {
        Termination row = Assert.Single(Termination.All, cause => cause.Reason == reason && cause.State == state);
        Assert.Equal((status, side, retry), (row.Status, row.Side, row.Retry));
    }

    [Fact]
    public void States_AreLettersOfTheManual()
    {
        Assert.All(Termination.All, row =>
        {
            Assert.Equal(2, row.State.Length);
            Assert.Contains(row.State[0], "LcCsSPRIDKU-");
            Assert.Contains(row.State[1], "RCHDLQT-");
        });
    }

    [Fact]
    public void SideOfTheState_IsTheSideOfTheRow()
    {
        foreach (Termination row in Termination.All.Where(row => char.ToUpperInvariant(row.State[0]) is 'C' or 'S'))
        {
            Side expected = char.ToUpperInvariant(row.State[0]) == 'C' ? Side.Client : Side.Server;
            Assert.True(row.Side == expected || ReferenceEquals(row, Termination.NoBackend), row.ToString());
        }
    }

    [Fact]
    public void OnlyWhatNeverReachedAServer_OrFoundAnIdleConnectionDead_MayBeRetried() =>
        Assert.All(Termination.All, row => Assert.True(
            row.Retry == Retry.Never || row.State.EndsWith('C') || ReferenceEquals(row, Termination.StaleConnection), row.ToString()));

    [Fact]
    public void NothingIsRetried_OnceTheClientHasHadAnAnswer() =>
        Assert.All(Termination.All.Where(row => row.Status == 0), row => Assert.Equal(Retry.Never, row.Retry));
}
