using System.Collections.Generic;
using Engine.Proxy.State;

namespace Engine.Proxy.Stages;

/// <summary>Chooses a server of one backend. One instance per backend, shared by all loops.</summary>
public abstract class Balancer
{
    /// <summary>What the core has to know of it; the same at any time.</summary>
    public virtual BalancerTraits Traits => BalancerTraits.None;

    /// <summary>
    /// Takes the servers that may be picked from now on, in order of declaration. Called before the first pick and whenever
    /// membership changes; never by two threads at once, but while others pick.
    /// </summary>
    public abstract void Use(IReadOnlyList<ServerState> servers);

    /// <summary>One of the servers in use has another weight than before; called as <see cref="Use"/> is.</summary>
    public virtual void Reweigh(IReadOnlyList<ServerState> servers, ServerState changed) => Use(servers);

    /// <summary>
    /// The server for one attempt, or null when there is none with a free slot. One that is full may be picked all the same: the
    /// exchange waits for that one then. Called once per attempt, on the exchange's loop and by several loops at once: must not
    /// block, allocate, or hold a lock for longer than the pick.
    /// </summary>
    public abstract ServerState? Pick(in PickRequest request);

    /// <summary>A server got or gave back a slot, or its queue has changed; only with <see cref="BalancerTraits.TracksLoad"/>. On any loop, many at once: as <see cref="Pick"/>.</summary>
    /// <param name="server">Of this backend, in use or not.</param>
    /// <param name="slots">1, -1, or 0 when it was the queue or the limit.</param>
    public virtual void OnLoad(ServerState server, int slots)
    {
    }
}
