using System.Collections.Generic;
using System.Threading;
using Engine.Proxy.Stages;
using Engine.Proxy.State;

namespace Engine.Stages.Balancers;

/// <summary>
/// <c>balance roundrobin</c>: servers in turn, in proportion to their weights, smoothly. The order is HAProxy's own (equal
/// weights: as declared; 1,2,3: c b c a c b) and repeats after the sum of the weights. Where that is soon, one period is worked out
/// per change of weights, and a pick is one increment of a counter that all loops share; where it is not, as with many servers that
/// warm up, turns are taken one by one under a lock.
/// </summary>
internal sealed class RoundRobin : Balancer
{
    /// <summary>Turns of a period that are worked out ahead at most: 64 KB of references, and about a millisecond.</summary>
    private const int PeriodMax = 8192;

    private readonly Lock _lock = new();
    private ServerState[]? _sequence = [];
    private uint _next = uint.MaxValue;

    /// <summary>Under the lock; null while there is a sequence.</summary>
    private WeightedTurns? _turns;

    internal static Balancer? Create(BalancerArguments arguments) => arguments.EndsAfter(0) ? new RoundRobin() : null;

    public override void Use(IReadOnlyList<ServerState> servers)
    {
        (long total, int divisor) = Measure(servers);
        if (total == 0 || total / divisor <= PeriodMax)
        {
            _turns = null;
            Volatile.Write(ref _sequence, WorkOut(servers, divisor));
            return;
        }

        // Live turns are not divided: a later weight need not have the same divisor.
        WeightedTurns turns = new(servers, 1);
        for (int i = 0; i < servers.Count; i++)
        {
            servers[i].BalancerSlot = i;
        }

        lock (_lock)
        {
            if (_turns is not null)
            {
                turns.GoOnFrom(_turns);
            }

            _turns = turns;
            Volatile.Write(ref _sequence, null);
        }
    }

    public override void Reweigh(IReadOnlyList<ServerState> servers, ServerState changed)
    {
        lock (_lock)
        {
            if (_turns is not null)
            {
                _turns.Reweigh(changed.BalancerSlot, changed.EffectiveWeight);
                return;
            }
        }

        Use(servers);
    }

    public override ServerState? Pick(in PickRequest request)
    {
        ServerState[]? sequence = Volatile.Read(ref _sequence);
        return sequence is null ? PickLive(request) : PickFrom(sequence, request);
    }

    /// <summary>One whole period. A common factor changes nothing about it, only about how long it is.</summary>
    internal static ServerState[] WorkOut(IReadOnlyList<ServerState> servers, int divisor)
    {
        WeightedTurns turns = new(servers, divisor);
        ServerState[] sequence = new ServerState[turns.Total];
        for (int i = 0; i < sequence.Length; i++)
        {
            sequence[i] = turns.Next()!;
        }

        return sequence;
    }

    /// <summary>Sum of the weights, and what divides them all; 1 when there are none.</summary>
    internal static (long Total, int Divisor) Measure(IReadOnlyList<ServerState> servers)
    {
        long total = 0;
        int divisor = 0;
        foreach (ServerState server in servers)
        {
            int weight = server.EffectiveWeight;
            total += weight;
            divisor = GreatestDivisor.Of(weight, divisor);
        }

        return (total, divisor == 0 ? 1 : divisor);
    }

    private ServerState? PickFrom(ServerState[] sequence, in PickRequest request)
    {
        ServerState? last = null;
        for (int tries = sequence.Length; tries > 0; tries--)
        {
            uint turn = Interlocked.Increment(ref _next);
            ServerState server = sequence[turn % (uint)sequence.Length];
            if (!server.HasRoom)
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

    /// <summary>When so many in turn are full, the queue looks at all of them.</summary>
    private ServerState? PickLive(in PickRequest request)
    {
        const int TriesMax = 64;
        ServerState? last = null;
        lock (_lock)
        {
            for (int tries = TriesMax; tries > 0 && _turns?.Next() is { } server; tries--)
            {
                if (server.HasRoom && server != request.Avoid)
                {
                    return server;
                }

                last = server.HasRoom ? server : last;
            }
        }

        return last;
    }
}
