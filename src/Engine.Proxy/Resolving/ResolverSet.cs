using System;
using System.Collections.Generic;
using Engine.Proxy.Loops;
using Engine.Proxy.Plan;
using Engine.Proxy.State;

namespace Engine.Proxy.Resolving;

/// <summary>All resolvers sections at work, and the servers that follow names. Made and run on one loop; <see cref="Find"/> is for all.</summary>
internal sealed class ResolverSet
{
    private readonly ProxyLoop _place;
    private readonly ProxyPlan _plan;
    private readonly Dictionary<string, Resolver> _byName = new(StringComparer.Ordinal);

    private readonly List<FollowedServer> _followed = [];

    internal ResolverSet(ProxyLoop place, ProxyPlan plan)
    {
        _place = place;
        _plan = plan;
        FamilyGate families = new(plan.Global.DnsFamilies);
        foreach (ResolversPlan section in plan.Resolvers)
        {
            _byName.Add(section.Name, new Resolver(place, section, families));
        }
    }

    internal IEnumerable<Resolver> All => _byName.Values;

    /// <summary>By the name of its section; null when this plan has none of that name.</summary>
    internal Resolver? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>A server follows another name. The name before; null when it follows none of its own. On the loop that resolves.</summary>
    internal string? Rename(ServerState server, string name)
    {
        FollowedServer? followed = server.Plan.Resolution is { IsService: false } ? _followed.Find(one => one.Server == server) : null;
        if (followed is null)
        {
            return null;
        }

        server.SetName(name);
        return followed.Rename(name);
    }

    /// <summary>Another plan has come into use: nothing is asked any more, and who waits gets no answer. On the loop that resolves.</summary>
    internal void Stop()
    {
        foreach (Resolver resolver in _byName.Values)
        {
            resolver.Stop();
        }
    }

    /// <summary>Servers begin to follow their names. On the loop that resolves, once it runs.</summary>
    internal void Start()
    {
        ResolutionMessages messages = new(_place);
        foreach (BackendPlan backend in _plan.Backends)
        {
            Start(_plan.Names.ServersOf(backend.Name), messages);
        }
    }

    private void Start(IReadOnlyList<ServerState> servers, ResolutionMessages messages)
    {
        List<FollowedServer> all = [];
        Dictionary<(string, Resolver), List<FollowedServer>> services = [];
        foreach (ServerState server in servers)
        {
            if (server.Plan.Resolution is not { } plan)
            {
                continue;
            }

            Resolver resolver = _byName[plan.Resolvers.Name];
            FollowedServer followed = new(server, resolver, messages);
            all.Add(followed);
            if (!plan.IsService)
            {
                continue;
            }

            if (!services.TryGetValue((plan.Name, resolver), out List<FollowedServer>? sharers))
            {
                services.Add((plan.Name, resolver), sharers = []);
            }

            sharers.Add(followed);
        }

        _followed.AddRange(all);
        foreach (FollowedServer followed in all)
        {
            followed.Siblings = all;
            if (followed.Server.Plan.Resolution is { IsService: false } plan)
            {
                followed.FollowHost(followed.Server.NameByHand ?? plan.Name);
            }
        }

        foreach (((string name, Resolver resolver), List<FollowedServer> sharers) in services)
        {
            new FollowedService(sharers).Follow(name, resolver);
        }
    }
}
