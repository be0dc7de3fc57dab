using System;

namespace Engine.Proxy.Exchanges;

/// <summary>When the phases of an exchange ended, loop time in ms; 0 = not reached. What the timers of a log line are made of (CFG 8.4).</summary>
public struct ExchangeTimes
{
    /// <summary>The previous exchange of the connection had ended, or the connection was accepted and its handshakes done.</summary>
    public long IdleMs { get; internal set; }

    /// <summary>The first byte of the request was there.</summary>
    public long BeginMs { get; internal set; }

    /// <summary>The same as wall-clock time, UTC.</summary>
    public DateTime BeginUtc { get; internal set; }

    /// <summary>The request's head was complete.</summary>
    public long HeadMs { get; internal set; }

    /// <summary>A server's slot was reserved, all queues passed.</summary>
    public long PickMs { get; internal set; }

    /// <summary>A connection to the server was there.</summary>
    public long ConnectMs { get; internal set; }

    /// <summary>The response's head was complete.</summary>
    public long ResponseMs { get; internal set; }

    /// <summary>All was sent.</summary>
    public long EndMs { get; internal set; }
}
