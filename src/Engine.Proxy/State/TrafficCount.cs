namespace Engine.Proxy.State;

/// <summary>What is counted about a frontend, backend, server or listener. In the order of the cells of a share: what every request touches comes first.</summary>
public enum TrafficCount
{
    BytesIn,
    BytesOut,
    Requests,
    OtherStatus,
    Status1xx,
    Status2xx,
    Status3xx,
    Status4xx,
    Status5xx,

    /// <summary>Exchanges in the block of times under way, and the sums of their phases, ms.</summary>
    Timed,
    QueueMs,
    ConnectMs,
    ResponseMs,
    TotalMs,

    /// <summary>The same of the block before.</summary>
    TimedBefore,
    QueueMsBefore,
    ConnectMsBefore,
    ResponseMsBefore,
    TotalMsBefore,

    /// <summary>Longest phases since the start, ms. With the two that follow no sums: the greatest of all loops counts.</summary>
    QueueMsMax,
    ConnectMsMax,
    ResponseMsMax,
    TotalMsMax,

    /// <summary>Loop time of the last pick, ms.</summary>
    LastPickMs,

    /// <summary>Sessions of this loop at which the sum over all loops was taken last in this second.</summary>
    ActiveMark,

    Picks,
    Reuses,
    Connects,
    Retries,
    Redispatches,
    DeniedRequests,
    DeniedResponses,
    DeniedConnections,
    DeniedSessions,
    RequestErrors,
    ConnectErrors,
    ResponseErrors,
    ClientAborts,
    ServerAborts,
    InternalErrors,
    FailedRewrites,
    Intercepted,
    CacheLookups,
    CacheHits,

    /// <summary>Those of the picks that were no choice of the balancer, or ended where the exchange had been.</summary>
    DirectPicks,

    /// <summary>How many there are.</summary>
    Length,
}
