using System;
using Engine.Http;
using Engine.Proxy.Plan;

namespace Engine.Proxy.Exchanges;

/// <summary>Whether a failed attempt is made again, and where (CFG 4.2 retries, option redispatch).</summary>
internal static class RetryPolicy
{
    /// <summary>How long the same server is left alone before it is tried again, at most; <c>timeout connect</c> if that is less.</summary>
    private const int PauseMsMax = 1000;

    /// <param name="failure">Why the attempt failed.</param>
    /// <param name="backend">Whose server it was.</param>
    /// <param name="retries">Retries made so far.</param>
    /// <param name="isRepeatable">The request may be sent again although a server may have had it.</param>
    internal static NextAttempt After(Termination failure, BackendPlan backend, int retries, bool isRepeatable)
    {
        if (failure.Retry == Retry.IfIdempotent && isRepeatable)
        {
            return NextAttempt.NewConnection;
        }

        if (failure.Retry != Retry.Connect || retries >= backend.Retries)
        {
            return NextAttempt.None;
        }

        // Without redispatch the chosen server is the only one for this exchange.
        if (backend.Redispatch is not null && backend.State.Usable.Count > 1)
        {
            return NextAttempt.OtherServer;
        }

        return ReferenceEquals(failure, Termination.ConnectTimeout) ? NextAttempt.SameServer : NextAttempt.SameServerLater;
    }

    internal static int PauseMs(BackendPlan backend) =>
        backend.Timeouts.ConnectMs > 0 ? Math.Min(backend.Timeouts.ConnectMs, PauseMsMax) : PauseMsMax;

    /// <summary>RFC 9110 section 9.2.2.</summary>
    internal static bool IsIdempotent(HttpMethod method) =>
        method is HttpMethod.Get or HttpMethod.Head or HttpMethod.Options or HttpMethod.Trace or HttpMethod.Put or HttpMethod.Delete;
}
