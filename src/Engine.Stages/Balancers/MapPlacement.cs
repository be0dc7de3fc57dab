using System.Collections.Generic;
using Engine.Proxy.State;

namespace Engine.Stages.Balancers;

/// <summary><c>hash-type map-based</c>: the place in the static map is the hash modulo its length.</summary>
internal sealed class MapPlacement : HashPlacement
{
    private readonly StaticMap _map = new();

    internal override void Use(IReadOnlyList<ServerState> servers) => _map.Use(servers);

    internal override void Reweigh(IReadOnlyList<ServerState> servers, ServerState changed)
    {
        // Weights are the configured ones.
    }

    internal override ServerState? Find(uint hash, ServerState? avoid) => _map.Find(hash);

    internal override ServerState? Next(ServerState? avoid) => _map.Next(avoid);
}
