using System.Collections.Generic;
using Engine.IO.DomainNames;

namespace Engine.Proxy.Resolving;

/// <summary>A service (RFC 2782) whose places the servers of a backend share among them: each place has one server, as far as there are enough.</summary>
internal sealed class FollowedService : INameFollower
{
    private readonly List<FollowedServer> _servers;
    private readonly HashSet<(string, int)> _seen = [];

    internal FollowedService(List<FollowedServer> servers) => _servers = servers;

    /// <summary>From now on.</summary>
    internal void Follow(string name, Resolver resolver) => resolver.Follow(name, DnsType.Service, this);

    public void OnResolved(NameQuery query, DnsAnswer answer)
    {
        if (answer.Status == DnsStatus.Valid)
        {
            Share(query.Records, answer.Additional);
            return;
        }

        foreach (FollowedServer server in _servers)
        {
            server.OnFailure(query, answer.Status);
        }
    }

    private void Share(List<DnsRecord> places, IReadOnlyList<DnsRecord> additional)
    {
        foreach (FollowedServer server in _servers)
        {
            if (server.Place is { } place && Find(places, place) is null)
            {
                server.Unassign();
            }
        }

        _seen.Clear();
        foreach (DnsRecord place in places)
        {
            if (!_seen.Add((place.Target, place.Port)))
            {
                continue;
            }

            if (ServerAt(place) is { } server)
            {
                server.Renew(place, additional);
            }
            else
            {
                _servers.Find(static free => free.Place is null)?.Assign(place, additional);
            }
        }

        // Who has an address from before a reload, but no place any more.
        foreach (FollowedServer server in _servers)
        {
            if (server.Place is null)
            {
                server.Unassign();
            }
        }
    }

    private FollowedServer? ServerAt(in DnsRecord place)
    {
        foreach (FollowedServer server in _servers)
        {
            if (server.Place is { } held && held.Target == place.Target && held.Port == place.Port)
            {
                return server;
            }
        }

        return null;
    }

    private static DnsRecord? Find(List<DnsRecord> places, in DnsRecord place)
    {
        foreach (DnsRecord one in places)
        {
            if (one.Target == place.Target && one.Port == place.Port)
            {
                return one;
            }
        }

        return null;
    }
}
