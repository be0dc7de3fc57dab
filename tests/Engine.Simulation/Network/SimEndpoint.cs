using Engine.IO.Polling;

namespace Engine.Simulation.Network;

/// <summary>Something with a descriptor that a poller can watch.</summary>
internal abstract class SimEndpoint(SimNetwork network)
{
    public int Fd { get; } = network.NextFd();

    /// <summary>The loop that watches; null when nobody does.</summary>
    public SimPoller? Poller { get; set; }

    public ulong Key { get; set; }

    /// <summary>True exactly while an edge waits in the poller to be fetched.</summary>
    public bool EdgeQueued { get; set; }

    /// <summary>What holds now, as epoll would report it.</summary>
    public abstract ReadyFlags Flags { get; }

    protected SimNetwork Network { get; } = network;

    /// <summary>Something happened here.</summary>
    public virtual void Notify() => Poller?.Queue(this);
}
