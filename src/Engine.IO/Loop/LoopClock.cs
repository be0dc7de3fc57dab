using System;
using System.Diagnostics;

namespace Engine.IO.Loop;

/// <summary>Loop time: read once per turn of the loop, the same for everything that happens in that turn. The simulator moves its own.</summary>
public class LoopClock
{
    /// <summary>Monotonic ms since an arbitrary start; never 0 once read.</summary>
    public long NowMs { get; protected set; } = 1;

    /// <summary>Wall-clock time of this turn, UTC; ms resolution.</summary>
    public DateTime UtcNow => _wallBase.AddTicks((NowMs - _wallBaseMs) * TimeSpan.TicksPerMillisecond);

    private DateTime _wallBase = DateTime.UnixEpoch;
    private long _wallBaseMs;

    /// <summary>Reads the clock. Called by the loop once per turn.</summary>
    public virtual void Update()
    {
        NowMs = (long)(Stopwatch.GetTimestamp() / (Stopwatch.Frequency / 1000));

        // Once a second is enough to follow a stepped wall clock.
        if (NowMs - _wallBaseMs >= 1000)
        {
            SetWall(TimeProvider.System.GetUtcNow().UtcDateTime);
        }
    }

    protected void SetWall(DateTime utc)
    {
        _wallBase = utc;
        _wallBaseMs = NowMs;
    }
}
