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
        if (exchange.Backend is { } backend && cause.Count != FailureCount.None)
        {
            Count(cause.Count, backend.State.Failures);
            if (exchange.Server is { } server)
            {
                Count(cause.Count, server.Failures);
            }
        }
    }

    private void Count(FailureCount count, FailureCounters counters)
    {
        CountIf(count, FailureCount.Connect, counters.Connect);
        CountIf(count, FailureCount.Response, counters.Response);
        CountIf(count, FailureCount.ServerAbort, counters.ServerAborts);
        CountIf(count, FailureCount.ClientAbort, counters.ClientAborts);
    }

    private void CountIf(FailureCount count, FailureCount wanted, LoopSumShared counter)
    {
        if ((count & wanted) != 0)
        {
            counter.Add(Loop, 1);
        }
    }
}
