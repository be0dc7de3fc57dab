using System.Linq;
using Engine.Config.Model;
using Engine.Http;
using Engine.Proxy.Exchanges;
using Engine.Proxy.Plan;
using Engine.Proxy.State;
using Xunit;

namespace Engine.Proxy.Tests.Exchanges;

/// <summary>CFG 4.2 retries, retry-on, option redispatch; semantics: retries.</summary>
public sealed class RetryPolicyTests
{
    private const string Two = " server s1 127.0.0.1:1\n server s2 127.0.0.1:2\n";

    [Fact]
    public void Refused_IsRetriedAsOftenAsRetriesSays()
    {
        BackendPlan backend = Compiled.Backend(Two + " retries 2");
        Assert.Equal([true, true, false], Enumerable.Range(0, 3).Select(retries => Allows(Termination.ConnectRefused, backend, retries)));
    }

    [Fact]
    public void Refused_ThreeRetriesUnlessWritten() => Assert.Equal(3, Compiled.Backend(Two).Retries);

    [Fact]
    public void RetryOnNone_RetriesNotEvenWhatHasNotLeft() =>
        Assert.False(Allows(Termination.ConnectRefused, Compiled.Backend(Two + " retry-on none"), 0));

    [Theory]
    [InlineData("empty-response", "server closed before responding")]
    [InlineData("junk-response", "invalid response")]
    [InlineData("junk-response", "server closed within the head of its response")]
    [InlineData("response-timeout", "timeout server")]
    public void RetryOn_NamesItsFailures_OfRequestsThatMayBeRepeated(string condition, string reason)
    {
        Termination failure = Termination.All.Single(row => row.Reason == reason && row.State[1] == 'H');
        Assert.True(Allows(failure, Compiled.Backend(Two + " retry-on " + condition), 0, isRepeatable: true));
        Assert.True(Allows(failure, Compiled.Backend(Two + " retry-on all-retryable-errors"), 0, isRepeatable: true));
        Assert.False(Allows(failure, Compiled.Backend(Two + " retry-on " + condition), 0, isRepeatable: false));
        Assert.False(Allows(failure, Compiled.Backend(Two), 0, isRepeatable: true));
    }

    [Theory]
    [InlineData(500, true)]
    [InlineData(502, true)]
    [InlineData(503, true)]
    [InlineData(504, true)]
    [InlineData(404, false)]
    [InlineData(429, false)]
    [InlineData(200, false)]
    public void AllRetryableErrors_AreThoseOfTheManual(int status, bool allowed) =>
        Assert.Equal(allowed, RetryPolicy.Allows(RetryPolicy.ConditionOf(status), Compiled.Backend(Two + " retry-on all-retryable-errors"), 0, isRepeatable: true));

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(408)]
    [InlineData(421)]
    [InlineData(425)]
    [InlineData(429)]
    [InlineData(501)]
    public void Status_IsRetriedWhenNamed(int status)
    {
        Assert.True(RetryPolicy.Allows(RetryPolicy.ConditionOf(status), Compiled.Backend($"{Two} retry-on {status}"), 0, isRepeatable: true));
        Assert.False(RetryPolicy.Allows(RetryPolicy.ConditionOf(status), Compiled.Backend(Two + " retry-on 503"), 0, isRepeatable: true));
    }

    [Theory]
    [InlineData("", "")] // never without redispatch
    [InlineData(" option redispatch", "123")] // at once: it does not matter who serves
    [InlineData(" option redispatch\n use-server s1 if TRUE", "3")] // chosen by a rule: the last retry only
    [InlineData(" option redispatch -2\n use-server s1 if TRUE", "2")]
    [InlineData(" option redispatch 1\n use-server s1 if TRUE", "123")]
    [InlineData(" option redispatch 2\n use-server s1 if TRUE", "2")]
    [InlineData(" option redispatch 0\n use-server s1 if TRUE", "")]
    public void Redispatch_OnTheRetriesItNames(string lines, string expected)
    {
        BackendPlan backend = Compiled.Backend(Two + lines.Replace("use-server s1 if TRUE", "retries 3"));
        bool isDirect = lines.Contains("use-server");
        string moving = string.Concat(Enumerable.Range(1, 3).Where(retry => RetryPolicy.Moves(backend, backend.State.Servers[0], retry, isDirect)));
        Assert.Equal(expected, moving);
    }

    [Fact]
    public void Redispatch_LeavesAServerThatIsDown_WhoeverChoseIt()
    {
        BackendPlan backend = Compiled.Backend(Two + " option redispatch");
        backend.State.Servers[0].SetOperation(ServerOperation.Stopped);
        Assert.True(RetryPolicy.Moves(backend, backend.State.Servers[0], 1, isDirect: true));
    }

    [Theory]
    [InlineData("5s", 1000)]
    [InlineData("1s", 1000)]
    [InlineData("300ms", 300)]
    public void Refused_TheSameServerIsLeftAloneForTheShorterOfASecondAndTimeoutConnect(string timeout, int pauseMs)
    {
        BackendPlan backend = Compiled.Backend(Two + " timeout connect " + timeout);
        Assert.Equal(pauseMs, RetryPolicy.PauseMs(Termination.ConnectRefused, backend, moves: false));
        Assert.Equal(0, RetryPolicy.PauseMs(Termination.ConnectRefused, backend, moves: true));
        Assert.Equal(0, RetryPolicy.PauseMs(Termination.ConnectTimeout, backend, moves: false));
        Assert.Equal(0, RetryPolicy.PauseMs(Termination.ServerClosed, backend, moves: false));
    }

    [Theory]
    [InlineData(" server s1 127.0.0.1:1\n")]
    [InlineData(" server s1 127.0.0.1:1\n server s2 127.0.0.1:2 backup\n")]
    public void Refused_MovingHelpsNobodyWhereThereIsNoOtherServer(string servers) =>
        Assert.Equal(1000, RetryPolicy.PauseMs(Termination.ConnectRefused, Compiled.Backend(servers + " option redispatch"), moves: true));

    [Fact]
    public void AnyOtherFailure_IsTheLastWord()
    {
        BackendPlan backend = Compiled.Backend(" option redispatch\n retry-on all-retryable-errors 401 403 404 408 421 425 429 501\n" + Two);
        foreach (Termination cause in Termination.All.Where(cause => cause.Retry == RetryConditions.None))
        {
            Assert.False(Allows(cause, backend, 0, isRepeatable: true));
        }
    }

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

    private static bool Allows(Termination failure, BackendPlan backend, int retries, bool isRepeatable = false) =>
        RetryPolicy.Allows(failure.Retry, backend, retries, isRepeatable);
}
