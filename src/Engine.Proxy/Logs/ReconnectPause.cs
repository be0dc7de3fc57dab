using System;

namespace Engine.Proxy.Logs;

/// <summary>How long to leave a target alone that could not be reached: longer each time, until it answers.</summary>
internal sealed class ReconnectPause
{
    private const int FirstMs = 250;
    private const int LongestMs = 8000;

    private int _ms;
    private long _untilMs;

    internal bool IsOver(long nowMs) => nowMs >= _untilMs;

    /// <summary>Loop time at which it is over, ms.</summary>
    internal long UntilMs => _untilMs;

    internal void Begin(long nowMs)
    {
        _ms = _ms == 0 ? FirstMs : Math.Min(_ms * 2, LongestMs);
        _untilMs = nowMs + _ms;
    }

    internal void Reset() => _ms = 0;
}
