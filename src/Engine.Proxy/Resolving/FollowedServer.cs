using System;
using System.Collections.Generic;
using Engine.IO.Addressing;
using Engine.IO.DomainNames;
using Engine.Proxy.Plan;
using Engine.Proxy.State;

namespace Engine.Proxy.Resolving;

/// <summary>A server whose address follows a name: its own, or that of the host which a service has assigned to it.</summary>
internal sealed class FollowedServer(ServerState server, Resolver resolver, ResolutionMessages messages) : INameFollower
{
    private readonly ServerResolutionPlan _plan = server.Plan.Resolution!;

    /// <summary>The host under which its address is looked for; null while a service has assigned none.</summary>
    private NameQuery? _host;

    internal ServerState Server => server;

    /// <summary>The place of the service that it stands for; null without.</summary>
    internal DnsRecord? Place { get; private set; }

    /// <summary>Other servers of the backend that follow names: two of them do not get one address, unless that is asked for.</summary>
    internal IReadOnlyList<FollowedServer> Siblings { get; set; } = [];

    /// <summary>From now on it is the host of that name.</summary>
    internal void FollowHost(string name)
    {
        DnsType preferred = _plan.PrefersIPv4 ? DnsType.IPv4 : DnsType.IPv6;
        _host = resolver.Follow(name, preferred, this);
    }

    /// <summary>The operator wants it to be the host of another name. The name before.</summary>
    internal string Rename(string name)
    {
        string before = _host?.Name ?? _plan.Name;
        _host?.Followers.Remove(this);
        FollowHost(name);
        return before;
    }

    /// <summary>A service has a place without a server: this one takes it.</summary>
    internal void Assign(in DnsRecord place, IReadOnlyList<DnsRecord> additional)
    {
        string? before = Place?.Target;
        Place = place;
        if (before != place.Target)
        {
            messages.NameChanged(server, before, place.Target);
        }

        Weigh(place);
        _host?.Followers.Remove(this);
        _host = null;
        List<EndpointAddress> known = AddressesOf(additional, place.Target);
        if (known.Count > 0)
        {
            Apply(known, "SRV record");
            return;
        }

        FollowHost(place.Target);
    }

    /// <summary>The service names its place again.</summary>
    internal void Renew(in DnsRecord place, IReadOnlyList<DnsRecord> additional)
    {
        Place = place;
        Weigh(place);
        if (_host is null && AddressesOf(additional, place.Target) is { Count: > 0 } known)
        {
            Apply(known, "SRV record");
        }
        else if (_host is null)
        {
            FollowHost(place.Target);
        }
    }

    /// <summary>The service has no place for it any more.</summary>
    internal void Unassign()
    {
        Place = null;
        _host?.Followers.Remove(this);
        _host = null;
        GoDown("entry removed from SRV record");
    }

    public void OnResolved(NameQuery query, DnsAnswer answer)
    {
        if (answer.Status == DnsStatus.Valid)
        {
            List<EndpointAddress> addresses = [];
            foreach (DnsRecord record in query.Records)
            {
                addresses.Add(record.Address);
            }

            SocketEndpoint before = server.Endpoint;
            Apply(addresses, $"{resolver.Plan.Name}/{query.AnsweredBy?.Plan.Name}");
            if (query.AnsweredBy is { } nameserver && !ReferenceEquals(before, server.Endpoint))
            {
                nameserver.Counters.Updates++;
            }

            return;
        }

        OnFailure(query, answer.Status);
    }

    /// <summary>CFG 5.3.2 hold: the last good answer counts for a while.</summary>
    internal void OnFailure(NameQuery query, DnsStatus status)
    {
        (int holdMs, string cause) = status switch
        {
            DnsStatus.NoName => (resolver.Plan.HoldNxMs, "DNS NX status"),
            DnsStatus.Refused => (resolver.Plan.HoldRefusedMs, "DNS refused status"),
            DnsStatus.Timeout => (resolver.Plan.HoldTimeoutMs, "DNS timeout status"),
            _ => (resolver.Plan.HoldOtherMs, "unspecified DNS error"),
        };
        if (resolver.NowMs - query.LastValidMs >= holdMs)
        {
            GoDown(cause);
        }
    }

    private bool IsInMaintenance => (server.Admin & ServerAdmin.ResolutionMaintenance) != 0;

    private void Apply(List<EndpointAddress> candidates, string by)
    {
        int port = Place?.Port ?? _plan.Port;
        EndpointAddress now = server.Endpoint.ToAddress();
        if (Choose(candidates, now) is not { } chosen)
        {
            GoDown("No IP for server ");
            return;
        }

        if (IsInMaintenance || !chosen.AddressBytes.SequenceEqual(now.AddressBytes) || port != now.Port)
        {
            messages.AddressChanged(server, IsInMaintenance && server.FollowsAddress ? null : now, chosen, by);
            server.SetEndpoint(SocketEndpoint.FromAddress(chosen.WithPort(port)));
        }

        if (IsInMaintenance)
        {
            server.SetAdmin(ServerAdmin.None, ServerAdmin.ResolutionMaintenance);
            messages.Resolves(server, _host?.Name ?? Place?.Target ?? _plan.Name);
        }
    }

    /// <summary>The family that is preferred comes first, then the networks, then what no other server has, then what it has now.</summary>
    private EndpointAddress? Choose(List<EndpointAddress> candidates, in EndpointAddress now)
    {
        EndpointAddress? best = null;
        int bestScore = -1;
        foreach (EndpointAddress candidate in candidates)
        {
            bool isTaken = IsTaken(candidate);
            if (isTaken && !_plan.AllowsDuplicates)
            {
                continue;
            }

            bool isCurrent = !IsInMaintenance && candidate.AddressBytes.SequenceEqual(now.AddressBytes);
            int score = ((candidate.Family == SocketFamily.IPv4) == _plan.PrefersIPv4 ? 8 : 0) + (IsNear(candidate) ? 4 : 0) + (isTaken ? 0 : 2) + (isCurrent ? 1 : 0);
            if (score > bestScore)
            {
                bestScore = score;
                best = candidate;
            }
        }

        return best;
    }

    private bool IsNear(in EndpointAddress address)
    {
        foreach (IpNetwork network in _plan.Networks)
        {
            if (address.IsIn(network))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Another server of the same name has the address, and the port where a service gives it.</summary>
    private bool IsTaken(in EndpointAddress address)
    {
        foreach (FollowedServer sibling in Siblings)
        {
            bool isOther = sibling != this && !sibling.IsInMaintenance && sibling._plan.Name == _plan.Name && sibling.Place?.Port == Place?.Port;
            if (isOther && sibling.Server.Endpoint.ToAddress().AddressBytes.SequenceEqual(address.AddressBytes))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>RFC 2782 weights go to 65535, those of servers to 256; 0 there is 1 here, since it is no drain.</summary>
    private void Weigh(in DnsRecord place)
    {
        int weight = (place.Weight * 255 / ushort.MaxValue) + 1;
        if (!_plan.IgnoresWeight && server.Weight != weight)
        {
            server.SetWeight(weight);
        }
    }

    private void GoDown(string cause)
    {
        if (!IsInMaintenance)
        {
            server.SetAdmin(ServerAdmin.ResolutionMaintenance, ServerAdmin.None);
            messages.GoesDown(server, cause);
        }
    }

    private List<EndpointAddress> AddressesOf(IReadOnlyList<DnsRecord> additional, string host)
    {
        List<EndpointAddress> found = [];
        foreach (DnsRecord record in additional)
        {
            if (record.Owner == host && record.Address.IsIP && resolver.Families.Accepts(record.Address.Family == SocketFamily.IPv4 ? DnsType.IPv4 : DnsType.IPv6, resolver.NowMs))
            {
                found.Add(record.Address);
            }
        }

        return found;
    }
}
