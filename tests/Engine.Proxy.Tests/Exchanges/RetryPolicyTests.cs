using System.Linq;
using Engine.Http;
using Engine.Proxy.Exchanges;
using Engine.Proxy.Plan;
using Xunit;

namespace Engine.Proxy.Tests.Exchanges;

/// <summary>CFG 4.2 retries, option redispatch; semantics: retries.</summary>
public sealed class RetryPolicyTests
{
    private const string Two = " server s1 127.0.0.1:1\n server s2 127.0.0.1:2\n";

    [Fact]
    public void Refused_TheSameServerIsTriedAgainAfterAPause_AsOftenAsRetriesSays()
    {
        BackendPlan backend = Compiled.Backend(Two + " retries 2");
        Assert.Equal(NextAttempt.SameServerLater, After(Termination.ConnectRefused, backend, retries: 0));
        Assert.Equal(NextAttempt.SameServerLater, After(Termination.ConnectRefused, backend, retries: 1));
        Assert.Equal(NextAttempt.None, After(Termination.ConnectRefused, backend, retries: 2));
    }

    [Fact]
    public void Refused_ThreeRetriesUnlessWritten() => Assert.Equal(3, Compiled.Backend(Two).Retries);

    [Fact]
    public void TimedOut_TheSameServerIsTriedAtOnce() =>
        Assert.Equal(NextAttempt.SameServer, After(Termination.ConnectTimeout, Compiled.Backend(Two), retries: 0));

    [Theory]
    [InlineData(" option redispatch\n" + Two, NextAttempt.OtherServer)]
    [InlineData(" option redispatch\n server s1 127.0.0.1:1\n", NextAttempt.SameServerLater)]
    [InlineData(" option redispatch\n server s1 127.0.0.1:1\n server s2 127.0.0.1:2 backup\n", NextAttempt.SameServerLater)]
    [InlineData(Two, NextAttempt.SameServerLater)]
    internal void Redispatch_GoesElsewhereWhereThereIsAnElsewhere(string lines, NextAttempt next) =>
        Assert.Equal(next, After(Termination.ConnectRefused, Compiled.Backend(lines), retries: 0));

    [Fact]
    public void StaleConnection_IsReplacedUncounted_WhenTheRequestMayBeRepeated()
    {
        BackendPlan backend = Compiled.Backend(Two + " retries 0");
        Assert.Equal(NextAttempt.NewConnection, RetryPolicy.After(Termination.StaleConnection, backend, 0, isRepeatable: true));
        Assert.Equal(NextAttempt.None, RetryPolicy.After(Termination.StaleConnection, backend, 0, isRepeatable: false));
    }

    [Fact]
    public void AnyOtherFailure_IsTheLastWord()
    {
        BackendPlan backend = Compiled.Backend(" option redispatch\n" + Two);
        foreach (Termination cause in Termination.All.Where(cause => cause.Retry == Retry.Never))
        {
            Assert.Equal(NextAttempt.None, RetryPolicy.After(cause, backend, 0, isRepeatable: true));
        }
    }

    [Theory]
    [InlineData("5s", 1000)]
    [InlineData("1s", 1000)]
    [InlineData("300ms", 300)]
    public void Pause_IsTheShorterOfASecondAndTimeoutConnect(string timeout, int pauseMs) =>
        Assert.Equal(pauseMs, RetryPolicy.PauseMs(Compiled.Backend(Two + " timeout connect " + timeout)));

    [Theory]
    [InlineData(HttpMethod.Get, true)]
    [InlineData(HttpMethod.Head, true)]
    [InlineData(HttpMethod.Options, true)]
    [InlineData(HttpMethod.Trace, true)]
    [InlineData(HttpMethod.Put, true)]
    [InlineData(HttpMethod.Delete, true)]
    [InlineData(HttpMethod.Post, false)]
    [InlineData(HttpMethod.Patch, false)]
    [InlineData(HttpMethod.Connect, false)]
    public void Idempotent_AsRfc9110Section9Says(HttpMethod method, bool idempotent) => Assert.Equal(idempotent, RetryPolicy.IsIdempotent(method));

    private static NextAttempt After(Termination failure, BackendPlan backend, int retries) =>
        RetryPolicy.After(failure, backend, retries, isRepeatable: false);
}
