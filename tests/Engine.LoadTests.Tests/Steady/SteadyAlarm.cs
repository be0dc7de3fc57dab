using Engine.IO.Polling;
using Engine.LoadTests.Pacing;

namespace Engine.LoadTests.Tests.Steady;

/// <summary>Goes off within a wait of its moment.</summary>
internal sealed class SteadyAlarm(SteadyClock clock) : Alarm
{
    private long _dueNs = long.MaxValue;

    public override void Set(long dueNs) => _dueNs = dueNs;

    public void RingWhenDue()
    {
        if (_dueNs <= clock.NowMs * 1_000_000)
        {
            _dueNs = long.MaxValue;
            OnReady(ReadyFlags.Readable);
        }
    }

    protected override void Dispose(bool disposing)
    {
    }
}
