using System;

namespace Engine.Proxy.Control;

/// <summary>How idle the process has been, from the processor time it used: asked for by the runtime API only, so it costs the loops nothing.</summary>
internal sealed class IdleMeter
{
    /// <summary>Shorter spans say nothing: the figure of the last one is given again.</summary>
    private const int SpanMsMin = 500;

    private const int All = 100;

    private long _sinceMs;
    private double _usedMs;
    private int _percent = All;

    internal IdleMeter(long nowMs) => _sinceMs = nowMs;

    /// <summary>0..100, over the time since the last call that was long enough ago.</summary>
    internal int Take(long nowMs, int loops)
    {
        long spanMs = nowMs - _sinceMs;
        if (spanMs < SpanMsMin)
        {
            return _percent;
        }

        double usedMs = Environment.CpuUsage.TotalTime.TotalMilliseconds;
        double busy = (usedMs - _usedMs) / (spanMs * loops);
        _percent = All - (int)Math.Clamp(busy * All, 0, All);
        _sinceMs = nowMs;
        _usedMs = usedMs;
        return _percent;
    }
}
