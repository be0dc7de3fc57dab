using System.Collections.Generic;
using System.Threading;
using Engine.Proxy.State;

namespace Engine.Stages.Balancers;

/// <summary>
/// HAProxy's static map: as many places as the sum of the configured weights, filled so that hashes and turns fall on servers in
/// proportion to them. Facts observed: before each place every server gets its weight in credit and the one that is given the place
/// pays the sum of all; the place goes to the first declared of those with the most whole sums of credit. Warm-up and changes of
/// weight do not count, a weight of 0 does.
/// </summary>
internal sealed class StaticMap
{
    private ServerState[] _places = [];
    private uint _next = uint.MaxValue;

    internal void Use(IReadOnlyList<ServerState> servers) => Volatile.Write(ref _places, Build(servers));

    /// <summary>The server of that hash, full or not; null when there is none.</summary>
    internal ServerState? Find(uint hash)
    {
        ServerState[] places = Volatile.Read(ref _places);
        return places.Length == 0 ? null : places[hash % (uint)places.Length];
    }

    /// <summary>The next server in turn that has room; <paramref name="avoid"/> only when there is no other.</summary>
    internal ServerState? Next(ServerState? avoid)
    {
        ServerState[] places = Volatile.Read(ref _places);
        ServerState? last = null;
        for (int tries = places.Length; tries > 0; tries--)
        {
            ServerState server = places[Interlocked.Increment(ref _next) % (uint)places.Length];
            if (server.HasRoom && server != avoid)
            {
                return server;
            }

            last = server.HasRoom ? server : last;
        }

        return last;
    }

    internal static ServerState[] Build(IReadOnlyList<ServerState> servers)
    {
        int divisor = 0;
        int total = 0;
        foreach (ServerState server in servers)
        {
            divisor = GreatestDivisor.Of(server.Plan.Weight, divisor);
            total += server.Plan.Weight;
        }

        if (total == 0)
        {
            return [];
        }

        int[] weights = new int[servers.Count];
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = servers[i].Plan.Weight / divisor;
        }

        return new StaticMapBuilder(weights, total / divisor).Build(servers);
    }
}
