using System;

namespace Weir.Life;

/// <summary>What is to be done now.</summary>
internal enum StopStep : byte
{
    Nothing,

    /// <summary>Stop listening, finish what is under way.</summary>
    Soft,

    /// <summary>End every exchange.</summary>
    Hard,

    /// <summary>The loops do not end: leave without them.</summary>
    Leave,
}

/// <summary>
/// The way from the first signal to the end: <c>grace</c>, the gentle stop, <c>hard-stop-after</c>, the hard stop. Never backwards, each
/// step once. Times are milliseconds of any clock that only goes forward.
/// </summary>
internal sealed class StopSequence(int graceMs, int? hardStopAfterMs)
{
    /// <summary>A hard stop takes a loop one turn; a loop that needs this long is stuck.</summary>
    public const int LeaveAfterMs = 1000;

    private StopStep _reached;
    private StopStep _next;
    private long _nextAt;

    /// <summary>True exactly when somebody asked this process to stop.</summary>
    public bool HasBegun => _reached != StopStep.Nothing || _next != StopStep.Nothing;

    /// <summary>Milliseconds until <see cref="OnTime"/> has something to do; -1 when it has not.</summary>
    public int WaitMs(long nowMs) => _next == StopStep.Nothing ? -1 : (int)Math.Clamp(_nextAt - nowMs, 0, int.MaxValue);

    /// <summary>SIGUSR1. A second one changes nothing.</summary>
    public StopStep OnSoft(long nowMs)
    {
        if (HasBegun)
        {
            return StopStep.Nothing;
        }

        if (graceMs == 0)
        {
            return Reach(StopStep.Soft, nowMs);
        }

        (_next, _nextAt) = (StopStep.Soft, nowMs + graceMs);
        return StopStep.Nothing;
    }

    /// <summary>SIGTERM, SIGINT.</summary>
    public StopStep OnHard(long nowMs) => _reached >= StopStep.Hard ? StopStep.Nothing : Reach(StopStep.Hard, nowMs);

    /// <summary>The clock went on.</summary>
    public StopStep OnTime(long nowMs) => _next != StopStep.Nothing && nowMs >= _nextAt ? Reach(_next, nowMs) : StopStep.Nothing;

    private StopStep Reach(StopStep step, long nowMs)
    {
        _reached = step;
        (_next, _nextAt) = step switch
        {
            StopStep.Soft when hardStopAfterMs is { } ms => (StopStep.Hard, nowMs + ms),
            StopStep.Hard => (StopStep.Leave, nowMs + LeaveAfterMs),
            _ => (StopStep.Nothing, 0),
        };
        return step;
    }
}
