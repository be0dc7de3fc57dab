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

    /// <summary>Handshakes with clients that succeeded.</summary>
    public LoopRateShared Sessions { get; } = new();

    /// <summary>The same since the start.</summary>
    public LoopSumShared SessionsTotal { get; } = new();

    /// <summary>Among them, those that were no resumption of an earlier session, which are what costs.</summary>
    public LoopRateShared ClientKeys { get; } = new();

    internal void Prepare(int loops)
    {
        Sessions.Prepare(loops);
        SessionsTotal.Prepare(loops);
        ClientKeys.Prepare(loops);
    }

    /// <summary>A handshake with a client succeeded. On the loop of that index.</summary>
    internal void CountClient(int loop, long nowMs, bool isResumed)
    {
        Sessions.Count(loop, nowMs);
        SessionsTotal.Add(loop, 1);
        if (!isResumed)
        {
            ClientKeys.Count(loop, nowMs);
        }
    }

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
