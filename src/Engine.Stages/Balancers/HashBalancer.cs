using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Proxy.Stages;
using Engine.Proxy.State;

namespace Engine.Stages.Balancers;

/// <summary>The same key, the same server, for as long as the servers stay the same; servers in turn for requests without the key.</summary>
internal abstract class HashBalancer : Balancer
{
    private readonly HashPlacement _placement;
    private readonly BalancerTraits _traits;

    private protected HashBalancer(HashConfig config)
    {
        Hash = new KeyHash(config);
        bool isRing = config.Method == HashMethod.Consistent;
        _placement = isRing ? new RingPlacement(config) : new MapPlacement();
        _traits = BalancerTraits.IsFixed | (isRing ? BalancerTraits.None : BalancerTraits.IsStatic)
            | (isRing && config.BalanceFactor > 0 ? BalancerTraits.TracksLoad : BalancerTraits.None);
    }

    public override BalancerTraits Traits => _traits;

    private protected KeyHash Hash { get; }

    public sealed override void Use(IReadOnlyList<ServerState> servers) => _placement.Use(servers);

    public sealed override void Reweigh(IReadOnlyList<ServerState> servers, ServerState changed) => _placement.Reweigh(servers, changed);

    public sealed override void OnLoad(ServerState server, int slots) => _placement.OnSlot(slots);

    public sealed override ServerState? Pick(in PickRequest request) =>
        TryHash(request, out uint hash) ? _placement.Find(hash, request.Avoid) : _placement.Next(request.Avoid);

    /// <summary>False when the request has no key.</summary>
    private protected abstract bool TryHash(in PickRequest request, out uint hash);

    /// <summary>Layer 7 in a backend that carries bytes: HAProxy warns and takes its default.</summary>
    private protected static bool IsHttp(BalancerArguments arguments)
    {
        if (arguments.Proxy.Mode == ProxyMode.Http)
        {
            return true;
        }

        arguments.Warning($"'balance {arguments.Algorithm}' needs 'mode http': '{arguments.Proxy.Name}' uses roundrobin", "write 'mode http', or another algorithm");
        return false;
    }
}
