using System;
using System.Linq;
using Engine.Config.Model;
using Engine.Proxy.Exchanges;
using Xunit;

namespace Engine.Proxy.Tests.Exchanges;

/// <summary>The table of ends, held against what was observed on HAProxy (CFG 8.5; semantics: logging).</summary>
public sealed class TerminationTests
{
    [Theory]
    [InlineData("invalid request", "PR", 400, Side.Client, RetryConditions.None)]
    [InlineData("timeout http-request", "cR", 408, Side.Client, RetryConditions.None)]
    [InlineData("client closed before its request was complete", "CR", 400, Side.Client, RetryConditions.None)]
    [InlineData("client closed while waiting for the response", "CH", 400, Side.Client, RetryConditions.None)]
    [InlineData("client closed while connecting to the server", "CC", 400, Side.Client, RetryConditions.None)]
    [InlineData("client closed while queued", "CQ", 0, Side.Client, RetryConditions.None)]
    [InlineData("client closed during its request body", "CD", 400, Side.Client, RetryConditions.None)]
    [InlineData("invalid chunk in request body", "PH", 400, Side.Client, RetryConditions.None)]
    [InlineData("timeout client during the request body", "cH", 400, Side.Client, RetryConditions.None)]
    [InlineData("client closed during the response", "CD", 0, Side.Client, RetryConditions.None)]
    [InlineData("timeout client while sending the response", "cD", 0, Side.Client, RetryConditions.None)]
    [InlineData("no backend for this request", "SC", 503, Side.Proxy, RetryConditions.None)]
    [InlineData("no server available", "SC", 503, Side.Server, RetryConditions.None)]
    [InlineData("timeout queue", "sQ", 503, Side.Server, RetryConditions.None)]
    [InlineData("connection to server failed", "SC", 503, Side.Server, RetryConditions.ConnectionFailure)]
    [InlineData("timeout connect", "sC", 503, Side.Server, RetryConditions.ConnectionFailure)]
    [InlineData("no descriptor or port left to connect with", "RC", 503, Side.Proxy, RetryConditions.ConnectionFailure)]
    [InlineData("server closed a reused connection before responding", "SH", 502, Side.Server, RetryConditions.EmptyResponse)]
    [InlineData("server closed before responding", "SH", 502, Side.Server, RetryConditions.EmptyResponse)]
    [InlineData("timeout server", "sH", 504, Side.Server, RetryConditions.ResponseTimeout)]
    [InlineData("server closed within the head of its response", "SH", 502, Side.Server, RetryConditions.EmptyResponse | RetryConditions.JunkResponse)]
    [InlineData("maxqueue of the server", "SQ", 503, Side.Server, RetryConditions.None)]
    [InlineData("invalid response", "PH", 502, Side.Server, RetryConditions.JunkResponse)]
    [InlineData("server closed during the response", "SD", 0, Side.Server, RetryConditions.None)]
    [InlineData("timeout server during the response", "sD", 0, Side.Server, RetryConditions.None)]
    [InlineData("invalid chunk in response body", "SD", 0, Side.Server, RetryConditions.None)]
    [InlineData("denied by a rule", "PR", 403, Side.Proxy, RetryConditions.None)]
    [InlineData("answered by the proxy", "LR", 0, Side.None, RetryConditions.None)]
    [InlineData("stopped by the operator", "KD", 0, Side.Proxy, RetryConditions.None)]
    public void Row(string reason, string state, int status, Side side, RetryConditions retry)
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
    public void WithoutRetryOn_OnlyWhatNeverReachedAServerIsRetried() =>
        Assert.All(Termination.All, row => Assert.True(
            (row.Retry & RetryConditions.ConnectionFailure) == 0 || row.State.EndsWith('C'), row.ToString()));

    [Fact]
    public void WhatIsRetried_CountsForItsServer() =>
        Assert.All(Termination.All.Where(row => row.Retry != RetryConditions.None), row => Assert.NotNull(row.Counted));

    [Fact]
    public void NothingIsRetried_OnceTheClientHasHadAnAnswer() =>
        Assert.All(Termination.All.Where(row => row.Status == 0), row => Assert.Equal(RetryConditions.None, row.Retry));
}
