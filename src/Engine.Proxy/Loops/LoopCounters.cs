namespace Engine.Proxy.Loops;

/// <summary>What one loop has done since it started; written by that loop only, read by anybody as a snapshot.</summary>
public sealed class LoopCounters
{
    public long Connections { get; internal set; }
    public long Requests { get; internal set; }

    /// <summary>Exchanges that ended as they should, local replies included.</summary>
    public long Completed { get; internal set; }

    /// <summary>Exchanges that a <c>Termination</c> ended.</summary>
    public long Terminated { get; internal set; }

    /// <summary>Log lines that no target took in time.</summary>
    public long LogLinesDropped { get; internal set; }

    public long Retries { get; internal set; }

    public long ServerConnects { get; internal set; }

    public long ServerReuses { get; internal set; }

    /// <summary>Among the reuses: connections taken from another loop.</summary>
    public long Steals { get; internal set; }

    /// <summary>Bytes of exchanges and sessions that were sent, to clients and to servers.</summary>
    public long BytesOut { get; internal set; }

    /// <summary>Among them, those that never were in this process's memory.</summary>
    public long SplicedBytesOut { get; internal set; }

    /// <summary>Names that all name servers together had no address for.</summary>
    public long FailedResolutions { get; internal set; }
}
