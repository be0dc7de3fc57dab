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
    private readonly Dictionary<string, Resolver> _byName = new(StringComparer.Ordinal);

    internal ResolverSet(ProxyLoop place)
    {
        _place = place;
        foreach (ResolversPlan plan in place.Plan.Resolvers)
        {
            _byName.Add(plan.Name, new Resolver(place, plan));
        }
    }

    /// <summary>By the name of its section, which exists.</summary>
    internal Resolver Find(string name) => _byName[name];

    /// <summary>Servers begin to follow their names. On the loop that resolves, once it runs.</summary>
    internal void Start()
    {
        ResolutionMessages messages = new(_place);
        foreach (BackendPlan backend in _place.Plan.Backends)
        {
            Start(backend.State, messages);
        }
    }

    private void Start(BackendState backend, ResolutionMessages messages)
    {
        List<FollowedServer> all = [];
        Dictionary<(string, Resolver), List<FollowedServer>> services = [];
        foreach (ServerState server in backend.Servers)
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

        foreach (FollowedServer followed in all)
        {
            followed.Siblings = all;
            if (followed.Server.Plan.Resolution is { IsService: false } plan)
            {
                followed.FollowHost(plan.Name);
            }
        }

        foreach (((string name, Resolver resolver), List<FollowedServer> sharers) in services)
        {
            new FollowedService(sharers).Follow(name, resolver);
        }
    }
}
