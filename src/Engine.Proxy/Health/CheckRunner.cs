using System;
using Engine.IO.Loop;
using Engine.IO.Tasks;
using Engine.Proxy.Loops;
using Engine.Proxy.Plan;
using Engine.Proxy.State;

namespace Engine.Proxy.Health;

/// <summary>
/// Checks one server again and again: one timer, which is the deadline of a check under way and else the time of the next. Belongs
/// to its loop; allocates nothing while the server stays as it is.
/// </summary>
internal sealed class CheckRunner : ITimerOwner
{
    private readonly ProxyLoop _place;
    private readonly ServerState _server;
    private readonly CheckPlan _plan;
    private readonly CheckState _state;
    private readonly CheckRun _run;
    private readonly CheckProcess? _process;
    private readonly LoopTimer _timer;
    private bool _isUnderWay;

    /// <summary>True exactly while it is due and waits for others of the loop to end.</summary>
    private bool _isQueued;
    private bool _hasStopped;

    internal CheckRunner(ProxyLoop place, ServerState server, BackendPlan backend, CheckPlan plan, CheckState state)
    {
        _place = place;
        _server = server;
        _plan = plan;
        _state = state;
        _timer = new LoopTimer(this);
        _run = new CheckRun(place, server, plan, backend) { OnConnected = OnConnected };
        _process = plan.Script.Command is { } command ? new CheckProcess(place, server, backend, plan, command) : null;
    }

    private LoopClock Clock => _place.Loop.Clock;

    internal CheckState State => _state;

    /// <summary>When the next check begins, or the one under way has to end.</summary>
    internal long DueMs => _isUnderWay || _isQueued ? Clock.NowMs : _timer.DueMs;

    /// <summary>The next check begins at that time, unless it does so earlier. On the loop.</summary>
    internal void Hasten(long dueMs)
    {
        if (!_isUnderWay && !_isQueued && !_hasStopped && dueMs < _timer.DueMs)
        {
            Set(dueMs);
        }
    }

    /// <summary>It waited for one of the loop's checks to end, and one has. False: it does not want to begin any more.</summary>
    internal bool TryBegin()
    {
        _isQueued = false;
        if (_hasStopped)
        {
            return false;
        }

        Set(Clock.NowMs);
        return true;
    }

    /// <summary>No check from now on; one under way is given up.</summary>
    internal void Stop()
    {
        _hasStopped = true;
        _place.Loop.Timers.Remove(_timer);
        _run.OnTimeout();
        _process?.OnTimeout();
    }

    public void OnTimer(LoopTimer timer)
    {
        if (_isUnderWay)
        {
            _run.OnTimeout();
            _process?.OnTimeout();
            return;
        }

        if (!_state.IsEnabled || _state.IsPaused)
        {
            Set(Clock.NowMs + _plan.InterMs);
            return;
        }

        if (!_place.Checks.TryEnter(this))
        {
            _isQueued = true;
            return;
        }

        RunAsync().Forget();
    }

    private async LoopTask RunAsync()
    {
        _isUnderWay = true;
        _server.Health.OnBegin(_state);
        bool hasTwoTimeouts = _plan.CheckTimeoutMs > 0 && _plan.ConnectTimeoutMs > 0;
        Set(Clock.NowMs + (hasTwoTimeouts ? Math.Min(_plan.InterMs, _plan.ConnectTimeoutMs) : _plan.InterMs));
        CheckOutcome outcome = _process is null ? await _run.ExecuteAsync() : await _process.ExecuteAsync();
        _isUnderWay = false;
        _place.Checks.Leave();
        if (_hasStopped)
        {
            return;
        }

        _server.Health.OnEnd(_state, outcome);
        int pauseMs = _plan.PauseMs(_state, _server.Operation == ServerOperation.Stopped);
        Set(CheckSchedule.Batch(Clock.NowMs + _place.Checks.Spread(pauseMs), pauseMs));
    }

    /// <summary>Semantics section 2, check: from here on the answer has its own time.</summary>
    private void OnConnected()
    {
        if (_plan.CheckTimeoutMs > 0 && _isUnderWay)
        {
            Set(Clock.NowMs + _plan.CheckTimeoutMs);
        }
    }

    private void Set(long dueMs) => _place.Loop.Timers.Set(_timer, dueMs);
}
