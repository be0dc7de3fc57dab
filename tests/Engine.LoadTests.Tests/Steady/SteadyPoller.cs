using System;
using Engine.IO.Polling;

namespace Engine.LoadTests.Tests.Steady;

/// <summary>Reports what a <see cref="SteadyKernel"/> owes; each wait takes 1 ms of a <see cref="SteadyClock"/>. Allocates nothing.</summary>
internal sealed class SteadyPoller(SteadyKernel kernel, SteadyClock clock, SteadyAlarm alarm) : Poller
{
    private readonly ulong[] _keys = new ulong[SteadyKernel.FdsMax];
    private readonly bool[] _isConnecting = new bool[SteadyKernel.FdsMax];

    public override int Add(int fd, ulong key)
    {
        _keys[fd] = key;
        _isConnecting[fd] = true;
        return 0;
    }

    public override void Remove(int fd)
    {
    }

    public override int Wait(Span<ReadyEvent> ready, int timeoutMs)
    {
        clock.Pass();
        alarm.RingWhenDue();
        int count = 0;
        for (int fd = 0; fd < kernel.Opened; fd++)
        {
            ReadyFlags flags = (kernel.IsOwed(fd) ? ReadyFlags.Readable : ReadyFlags.None) | (_isConnecting[fd] ? ReadyFlags.Writable : ReadyFlags.None);
            _isConnecting[fd] = false;
            if (flags != ReadyFlags.None)
            {
                ready[count++] = new ReadyEvent(_keys[fd], flags);
            }
        }

        return count;
    }

    public override void Wake()
    {
    }

    protected override void Dispose(bool disposing)
    {
    }
}
