using System;
using Engine.LoadTests.Scenarios;

namespace Engine.LoadTests.Pacing;

/// <summary>How far an injecting phase has come on one loop: which of its requests are due, have a client on the way, were taken.</summary>
internal sealed class Injection(Phase phase, long startNs, int loop, int loops)
{
    private readonly Arrivals _arrivals = new(phase, loop, loops);
    private long _taken;
    private long _admitted;

    /// <summary>When the first request that no client is on the way for is due; <see cref="long.MaxValue"/> when there is none.</summary>
    public long NextNs => _admitted < _arrivals.Count ? TimeOf(_admitted) : long.MaxValue;

    /// <summary>Takes the next request if it is due.</summary>
    /// <param name="dueNs">Its intended send time.</param>
    public bool TryTake(long nowNs, out long dueNs)
    {
        dueNs = _taken < _arrivals.Count ? TimeOf(_taken) : long.MaxValue;
        if (dueNs > nowNs)
        {
            return false;
        }

        _taken++;
        _admitted = Math.Max(_admitted, _taken);
        return true;
    }

    /// <summary>A client is on the way for the request that is next.</summary>
    public void Admit() => _admitted++;

    /// <summary>Due at that moment, and not taken.</summary>
    public long WaitingAt(long nowNs) => Math.Max(0, _arrivals.CountUntil(nowNs - startNs) - _taken);

    /// <summary>Clients that are on the way and have not taken their requests.</summary>
    public long OnTheWay => _admitted - _taken;

    private long TimeOf(long n) => startNs + _arrivals.TimeOf(n);
}
