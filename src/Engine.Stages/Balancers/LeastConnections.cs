using System.Collections.Generic;
using System.Threading;
using Engine.Proxy.Stages;
using Engine.Proxy.State;

namespace Engine.Stages.Balancers;

/// <summary>
/// <c>balance leastconn</c>: the server with the fewest requests, waiting ones included, for its weight; of equals the one that has
/// stood at that load longest. A heap under a lock that is held for a few steps: to look at its top, and to move a server whose load
/// has changed.
/// </summary>
internal sealed class LeastConnections : Balancer
{
    private readonly Lock _lock = new();
    private LoadHeap _heap = new([]);

    public override BalancerTraits Traits => BalancerTraits.TracksLoad;

    internal static Balancer? Create(BalancerArguments arguments) => arguments.EndsAfter(0) ? new LeastConnections() : null;

    public override void Use(IReadOnlyList<ServerState> servers)
    {
        lock (_lock)
        {
            _heap.Leave();
            _heap = new LoadHeap(servers);
        }
    }

    public override void Reweigh(IReadOnlyList<ServerState> servers, ServerState changed)
    {
        lock (_lock)
        {
            _heap.Update(changed);
        }
    }

    public override ServerState? Pick(in PickRequest request)
    {
        lock (_lock)
        {
            return _heap.Least(request.Avoid);
        }
    }

    public override void OnLoad(ServerState server, int slots)
    {
        lock (_lock)
        {
            _heap.Update(server);
        }
    }
}
