using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO.Hashing;
using Engine.Config.Model;
using Engine.IO.Addressing;
using Engine.Proxy.State;
using Engine.Stages.Hashing;

namespace Engine.Stages.Balancers;

/// <summary>
/// The places of servers on a ring of 2^32, as HAProxy gives them: as many for each as its effective weight, the n-th at the
/// avalanche of its key times 4096 plus n. Immutable; a new ring is made of an old one by what has changed.
/// </summary>
internal sealed class HashRing
{
    internal static readonly HashRing Empty = new([], [], [], []);

    /// <summary>Places a server can have at most: its weight in steps.</summary>
    private const uint PlacesMax = 256 * ServerState.WeightScale;

    private readonly uint[] _keys;
    private readonly ServerState[] _owners;
    private readonly ushort[] _ordinals;

    /// <summary>Places of each server that has any.</summary>
    private readonly Dictionary<ServerState, int> _counts;

    private HashRing(uint[] keys, ServerState[] owners, ushort[] ordinals, Dictionary<ServerState, int> counts) =>
        (_keys, _owners, _ordinals, _counts) = (keys, owners, ordinals, counts);

    internal int Count => _keys.Length;

    internal ServerState At(int place) => _owners[place];

    /// <summary>The nearer of the places before and after the hash, of equals the one before. On a ring that has any.</summary>
    internal int Nearest(uint hash)
    {
        int low = 0;
        int high = _keys.Length;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (_keys[middle] < hash)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        int after = low < _keys.Length ? low : 0;
        int before = after > 0 ? after - 1 : _keys.Length - 1;
        uint back = unchecked(hash - _keys[before]);
        uint ahead = unchecked(_keys[after] - hash);
        return back <= ahead ? before : after;
    }

    /// <summary>This ring with these servers, at their weights as of now. Costs a walk around the ring and a sort of what is new.</summary>
    internal HashRing With(IReadOnlyList<ServerState> servers)
    {
        Dictionary<ServerState, int> counts = new(servers.Count);
        int total = 0;
        int added = 0;
        foreach (ServerState server in servers)
        {
            int count = server.EffectiveWeight;
            counts[server] = count;
            total += count;
            added += Math.Max(0, count - _counts.GetValueOrDefault(server));
        }

        // Sorted by key, then in the order in which they came.
        ulong[] news = new ulong[added];
        ServerState[] newOwners = new ServerState[added];
        ushort[] newOrdinals = new ushort[added];
        int at = 0;
        foreach (ServerState server in servers)
        {
            uint first = unchecked(KeyOf(server) * PlacesMax);
            for (int n = _counts.GetValueOrDefault(server); n < counts[server]; n++, at++)
            {
                news[at] = ((ulong)KeyHashes.Avalanche(unchecked(first + (uint)n)) << 32) | (uint)at;
                newOwners[at] = server;
                newOrdinals[at] = (ushort)n;
            }
        }

        Array.Sort(news);
        HashRing ring = new(new uint[total], new ServerState[total], new ushort[total], counts);
        Merge(ring, news, newOwners, newOrdinals);
        return ring;
    }

    private void Merge(HashRing ring, ulong[] news, ServerState[] newOwners, ushort[] newOrdinals)
    {
        int taken = 0;
        int to = 0;
        for (int i = 0; i <= _keys.Length; i++)
        {
            while (taken < news.Length && (i == _keys.Length || (uint)(news[taken] >> 32) < _keys[i]))
            {
                int from = (int)(uint)news[taken];
                ring.Set(to++, (uint)(news[taken++] >> 32), newOwners[from], newOrdinals[from]);
            }

            if (i < _keys.Length && _ordinals[i] < ring._counts.GetValueOrDefault(_owners[i]))
            {
                ring.Set(to++, _keys[i], _owners[i], _ordinals[i]);
            }
        }
    }

    private void Set(int place, uint key, ServerState owner, ushort ordinal)
    {
        _keys[place] = key;
        _owners[place] = owner;
        _ordinals[place] = ordinal;
    }

    /// <summary>CFG 5.2 hash-key: the id, or what the address makes, so that several proxies agree whatever they call their servers.</summary>
    private static uint KeyOf(ServerState server)
    {
        EndpointAddress address = server.Endpoint is { } endpoint ? endpoint.ToAddress() : default;
        if (server.Plan.HashKey == HashKey.Id || !address.IsIP)
        {
            return (uint)server.Plan.Id;
        }

        uint port = server.Plan.HashKey == HashKey.AddressAndPort ? KeyHashes.Avalanche((uint)address.Port) : 0;
        return address.Family == SocketFamily.IPv4
            ? KeyHashes.Avalanche(unchecked(port + BinaryPrimitives.ReadUInt32LittleEndian(address.AddressBytes)))
            : XxHash32.HashToUInt32(address.AddressBytes, unchecked((int)port));
    }
}
