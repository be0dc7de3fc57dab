using System.Collections.Generic;
using Engine.Proxy.State;

namespace Engine.Stages.Balancers;

/// <summary>
/// The order in which weighted round robin visits servers, over one whole period. Facts taken from the manual and from observed
/// picks: every server stands at a position in a window as long as the sum of the weights; after its turn it moves on by that sum
/// over its weight, the remainder being carried; among servers whose position has come, the earliest wins, then the heaviest,
/// then the first declared; a server that has not had its first turn goes before one whose position lies ahead.
/// </summary>
internal static class WeightedSequence
{
    internal static ServerState[] Build(IReadOnlyList<ServerState> servers)
    {
        int total = 0;
        int divisor = 0;
        foreach (ServerState server in servers)
        {
            total += server.EffectiveWeight;
            divisor = GreatestCommonDivisor(server.EffectiveWeight, divisor);
        }

        if (total == 0)
        {
            return [];
        }

        // A common factor changes nothing about the order, only about how long it is until it repeats.
        int[] weights = new int[servers.Count];
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = servers[i].EffectiveWeight / divisor;
        }

        int[] order = Order(weights, total / divisor);
        ServerState[] sequence = new ServerState[order.Length];
        for (int i = 0; i < order.Length; i++)
        {
            sequence[i] = servers[order[i]];
        }

        return sequence;
    }

    /// <summary>Indexes of servers in the order of their turns; as many as the sum of the weights.</summary>
    internal static int[] Order(int[] weights, int total)
    {
        int[] order = new int[total];
        PriorityQueue<int, (long Position, int Lightness, int Index)> ready = new();
        PriorityQueue<int, (int Lightness, int Index)> unseen = new();
        long[] position = new long[weights.Length];
        int[] carried = new int[weights.Length];
        for (int i = 0; i < weights.Length; i++)
        {
            if (weights[i] > 0)
            {
                unseen.Enqueue(i, (-weights[i], i));
            }
        }

        for (int turn = 0; turn < total; turn++)
        {
            bool due = ready.TryPeek(out int server, out (long Position, int, int) first) && first.Position <= turn;
            if (due || unseen.Count == 0)
            {
                server = ready.Dequeue();
            }
            else
            {
                server = unseen.Dequeue();
                position[server] = turn;
            }

            order[turn] = server;
            position[server] += total / weights[server];
            carried[server] += total % weights[server];
            if (carried[server] >= weights[server])
            {
                carried[server] -= weights[server];
                position[server]++;
            }

            ready.Enqueue(server, (position[server], -weights[server], server));
        }

        return order;
    }

    private static int GreatestCommonDivisor(int a, int b)
    {
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }

        return a;
    }
}
