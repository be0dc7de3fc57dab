using System;
using System.Threading;
using Engine.IO.Loop;

namespace Engine.Proxy.Loops;

/// <summary>
/// CFG 3.1 close-spread-time: after a soft stop the connections of one loop are not closed all at once, but over a time, so that their
/// clients do not come elsewhere all at once. Belongs to its loop.
/// </summary>
internal sealed class CloseSpread : ITimerOwner
{
    /// <summary>Idle connections are closed in so many portions.</summary>
    private const int Steps = 100;

    private readonly ProxyLoop _place;
    private readonly LoopTimer _timer;
    private long _beganMs;
    private int _windowMs;

    internal CloseSpread(ProxyLoop place)
    {
        _place = place;
        _timer = new LoopTimer(this);
    }

    /// <summary>True from the soft stop to the end of the time, or of the process.</summary>
    internal bool IsOn { get; private set; }

    private LoopClock Clock => _place.Loop.Clock;

    private int StepMs => Math.Max(1, _windowMs / Steps);

    /// <param name="windowMs">0 = no spreading; <see cref="Timeout.Infinite"/> = nothing is closed on account of the stop.</param>
    internal void Begin(int windowMs)
    {
        _windowMs = windowMs;
        _beganMs = Clock.NowMs;
        IsOn = windowMs != 0;
        if (windowMs > 0)
        {
            _place.Loop.Timers.Set(_timer, _beganMs + StepMs);
        }
    }

    /// <summary>Whether a connection is closed with the response that is about to be sent: the more likely, the more time has passed.</summary>
    internal bool Closes() => _windowMs > 0 && _place.Random.NextInt64(_windowMs) < Clock.NowMs - _beganMs;

    public void OnTimer(LoopTimer timer)
    {
        long leftMs = _windowMs - (Clock.NowMs - _beganMs);
        if (leftMs <= 0)
        {
            IsOn = false;
            _place.Clients.CloseIdle();
            return;
        }

        // Of those that are left each step closes what makes it even.
        _place.Clients.CloseIdle((double)StepMs / (leftMs + StepMs), _place.Random);
        _place.Loop.Timers.Set(_timer, Clock.NowMs + StepMs);
    }

    /// <summary>The loop is about to end.</summary>
    internal void Stop() => _place.Loop.Timers.Remove(_timer);
}
