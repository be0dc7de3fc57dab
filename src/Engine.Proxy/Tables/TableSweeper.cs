using Engine.IO.Loop;
using Engine.Proxy.Loops;

namespace Engine.Proxy.Tables;

/// <summary>Removes expired entries of all tables, a bounded number at a time, so that no loop stalls over it. On one loop.</summary>
internal sealed class TableSweeper : ITimerOwner
{
    /// <summary>How long what has expired may take up room; look-ups do not see it any more.</summary>
    private const int IntervalMs = 1000;

    /// <summary>While more has expired than one go removes: other work comes in between.</summary>
    private const int BusyMs = 4;

    private readonly ProxyLoop _place;
    private readonly LoopTimer _timer;

    internal TableSweeper(ProxyLoop place)
    {
        _place = place;
        _timer = new LoopTimer(this);
    }

    /// <summary>On the loop, with every plan. Without a table that expires, nothing ever happens.</summary>
    internal void Start()
    {
        foreach (StickTableShared table in _place.Plan.Names.Tables.Values)
        {
            if (table.Plan.ExpireMs > 0 && !_timer.IsSet)
            {
                _place.Loop.Timers.Set(_timer, _place.Loop.Clock.NowMs + IntervalMs);
            }
        }
    }

    public void OnTimer(LoopTimer timer)
    {
        bool done = true;
        foreach (StickTableShared table in _place.Plan.Names.Tables.Values)
        {
            done &= table.Sweep(_place.Loop.Clock.NowMs);
        }

        _place.Loop.Timers.Set(_timer, _place.Loop.Clock.NowMs + (done ? IntervalMs : BusyMs));
    }
}
