using System.Collections.Generic;
using Engine.Proxy.State;

namespace Engine.Proxy.Stages;

/// <summary>Chooses a server of one backend. One instance per backend, shared by all loops.</summary>
public abstract class Balancer
{
    /// <summary>
    /// Takes the servers that may be picked from now on, in order of declaration. Called before the first pick and whenever
    /// membership or a weight changes; never by two threads at once, but while others pick.
    /// </summary>
    public abstract void Use(IReadOnlyList<ServerState> servers);

    /// <summary>
    /// The server for one attempt, or null when there is none with a free slot. Called once per attempt, on the exchange's loop
    /// and by several loops at once: must not block, allocate, or hold a lock for longer than the pick.
    /// </summary>
    public abstract ServerState? Pick(in PickRequest request);
}
