using System.Collections.Generic;
using System.Threading;
using Engine.Proxy.State;

namespace Engine.Stages.Balancers;

/// <summary>
/// <c>hash-balance-factor</c>: no server has more than so many percent of its share of all requests. The slots there are to give out
/// are the requests under way and the one to come times the factor, rounded up; every server has as many of them as its weight
/// says, those that do not divide being spread over the servers in their order, and never none.
/// </summary>
internal sealed class BoundedLoad(int factorPercent)
{
    private long _served;
    private Shares _shares = new([], [], 1);

    internal void Use(IReadOnlyList<ServerState> servers)
    {
        long[] before = new long[servers.Count];
        int[] weights = new int[servers.Count];
        long total = 0;
        long served = 0;
        for (int i = 0; i < before.Length; i++)
        {
            servers[i].BalancerSlot = i;
            before[i] = total;
            weights[i] = servers[i].EffectiveWeight;
            total += weights[i];
            served += servers[i].Served;
        }

        // Counted anew at each change: a balancer may take over from another while requests are under way.
        Volatile.Write(ref _served, served);
        Volatile.Write(ref _shares, new Shares(before, weights, total == 0 ? 1 : total));
    }

    internal void OnSlot(int slots)
    {
        if (slots != 0)
        {
            Interlocked.Add(ref _served, slots);
        }
    }

    internal bool Allows(ServerState server)
    {
        Shares shares = Volatile.Read(ref _shares);
        int index = server.BalancerSlot;
        if ((uint)index >= (uint)shares.Before.Length)
        {
            return true;
        }

        long slots = (((Volatile.Read(ref _served) + 1) * factorPercent) + 99) / 100;
        long whole = slots / shares.Total * shares.Weights[index];
        long rest = slots % shares.Total;
        long part = ((shares.Before[index] + shares.Weights[index]) * rest / shares.Total) - (shares.Before[index] * rest / shares.Total);
        return server.Served < long.Max(1, whole + part);
    }

    /// <param name="Before">Of each server: the weights of those before it.</param>
    /// <param name="Weights">Of each server.</param>
    /// <param name="Total">Of all, 1 or more.</param>
    private sealed record Shares(long[] Before, int[] Weights, long Total);
}
