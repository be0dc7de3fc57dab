using System;
using System.Collections.Generic;
using Engine.IO.Loop;
using Engine.Proxy.Loops;
using Engine.Proxy.State;

namespace Engine.Proxy.Health;

/// <summary>The checks that one loop carries out, and the servers it warms up.</summary>
internal sealed class LoopChecks(ProxyLoop place)
{
    private readonly List<CheckRunner> _runners = [];
    private readonly Dictionary<ServerState, CheckRunner> _byServer = [];
    private readonly Dictionary<ServerState, WarmUp> _warmUps = [];
    private readonly Queue<CheckRunner> _waiting = [];
    private int _underWay;
    private bool _hasStopped;

    /// <summary>Answers of HTTP checks are read into it; one check at a time does so.</summary>
    internal HttpAnswer Answer { get; } = new(place.Plan.Global.Tune.HttpMaxHdr, place.Plan.HeadLimits);

    /// <summary>Of this loop; tests give it a seed.</summary>
    internal Random Random { get; set; } = place.Random;

    /// <summary>From now on this loop checks its share of those servers. One that was checked already keeps its time.</summary>
    internal void Use(List<CheckStart> starts)
    {
        Dictionary<CheckState, long> due = [];
        foreach (CheckRunner runner in _runners)
        {
            due[runner.State] = runner.DueMs;
            runner.Stop();
        }

        _runners.Clear();
        _byServer.Clear();
        foreach (CheckStart start in starts)
        {
            if (start.Server.Health.Owner == place.Loop.Index && !_hasStopped)
            {
                Add(start, due);
            }
        }
    }

    private void Add(in CheckStart start, Dictionary<CheckState, long> due)
    {
        CheckState state = start.IsAgent ? start.Server.Health.Agent : start.Server.Health.Check;
        CheckRunner runner = new(place, start.Server, start.Backend, start.Plan, state);
        _runners.Add(runner);
        if (!start.IsAgent)
        {
            _byServer[start.Server] = runner;
        }

        long nowMs = place.Loop.Clock.NowMs;
        runner.Hasten(due.TryGetValue(state, out long dueMs) ? Math.Clamp(dueMs, nowMs, nowMs + start.Plan.InterMs) : CheckSchedule.Batch(nowMs + start.DelayMs, start.Plan.InterMs));
    }

    /// <summary>CFG 3.2 tune.max-checks-per-thread. False: there are enough; the runner is told when one has ended.</summary>
    internal bool TryEnter(CheckRunner runner)
    {
        int max = place.Plan.Global.Tune.MaxChecksPerThread;
        if (max > 0 && _underWay >= max)
        {
            _waiting.Enqueue(runner);
            return false;
        }

        _underWay++;
        return true;
    }

    internal void Leave()
    {
        _underWay--;
        while (_waiting.TryDequeue(out CheckRunner? next) && !next.TryBegin())
        {
            // Stopped while it waited: the one behind it may begin.
        }
    }

    /// <summary>CFG 3.1 spread-checks: the pause, up to so many percent longer or shorter.</summary>
    internal int Spread(int pauseMs)
    {
        int percent = place.Plan.Global.SpreadChecks;
        if (percent == 0)
        {
            return pauseMs;
        }

        long reachMs = (long)pauseMs * percent / 100;
        return (int)Math.Clamp(pauseMs + reachMs - (long)(2 * reachMs * Random.NextDouble()), 1, int.MaxValue);
    }

    internal void Hasten(ServerState server, long dueMs)
    {
        if (_byServer.TryGetValue(server, out CheckRunner? runner))
        {
            runner.Hasten(dueMs);
        }
    }

    /// <summary>The server has come up.</summary>
    internal void WarmUp(ServerState server)
    {
        if (_hasStopped)
        {
            return;
        }

        if (!_warmUps.TryGetValue(server, out WarmUp? warmUp))
        {
            _warmUps[server] = warmUp = new WarmUp(place.Loop, server);
        }

        warmUp.Begin();
    }

    /// <summary>The loop is about to end: no check from now on.</summary>
    internal void Stop()
    {
        _hasStopped = true;
        foreach (CheckRunner runner in _runners)
        {
            runner.Stop();
        }

        foreach (WarmUp warmUp in _warmUps.Values)
        {
            warmUp.Stop();
        }
    }
}
