using System.Collections.Generic;
using Engine.Proxy.State;

namespace Engine.Stages.Balancers;

/// <summary>
/// Fills a <see cref="StaticMap"/> in time proportional to its length instead of its length times the number of servers: a server's
/// standing changes only when its credit passes a whole sum, and those moments are known ahead.
/// </summary>
internal sealed class StaticMapBuilder
{
    /// <summary>Whole sums of credit that make a difference; one above the credit of a server that has just paid.</summary>
    private const int StandingMax = 3;

    private const int None = -1;

    private readonly int[] _weights;
    private readonly int _total;

    /// <summary>Whole sums each server had before it paid anything, plus one; and places it got.</summary>
    private readonly int[] _earned;
    private readonly int[] _paid;

    /// <summary>By the place before which it happens: the first server that earns another whole sum, and the next one after each.</summary>
    private readonly int[] _earningFirst;
    private readonly int[] _earningNext;
    private readonly PriorityQueue<int, int>[] _standing;

    /// <param name="weights">In order of declaration, without a common divisor.</param>
    /// <param name="total">Their sum, more than 0.</param>
    internal StaticMapBuilder(int[] weights, int total)
    {
        _weights = weights;
        _total = total;
        _earned = new int[weights.Length];
        _paid = new int[weights.Length];
        _earningNext = new int[weights.Length];
        _earningFirst = new int[total];
        System.Array.Fill(_earningFirst, None);
        _standing = new PriorityQueue<int, int>[StandingMax + 1];
        for (int i = 0; i < _standing.Length; i++)
        {
            _standing[i] = new PriorityQueue<int, int>();
        }
    }

    internal ServerState[] Build(IReadOnlyList<ServerState> servers)
    {
        for (int i = 0; i < _weights.Length; i++)
        {
            if (_weights[i] > 0)
            {
                Earn(i);
            }
        }

        ServerState[] places = new ServerState[_total];
        for (int place = 0; place < places.Length; place++)
        {
            for (int server = _earningFirst[place], next; server != None; server = next)
            {
                next = _earningNext[server];
                Earn(server);
            }

            int best = TakeBest();
            places[place] = servers[best];
            _paid[best]++;
            Stand(best);
        }

        return places;
    }

    /// <summary>One more whole sum, and when the next one comes: before the place at which weight times places is that many sums.</summary>
    private void Earn(int server)
    {
        int earned = ++_earned[server];
        long place = (((long)_total * earned) + _weights[server] - 1) / _weights[server] - 1;
        if (place < _total)
        {
            _earningNext[server] = _earningFirst[place];
            _earningFirst[place] = server;
        }

        Stand(server);
    }

    private int StandingOf(int server) => System.Math.Clamp(_earned[server] - _paid[server], 0, StandingMax);

    private void Stand(int server) => _standing[StandingOf(server)].Enqueue(server, server);

    /// <summary>Entries of servers that stand elsewhere by now are dropped when they come up.</summary>
    private int TakeBest()
    {
        for (int standing = StandingMax; ; standing--)
        {
            PriorityQueue<int, int> queue = _standing[standing];
            while (queue.TryDequeue(out int server, out _))
            {
                if (StandingOf(server) == standing)
                {
                    return server;
                }
            }
        }
    }
}
