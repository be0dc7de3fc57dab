using System.Collections.Generic;
using System.Threading;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.Proxy.Stages;
using Engine.Proxy.State;

namespace Engine.Stages.Balancers;

/// <summary>
/// <c>balance roundrobin</c>: servers in turn, in proportion to their weights, smoothly. The order is HAProxy's own (equal
/// weights: as declared; 1,2,3: c b c a c b) and repeats after the sum of the weights, so it is worked out once per change of
/// weights, and a pick is one increment of a counter that all loops share, without a lock.
/// </summary>
internal sealed class RoundRobin : Balancer
{
    private ServerState[] _sequence = [];
    private uint _next = uint.MaxValue;

    internal static Balancer? Create(BalanceConfig config, DiagnosticBag diagnostics)
    {
        if (config.Arguments.Count > 0)
        {
            diagnostics.Error(config.Where, 2, $"'balance roundrobin' takes no argument, but found '{config.Arguments[0].Text}'", "remove it");
            return null;
        }

        return new RoundRobin();
    }

    public override void Use(IReadOnlyList<ServerState> servers) => Volatile.Write(ref _sequence, WeightedSequence.Build(servers));

    public override ServerState? Pick(in PickRequest request)
    {
        ServerState[] sequence = Volatile.Read(ref _sequence);
        ServerState? last = null;
        for (int tries = sequence.Length; tries > 0; tries--)
        {
            uint turn = Interlocked.Increment(ref _next);
            ServerState server = sequence[turn % (uint)sequence.Length];
            if (server.IsFull)
            {
                continue;
            }

            if (server != request.Avoid)
            {
                return server;
            }

            last = server;
        }

        return last;
    }
}
