using Engine.Proxy.State;

namespace Engine.Proxy.Exchanges;

/// <summary>Counts what goes wrong for one exchange, at its server and its backend, on its loop.</summary>
internal sealed class ExchangeFailures(Exchange exchange)
{
    private int Loop => exchange.Place.Loop.Index;

    private FailureCounters Backend => exchange.Backend!.State.Failures;

    /// <summary>An attempt is made again with the same server.</summary>
    internal void OnRetry(ServerState server)
    {
        server.Failures.Retries.Add(Loop, 1);
        Backend.Retries.Add(Loop, 1);
    }

    /// <summary>An attempt is made again with another server than this one.</summary>
    internal void OnRedispatch(ServerState server)
    {
        server.Failures.Redispatches.Add(Loop, 1);
        Backend.Redispatches.Add(Loop, 1);
    }

    /// <summary>The exchange is over, for this cause.</summary>
    internal void OnEnd(Termination cause)
    {
        if (exchange.Backend is null)
        {
            return;
        }

        switch (cause.Count)
        {
            case FailureCount.Connect:
                exchange.Server?.Failures.Connect.Add(Loop, 1);
                Backend.Connect.Add(Loop, 1);
                break;
            case FailureCount.Response:
                exchange.Server?.Failures.Response.Add(Loop, 1);
                Backend.Response.Add(Loop, 1);
                break;
            case FailureCount.ServerAbort:
                exchange.Server?.Failures.Response.Add(Loop, 1);
                Backend.Response.Add(Loop, 1);
                exchange.Server?.Failures.ServerAborts.Add(Loop, 1);
                Backend.ServerAborts.Add(Loop, 1);
                break;
            case FailureCount.ClientAbort:
                exchange.Server?.Failures.ClientAborts.Add(Loop, 1);
                Backend.ClientAborts.Add(Loop, 1);
                break;
        }
    }
}
