using System;
using Engine.IO.Polling;

namespace Engine.Benchmarks.Memory;

/// <summary>The network's edges in the order in which they came. Never waits: all that can happen has happened.</summary>
internal sealed class MemoryPoller(MemoryNetwork network) : Poller
{
    public override int Add(int fd, ulong key)
    {
        network.Watch(network[fd], key);
        return 0;
    }

    public override void Remove(int fd) => network[fd].Key = 0;

    public override int Wait(Span<ReadyEvent> ready, int timeoutMs)
    {
        int count = 0;
        while (count < ready.Length && network.TryTakeEdge(out ReadyEvent edge))
        {
            ready[count++] = edge;
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
