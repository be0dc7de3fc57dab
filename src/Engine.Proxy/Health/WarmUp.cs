using System;
using Engine.IO.Loop;
using Engine.Proxy.State;

namespace Engine.Proxy.Health;

/// <summary>Raises the share of a server that has come back, step by step (CFG 5.2 slowstart). Belongs to one loop.</summary>
internal sealed class WarmUp : ITimerOwner
{
    /// <summary>HAProxy's steps: a twentieth of the time, but not more often than once a second.</summary>
    private const int Steps = 20;

    private const int StepMsMin = 1000;
    private const int FullPercent = 100;

    private readonly EventLoop _loop;
    private readonly ServerState _server;
    private readonly LoopTimer _timer;
    private long _beganMs;

    internal WarmUp(EventLoop loop, ServerState server)
    {
        _loop = loop;
        _server = server;
        _timer = new LoopTimer(this);
    }

    private int StepMs => Math.Max(StepMsMin, _server.Plan.Health.SlowStartMs / Steps);

    internal void Begin()
    {
        _beganMs = _loop.Clock.NowMs;
        _loop.Timers.Set(_timer, _beganMs + StepMs);
    }

    internal void Stop() => _loop.Timers.Remove(_timer);

    public void OnTimer(LoopTimer timer)
    {
        long percent = Math.Max(1, (_loop.Clock.NowMs - _beganMs) * FullPercent / _server.Plan.Health.SlowStartMs);
        lock (_server.Health.Transitions.Effects.Changes)
        {
            if (_server.Operation != ServerOperation.Starting)
            {
                return;
            }

            _server.SetWarmPercent((int)Math.Min(FullPercent, percent));
            if (percent >= FullPercent)
            {
                _server.SetOperation(ServerOperation.Running);
            }
        }

        // Its limit of requests has grown with its share: those that wait get the slots.
        _server.Health.Transitions.Effects.Return(_server);
        if (percent >= FullPercent)
        {
            return;
        }

        _loop.Timers.Set(_timer, _loop.Clock.NowMs + StepMs);
    }
}
