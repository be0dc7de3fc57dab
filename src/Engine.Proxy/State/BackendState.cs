using System;
using System.Collections.Generic;
using Engine.Proxy.Stages;

namespace Engine.Proxy.State;

/// <summary>Identity of a backend, its servers, and which of them may be picked now.</summary>
public sealed class BackendState
{
    public BackendState(string name) => Name = name;

    public string Name { get; }

    /// <summary><c>id</c>, or the first free number in order of declaration.</summary>
    public int Id { get; init; }

    public IReadOnlyList<ServerState> Servers { get; internal set; } = [];

    /// <summary>Exchanges and sessions under way, queued ones included.</summary>
    public LoopSumShared Active { get; } = new();

    /// <summary>Exchanges and sessions since the start.</summary>
    public LoopSumShared Taken { get; } = new();

    /// <summary>Null when there is none of that name.</summary>
    internal ServerState? Find(string name)
    {
        foreach (ServerState server in Servers)
        {
            if (server.Name == name)
            {
                return server;
            }
        }

        return null;
    }

    /// <summary>The same; names are Latin letters, digits and a few signs, so that bytes are characters.</summary>
    internal ServerState? Find(ReadOnlySpan<byte> name)
    {
        foreach (ServerState server in Servers)
        {
            if (name.SequenceEqual(server.Plan.NameBytes))
            {
                return server;
            }
        }

        return null;
    }

    internal void Prepare(int loops)
    {
        Active.Prepare(loops);
        Taken.Prepare(loops);
        SessionRate.Prepare(loops);
    }

    /// <summary>Exchanges and sessions that chose this backend.</summary>
    public LoopRateShared SessionRate { get; } = new();

    /// <summary>An exchange chose this backend.</summary>
    internal void Enter(int loop, long nowMs)
    {
        SessionRate.Count(loop, nowMs);
        Active.Add(loop, 1);
        Taken.Add(loop, 1);
    }

    /// <summary>It is over.</summary>
    internal void Leave(int loop) => Active.Add(loop, -1);

    /// <summary>Servers in use now; a new list replaces the old one when that changes.</summary>
    public IReadOnlyList<ServerState> Usable { get; private set; } = [];

    /// <summary>How many exchanges wait for a slot of a full server.</summary>
    public int Queued => Queue.Length;

    /// <summary>Exchanges that wait for a slot of a full server.</summary>
    internal WaitQueueShared Queue { get; } = new();

    /// <summary>
    /// Hands the usable servers to the balancer: the active ones, or when there is none the first backup server (all of them with
    /// <c>option allbackups</c>). CFG 4.2 option allbackups.
    /// </summary>
    internal void Refresh(Balancer balancer, bool allBackups)
    {
        List<ServerState> usable = [];
        foreach (ServerState server in Servers)
        {
            if (!server.Plan.Disabled && !server.Plan.Backup && server.Weight > 0)
            {
                usable.Add(server);
            }
        }

        foreach (ServerState server in Servers)
        {
            bool more = usable.Count == 0 || (allBackups && usable[0].Plan.Backup);
            if (more && !server.Plan.Disabled && server.Plan.Backup && server.Weight > 0)
            {
                usable.Add(server);
            }
        }

        Usable = usable;
        balancer.Use(usable);
    }
}
