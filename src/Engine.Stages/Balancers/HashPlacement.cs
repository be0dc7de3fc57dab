using System.Collections.Generic;
using Engine.Proxy.State;

namespace Engine.Stages.Balancers;

/// <summary>How hashes become servers: <c>hash-type map-based</c> or <c>consistent</c>. Shared by all loops, as balancers are.</summary>
internal abstract class HashPlacement
{
    internal abstract void Use(IReadOnlyList<ServerState> servers);

    internal abstract void Reweigh(IReadOnlyList<ServerState> servers, ServerState changed);

    /// <summary>The server of that hash, be it full; null when there is none at all.</summary>
    internal abstract ServerState? Find(uint hash, ServerState? avoid);

    /// <summary>The next in turn that has room, for requests that have no key.</summary>
    internal abstract ServerState? Next(ServerState? avoid);

    internal virtual void OnSlot(int slots)
    {
    }
}
