using System;
using System.Collections.Generic;
using System.Security.Cryptography;
using Engine.IO.DomainNames;
using Engine.IO.Loop;
using Engine.Proxy.Loops;
using Engine.Proxy.Plan;

namespace Engine.Proxy.Resolving;

/// <summary>
/// A resolvers section at work: its name servers, and the names that are asked for. All of it is on one loop; other loops ask by
/// <see cref="Post"/>.
/// </summary>
internal sealed class Resolver
{
    /// <summary>Names that rules may have asked for at a time: clients choose them.</summary>
    private const int NamesMax = 10_000;

    private readonly ProxyLoop _place;
    private readonly Dictionary<(string Name, DnsType Preferred), NameQuery> _names = [];
    private readonly Dictionary<ushort, NameQuery> _byId = [];
    private readonly List<Nameserver> _nameservers = [];
    private bool _isStopped;

    /// <param name="families">Shared by all sections.</param>
    internal Resolver(ProxyLoop place, ResolversPlan plan, FamilyGate families)
    {
        _place = place;
        Plan = plan;
        Families = families;
        foreach (NameserverPlan nameserver in plan.Nameservers)
        {
            _nameservers.Add(new Nameserver(this, nameserver, place.Loop));
        }
    }

    internal ResolversPlan Plan { get; }

    /// <summary>Which addresses are asked for.</summary>
    internal FamilyGate Families { get; }

    internal IReadOnlyList<Nameserver> Nameservers => _nameservers;

    internal long NowMs => _place.Loop.Clock.NowMs;

    /// <summary>Any loop: the answer comes to whoever asked.</summary>
    internal void Post(Lookup lookup) =>
        _place.Loop.Post(static state => ((Request)state!).Run(), new Request(this, lookup));

    /// <summary>The name, resolved from now on for as long as somebody follows it.</summary>
    internal NameQuery Follow(string name, DnsType preferred, INameFollower follower)
    {
        NameQuery query = Find(name, preferred);
        query.Followers.Add(follower);
        query.Resolve();
        return query;
    }

    /// <summary>Nothing is asked any more.</summary>
    internal void Stop()
    {
        _isStopped = true;
        foreach (NameQuery query in _names.Values)
        {
            query.Stop(_place.Loop.Timers);
        }

        _names.Clear();
        foreach (Nameserver nameserver in _nameservers)
        {
            nameserver.Close();
        }
    }

    /// <summary>Nobody needs the name any more.</summary>
    internal void Forget(NameQuery query) => _names.Remove((query.Name, query.Preferred));

    /// <summary>An id that no other query has, and that cannot be guessed (RFC 5452 section 4.3).</summary>
    internal ushort TakeId(NameQuery query)
    {
        ushort id;
        do
        {
            id = (ushort)RandomNumberGenerator.GetInt32(1, ushort.MaxValue + 1);
        }
        while (!_byId.TryAdd(id, query));
        return id;
    }

    internal void Return(ushort id) => _byId.Remove(id);

    /// <summary>Asks all name servers; how many could be asked, 1 at least so that time decides when there is none.</summary>
    internal int Send(in DnsQuestion question, ushort id)
    {
        int asked = 0;
        foreach (Nameserver nameserver in _nameservers)
        {
            asked += nameserver.Ask(question, id) ? 1 : 0;
        }

        return Math.Max(asked, 1);
    }

    /// <summary>The question under way was not answered in time.</summary>
    internal void CountTimeout() => _nameservers.ForEach(static nameserver => nameserver.Counters.Timeouts++);

    /// <summary>A name was looked for in vain.</summary>
    internal void CountFailure() => _place.Counters.FailedResolutions++;

    internal void SetTimer(LoopTimer timer, int afterMs) => _place.Loop.Timers.Set(timer, NowMs + afterMs);

    /// <summary>A message came. What answers no question is dropped: it may be late, or forged.</summary>
    internal void Take(Nameserver from, ReadOnlySpan<byte> message)
    {
        int id = DnsReader.IdOf(message);
        if (id >= 0 && _byId.TryGetValue((ushort)id, out NameQuery? query))
        {
            from.Counters.Invalid += query.TryTake(from, (ushort)id, message) ? 0 : 1;
            return;
        }

        from.Counters.Outdated++;
    }

    private void Serve(Lookup lookup)
    {
        if (_isStopped)
        {
            lookup.Answer(DnsAnswer.Of(DnsStatus.Other));
            return;
        }

        DnsType preferred = lookup.PrefersIPv4 ? DnsType.IPv4 : DnsType.IPv6;
        if (_names.Count >= NamesMax && !_names.ContainsKey((lookup.Name, preferred)))
        {
            lookup.Answer(DnsAnswer.Of(DnsStatus.Other));
            return;
        }

        Find(lookup.Name, preferred).Serve(lookup);
    }

    private NameQuery Find(string name, DnsType preferred)
    {
        if (!_names.TryGetValue((name, preferred), out NameQuery? query))
        {
            query = new NameQuery(this, name, preferred);
            _names.Add((name, preferred), query);
        }

        return query;
    }

    private sealed record Request(Resolver Resolver, Lookup Lookup)
    {
        internal void Run() => Resolver.Serve(Lookup);
    }
}
