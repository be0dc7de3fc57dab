using System.Collections.Generic;
using System.Threading;
using Engine.Config.Model;
using Engine.Proxy.State;

namespace Engine.Stages.Balancers;

/// <summary>
/// <c>hash-type consistent</c>: the server whose place on the ring is nearest to the hash; from there on around the ring while servers
/// are to be avoided, have more than their share (<c>hash-balance-factor</c>) or are full (<c>hash-preserve-affinity</c>).
/// </summary>
internal sealed class RingPlacement(HashConfig config) : HashPlacement
{
    private readonly BoundedLoad? _bound = config.BalanceFactor > 0 ? new BoundedLoad(config.BalanceFactor) : null;
    private HashRing _ring = HashRing.Empty;
    private uint _next = uint.MaxValue;

    internal override void Use(IReadOnlyList<ServerState> servers)
    {
        _bound?.Use(servers);
        Volatile.Write(ref _ring, _ring.With(servers));
    }

    internal override void Reweigh(IReadOnlyList<ServerState> servers, ServerState changed) => Use(servers);

    internal override ServerState? Find(uint hash, ServerState? avoid)
    {
        HashRing ring = Volatile.Read(ref _ring);
        int count = ring.Count;
        if (count == 0)
        {
            return null;
        }

        int place = ring.Nearest(hash);
        for (int steps = 1; steps < count && !Passes(ring.At(place), avoid); steps++)
        {
            place = place + 1 < count ? place + 1 : 0;
        }

        return ring.At(place);
    }

    internal override ServerState? Next(ServerState? avoid)
    {
        HashRing ring = Volatile.Read(ref _ring);
        ServerState? last = null;
        for (int tries = ring.Count; tries > 0; tries--)
        {
            ServerState server = ring.At((int)(Interlocked.Increment(ref _next) % (uint)ring.Count));
            if (server.HasRoom && server != avoid)
            {
                return server;
            }

            last = server.HasRoom ? server : last;
        }

        return last;
    }

    internal override void OnSlot(int slots) => _bound?.OnSlot(slots);

    private bool Passes(ServerState server, ServerState? avoid) =>
        server != avoid && (_bound is null || _bound.Allows(server)) && config.Affinity switch
        {
            HashAffinity.MaxConn => !server.IsFull,
            HashAffinity.MaxQueue => !server.IsFull || !server.IsQueueFull,
            _ => true,
        };
}
