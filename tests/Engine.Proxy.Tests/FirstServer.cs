using System.Collections.Generic;
using Engine.Proxy.Stages;
using Engine.Proxy.State;

namespace Engine.Proxy.Tests;

/// <summary>The plainest balancer: the first server that is not to be avoided.</summary>
internal sealed class FirstServer : Balancer
{
    private IReadOnlyList<ServerState> _servers = [];

    public override void Use(IReadOnlyList<ServerState> servers) => _servers = servers;

    public override ServerState? Pick(in PickRequest request)
    {
        foreach (ServerState server in _servers)
        {
            if (!server.IsFull && server != request.Avoid)
            {
                return server;
            }
        }

        return null;
    }
}
