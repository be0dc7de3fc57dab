using Engine.IO.Loop;
using Engine.IO.Polling;
using Engine.LoadTests.Pacing;

namespace Engine.LoadTests.Tests.Traffic;

/// <summary>Goes off in a <see cref="World"/>'s time.</summary>
internal sealed class WorldAlarm : Alarm
{
    private const int Fd = 99;

    private readonly World _world;
    private readonly EventLoop _loop;
    private long _dueNs = long.MaxValue;

    public WorldAlarm(World world, EventLoop loop)
    {
        _world = world;
        _loop = loop;
        loop.Watch(Fd, this);
    }

    public override void Set(long dueNs)
    {
        _dueNs = dueNs;
        if (dueNs != long.MaxValue)
        {
            _world.At(dueNs, () =>
            {
                // Set anew meanwhile: that moment no longer counts.
                if (_dueNs == dueNs)
                {
                    _dueNs = long.MaxValue;
                    _world.Report(Fd, ReadyFlags.Readable);
                }
            });
        }
    }

    protected override void Dispose(bool disposing) => _loop.Forget(this);
}
