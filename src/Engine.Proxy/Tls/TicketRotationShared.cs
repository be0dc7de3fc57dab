using System.Threading;
using Engine.IO.Tls;

namespace Engine.Proxy.Tls;

/// <summary>Changes the ticket keys from time to time: what a stolen key opens is bounded (RFC 5077 section 5.5).</summary>
public sealed class TicketRotationShared
{
    /// <summary>An hour, or the lifetime of a session when that is longer: with three keys a ticket outlives its session.</summary>
    private const long PeriodMinMs = 3_600_000;

    private const int KeysKept = 3;

    private readonly long _periodMs;
    private long _nextMs;

    /// <param name="lifetimeSeconds"><c>tune.ssl.lifetime</c>.</param>
    public TicketRotationShared(int lifetimeSeconds) => _periodMs = long.Max(PeriodMinMs, lifetimeSeconds * 1000L);

    public TicketKeysShared Keys { get; } = TicketKeysShared.Random(KeysKept);

    /// <summary>Called before each handshake, by any loop; the first that finds the time come changes the key.</summary>
    internal void RotateWhenDue(long nowMs)
    {
        long next = Volatile.Read(ref _nextMs);
        if (nowMs >= next && Interlocked.CompareExchange(ref _nextMs, nowMs + _periodMs, next) == next && next != 0)
        {
            Keys.Rotate();
        }
    }
}
