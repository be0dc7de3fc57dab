using System.Collections.Generic;
using Engine.Proxy.Stages;
using Engine.Proxy.State;

namespace Engine.Stages.Balancers;

/// <summary><c>balance static-rr</c>: servers in turn over the static map (1,2,3: a c b c b c).</summary>
internal sealed class StaticRoundRobin : Balancer
{
    private readonly StaticMap _map = new();

    public override BalancerTraits Traits => BalancerTraits.IsStatic;

    internal static Balancer? Create(BalancerArguments arguments) => arguments.EndsAfter(0) ? new StaticRoundRobin() : null;

    public override void Use(IReadOnlyList<ServerState> servers) => _map.Use(servers);

    public override void Reweigh(IReadOnlyList<ServerState> servers, ServerState changed)
    {
        // Weights are the configured ones.
    }

    public override ServerState? Pick(in PickRequest request) => _map.Next(request.Avoid);
}
