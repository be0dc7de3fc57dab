using System;
using Engine.IO.Polling;

namespace Engine.LoadTests.Tests.Traffic;

/// <summary>Waits in a <see cref="World"/>'s time.</summary>
internal sealed class WorldPoller(World world) : Poller
{
    public override int Add(int fd, ulong key)
    {
        world.Watch(fd, key);
        return 0;
    }

    public override void Remove(int fd) => world.Unwatch(fd);

    public override int Wait(Span<ReadyEvent> ready, int timeoutMs) => world.Wait(ready, timeoutMs);

    public override void Wake()
    {
    }

    protected override void Dispose(bool disposing)
    {
    }
}
