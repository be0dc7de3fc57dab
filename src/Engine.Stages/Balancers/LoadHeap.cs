using System.Collections.Generic;
using Engine.Proxy.State;

namespace Engine.Stages.Balancers;

/// <summary>Servers by load, the least loaded on top; a server's <see cref="ServerState.BalancerSlot"/> is its place. For one thread at a time.</summary>
internal sealed class LoadHeap
{
    /// <summary>The greatest weight there is: loads are compared per unit of it.</summary>
    private const long WeightMax = 256L * ServerState.WeightScale;

    /// <summary>Of a server that can take nothing: behind all others.</summary>
    private const long Saturated = long.MaxValue;

    private readonly Entry[] _entries;

    /// <summary>The next stamp: who came to a load later has a higher one.</summary>
    private long _stamp;

    internal LoadHeap(IReadOnlyList<ServerState> servers)
    {
        _entries = new Entry[servers.Count];
        for (int i = 0; i < _entries.Length; i++)
        {
            Put(i, new Entry(LoadOf(servers[i]), _stamp++, servers[i]));
        }

        for (int i = (_entries.Length / 2) - 1; i >= 0; i--)
        {
            Sift(i);
        }
    }

    /// <summary>No server remembers a place here any more.</summary>
    internal void Leave()
    {
        foreach (Entry entry in _entries)
        {
            entry.Server.BalancerSlot = -1;
        }
    }

    /// <summary>Null when all are saturated, or none is there. The one to avoid only where every other is.</summary>
    internal ServerState? Least(ServerState? avoid)
    {
        if (_entries.Length == 0 || _entries[0].Load == Saturated)
        {
            return null;
        }

        ServerState top = _entries[0].Server;
        if (top != avoid && Takes(top))
        {
            return top;
        }

        // The second best, or the best after a limit that moved without a slot being taken: all are looked at.
        Entry? best = null;
        foreach (Entry entry in _entries)
        {
            if (entry.Server != avoid && Takes(entry.Server) && (best is null || IsBefore(entry, best.Value)))
            {
                best = entry;
            }
        }

        return best?.Server ?? (top == avoid && Takes(top) ? top : null);
    }

    /// <summary>The server's load, weight or limit may have changed. Nothing happens for one that is not here.</summary>
    internal void Update(ServerState server)
    {
        int place = server.BalancerSlot;
        if ((uint)place >= (uint)_entries.Length || _entries[place].Server != server)
        {
            return;
        }

        long load = LoadOf(server);
        if (load != _entries[place].Load)
        {
            _entries[place] = new Entry(load, _stamp++, server);
            Sift(place);
        }
    }

    /// <summary>As HAProxy counts: an idle server stands before every other, whatever the weights.</summary>
    private static long LoadOf(ServerState server)
    {
        long load = server.Served + server.Queued;
        return load == 0 ? 0 : Takes(server) ? (load + 1) * WeightMax / System.Math.Max(1, server.EffectiveWeight) : Saturated;
    }

    private static bool Takes(ServerState server)
    {
        int limit = server.SlotLimit;
        return limit == 0 || (long)server.Served + server.Queued < (long)limit + server.Plan.MaxQueue;
    }

    private static bool IsBefore(in Entry a, in Entry b) => a.Load != b.Load ? a.Load < b.Load : a.Stamp < b.Stamp;

    private void Put(int place, in Entry entry)
    {
        _entries[place] = entry;
        entry.Server.BalancerSlot = place;
    }

    private void Sift(int place)
    {
        Entry entry = _entries[place];
        while (place > 0 && IsBefore(entry, _entries[(place - 1) / 2]))
        {
            Put(place, _entries[(place - 1) / 2]);
            place = (place - 1) / 2;
        }

        while ((2 * place) + 1 is var child && child < _entries.Length)
        {
            if (child + 1 < _entries.Length && IsBefore(_entries[child + 1], _entries[child]))
            {
                child++;
            }

            if (!IsBefore(_entries[child], entry))
            {
                break;
            }

            Put(place, _entries[child]);
            place = child;
        }

        Put(place, entry);
    }

    private readonly record struct Entry(long Load, long Stamp, ServerState Server);
}
