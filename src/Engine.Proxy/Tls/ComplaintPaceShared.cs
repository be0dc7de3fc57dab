using System.Threading;

namespace Engine.Proxy.Tls;

/// <summary>A failure that meets every request is told once in a while, not once per request. Any loop.</summary>
internal sealed class ComplaintPaceShared
{
    private const int PaceMs = 1000;

    private long _nextMs = long.MinValue;

    internal bool MayTell(long nowMs)
    {
        long next = Volatile.Read(ref _nextMs);
        return nowMs >= next && Interlocked.CompareExchange(ref _nextMs, nowMs + PaceMs, next) == next;
    }
}
