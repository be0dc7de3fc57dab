using System.Collections.Generic;
using Engine.Proxy.Stages;

namespace Engine.Proxy.State;

/// <summary>In place of an algorithm: one address for all (CFG 4.2 dispatch, transparent), whatever servers there are; rules and persistence may choose those.</summary>
/// <param name="target">Never full, never down.</param>
internal sealed class DispatchBalancer(ServerState target) : Balancer
{
    public override BalancerTraits Traits => BalancerTraits.IsFixed;

    internal ServerState Target => target;

    public override void Use(IReadOnlyList<ServerState> servers)
    {
    }

    public override ServerState? Pick(in PickRequest request) => target;
}
