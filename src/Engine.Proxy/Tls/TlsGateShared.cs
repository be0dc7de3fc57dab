using Engine.Proxy.State;

namespace Engine.Proxy.Tls;

/// <summary><c>maxsslconn</c> and <c>maxsslrate</c>: what a flood of handshakes may cost. Touched by all loops.</summary>
public sealed class TlsGateShared
{
    /// <param name="connectionsMax">TLS connections of clients at a time.</param>
    /// <param name="rateMax">Handshakes begun per second.</param>
    public TlsGateShared(int connectionsMax, int rateMax)
    {
        Connections = new ConnectionLimitShared(connectionsMax);
        Handshakes = new RateLimitShared(rateMax);
    }

    /// <summary>The configuration was read again.</summary>
    internal void SetLimits(int connectionsMax, int rateMax)
    {
        Connections.Max = connectionsMax;
        Handshakes.Max = rateMax;
    }

    /// <summary>Handshakes begun per second.</summary>
    public RateLimitShared Handshakes { get; }

    /// <summary>TLS connections of clients now.</summary>
    public ConnectionLimitShared Connections { get; }

    /// <summary>False when no further connection may be taken now.</summary>
    /// <param name="waitMs">After a refusal: when the next second begins; 0 = when somebody leaves.</param>
    internal bool TryEnter(long nowMs, out int waitMs)
    {
        waitMs = 0;
        if (!Connections.TryEnter())
        {
            return false;
        }

        if (Handshakes.TryCount(nowMs))
        {
            return true;
        }

        Connections.Leave();
        waitMs = RateLimitShared.WaitMs(nowMs);
        return false;
    }
}
