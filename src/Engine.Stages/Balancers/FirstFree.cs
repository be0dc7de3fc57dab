using System;
using System.Collections.Generic;
using System.Threading;
using Engine.Proxy.Stages;
using Engine.Proxy.State;

namespace Engine.Stages.Balancers;

/// <summary><c>balance first</c>: the server of the lowest id that has a free slot, so that the last ones can be switched off. Weights do not count.</summary>
internal sealed class FirstFree : Balancer
{
    private ServerState[] _servers = [];

    internal static Balancer? Create(BalancerArguments arguments) => arguments.EndsAfter(0) ? new FirstFree() : null;

    public override void Use(IReadOnlyList<ServerState> servers)
    {
        ServerState[] byId = [.. servers];
        Array.Sort(byId, static (a, b) => a.Plan.Id.CompareTo(b.Plan.Id));
        Volatile.Write(ref _servers, byId);
    }

    public override void Reweigh(IReadOnlyList<ServerState> servers, ServerState changed)
    {
        // All the same.
    }

    public override ServerState? Pick(in PickRequest request)
    {
        ServerState? last = null;
        foreach (ServerState server in Volatile.Read(ref _servers))
        {
            if (server.HasRoom && server != request.Avoid)
            {
                return server;
            }

            last = server.HasRoom ? server : last;
        }

        return last;
    }
}
