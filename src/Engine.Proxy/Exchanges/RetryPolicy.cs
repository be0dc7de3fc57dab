using System;
using Engine.Config.Model;
using Engine.Http;
using Engine.Proxy.Plan;
using Engine.Proxy.Stages;
using Engine.Proxy.State;

namespace Engine.Proxy.Exchanges;

/// <summary>Whether a failed attempt is made again, where, and when (CFG 4.2 retries, retry-on, option redispatch).</summary>
internal static class RetryPolicy
{
    /// <summary>How long the same server is left alone before it is tried again, at most; <c>timeout connect</c> if that is less.</summary>
    private const int PauseMsMax = 1000;

    /// <summary>Failures after which a server may have had the request.</summary>
    private const RetryConditions Replays = (RetryConditions.AllErrors | RetryConditions.Statuses) & ~RetryConditions.ConnectionFailure;

    /// <summary>True when requests to this backend may have to be sent again although they had left.</summary>
    internal static bool WantsReplay(BackendPlan backend) => (backend.RetryOn & Replays) != 0;

    /// <param name="failures">Of the attempt: one condition, or several that stand for it.</param>
    /// <param name="backend">Whose server it was.</param>
    /// <param name="retries">Retries made so far.</param>
    /// <param name="isRepeatable">The request may be sent again although a server may have had it, and can be.</param>
    internal static bool Allows(RetryConditions failures, BackendPlan backend, int retries, bool isRepeatable) =>
        (backend.RetryOn & failures) != 0 && retries < backend.Retries
        && (isRepeatable || failures == RetryConditions.ConnectionFailure);

    /// <summary>
    /// Whether the next attempt chooses a server anew: when the last one is down, when it is the retry that <c>option redispatch</c>
    /// names, or at once where it does not matter which server serves the request.
    /// </summary>
    /// <param name="backend">Whose server it was.</param>
    /// <param name="server">The one that failed.</param>
    /// <param name="retries">The number of this retry, from 1.</param>
    /// <param name="isDirect">A rule or persistence had chosen it.</param>
    internal static bool Moves(BackendPlan backend, ServerState server, int retries, bool isDirect)
    {
        if (backend.Redispatch is not { } interval)
        {
            return false;
        }

        if (!server.IsAlive || server.Operation == ServerOperation.Starting)
        {
            return true;
        }

        // -1 names the last retry, -2 the one before it and so on.
        int every = interval > 0 ? interval : Math.Max(1, backend.Retries + 1 + interval);
        bool isNamed = interval != 0 && retries % every == 0;
        bool isFree = !isDirect && ActiveServers(backend) > 1 && (backend.State.Balancer.Traits & BalancerTraits.IsFixed) == 0;
        return isNamed || isFree;
    }

    /// <summary>ms to wait before the next attempt; 0 = none. The same server would refuse again at once; a timeout has taken its time.</summary>
    internal static int PauseMs(Termination failure, BackendPlan backend, bool moves)
    {
        bool failedAtOnce = failure.Retry == RetryConditions.ConnectionFailure && !ReferenceEquals(failure, Termination.ConnectTimeout);
        if (!failedAtOnce || (moves && ActiveServers(backend) > 1))
        {
            return 0;
        }

        return backend.Timeouts.ConnectMs > 0 ? Math.Min(backend.Timeouts.ConnectMs, PauseMsMax) : PauseMsMax;
    }

    /// <summary>What <c>retry-on</c> calls a response of that status; none for the others.</summary>
    internal static RetryConditions ConditionOf(int status) => status switch
    {
        401 => RetryConditions.Status401,
        403 => RetryConditions.Status403,
        404 => RetryConditions.Status404,
        408 => RetryConditions.Status408,
        421 => RetryConditions.Status421,
        425 => RetryConditions.Status425,
        429 => RetryConditions.Status429,
        500 => RetryConditions.Status500,
        501 => RetryConditions.Status501,
        502 => RetryConditions.Status502,
        503 => RetryConditions.Status503,
        504 => RetryConditions.Status504,
        _ => RetryConditions.None,
    };

    /// <summary>RFC 9110 section 9.2.2: a proxy must not send any other request again by itself, whatever <c>retry-on</c> says.</summary>
    internal static bool IsIdempotent(HttpMethod method) =>
        method is HttpMethod.Get or HttpMethod.Head or HttpMethod.Options or HttpMethod.Trace or HttpMethod.Put or HttpMethod.Delete;

    private static int ActiveServers(BackendPlan backend) =>
        backend.State.Usable is { Count: > 0 } usable && !usable[0].Plan.Backup ? usable.Count : 0;
}
