using Engine.Config.Model;
using Engine.Proxy.Exchanges;
using Engine.Proxy.State;

namespace Engine.Proxy.Health;

/// <summary>What live traffic says about a server that is observed (CFG 5.2 observe): called for such servers only.</summary>
internal static class TrafficObserver
{
    private const string Unreachable = "L4 unsuccessful connection";

    /// <summary>An attempt has failed; another may follow.</summary>
    internal static void OnFailedAttempt(ServerState server, Termination failure)
    {
        if (failure == Termination.ConnectRefused || failure == Termination.ConnectTimeout)
        {
            server.Health.OnObserved(Unreachable);
        }
    }

    /// <summary>An exchange or session is over.</summary>
    internal static void OnEnd(ServerState server, Exchange exchange)
    {
        bool wasConnected = exchange.Times.ConnectMs > 0;
        if (server.Plan.Health.Observe == ObservedLayer.Layer4)
        {
            if (wasConnected)
            {
                server.Health.OnObserved(null);
            }

            return;
        }

        if (exchange.Cause is { } cause && ErrorOf(cause) is { } error)
        {
            server.Health.OnObserved(error);
        }
        else if (exchange.ServerStatus > 0)
        {
            server.Health.OnObserved(IsGood(exchange.ServerStatus) ? null : "Wrong http response");
        }
    }

    /// <summary>Servers' errors, but for those that say no more than that something is not there.</summary>
    private static bool IsGood(int status) => status is >= 100 and < 500 or 501 or 505;

    private static string? ErrorOf(Termination cause)
    {
        if (cause == Termination.BadResponse)
        {
            return "Invalid http response (headers)";
        }

        if (cause == Termination.BadResponseBody)
        {
            return "Invalid http response";
        }

        if (cause == Termination.ServerTimeout || cause == Termination.ServerTimeoutInResponse)
        {
            return "Read timeout";
        }

        return cause == Termination.ServerClosed || cause == Termination.ServerClosedInResponse ? "Close from server" : null;
    }
}
