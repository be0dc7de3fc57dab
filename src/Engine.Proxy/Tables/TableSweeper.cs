using System.Collections.Generic;
using Engine.IO.Loop;

namespace Engine.Proxy.Tables;

/// <summary>Removes expired entries of all tables, a bounded number at a time, so that no loop stalls over it. On one loop.</summary>
internal sealed class TableSweeper : ITimerOwner
{
    /// <summary>How long what has expired may take up room; look-ups do not see it any more.</summary>
    private const int IntervalMs = 1000;

    /// <summary>While more has expired than one go removes: other work comes in between.</summary>
    private const int BusyMs = 4;

    private readonly EventLoop _loop;
    private readonly LoopTimer _timer;
    private readonly List<StickTableShared> _tables = [];

    internal TableSweeper(EventLoop loop, IEnumerable<StickTableShared> tables)
    {
        _loop = loop;
        _timer = new LoopTimer(this);
        foreach (StickTableShared table in tables)
        {
            if (table.Plan.ExpireMs > 0)
            {
                _tables.Add(table);
            }
        }
    }

    /// <summary>On the loop. Without a table that expires, nothing ever happens.</summary>
    internal void Start()
    {
        if (_tables.Count > 0)
        {
            _loop.Timers.Set(_timer, _loop.Clock.NowMs + IntervalMs);
        }
    }

    public void OnTimer(LoopTimer timer)
    {
        bool done = true;
        foreach (StickTableShared table in _tables)
        {
            done &= table.Sweep(_loop.Clock.NowMs);
        }

        _loop.Timers.Set(_timer, _loop.Clock.NowMs + (done ? IntervalMs : BusyMs));
    }
}
