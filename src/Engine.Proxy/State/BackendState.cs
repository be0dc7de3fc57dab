using System;
using System.Collections.Generic;
using System.Threading;
using Engine.Proxy.Stages;

namespace Engine.Proxy.State;

/// <summary>Identity of a backend, its servers, and which of them may be picked now.</summary>
public sealed class BackendState
{
    private Balancer? _balancer;
    private bool _allBackups;

    public BackendState(string name) => Name = name;

    public string Name { get; }

    /// <summary><c>id</c>, or the first free number in order of declaration.</summary>
    public int Id { get; internal set; }

    public IReadOnlyList<ServerState> Servers { get; private set; } = [];

    /// <summary>Exchanges and sessions under way, queued ones included.</summary>
    public LoopSumShared Active { get; } = new();

    /// <summary>Exchanges and sessions since the start.</summary>
    public LoopSumShared Taken { get; } = new();

    /// <summary>Null when there is none of that name. Names are Latin letters, digits and a few signs, so that bytes are characters.</summary>
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

    /// <summary>Held while a server of this backend changes its state, address or weight, one at a time.</summary>
    internal Lock Changes { get; } = new();

    /// <summary>Exchanges that wait for a slot of a full server.</summary>
    internal WaitQueueShared Queue { get; } = new();

    /// <summary>From now on these are the servers, and that balancer picks among them.</summary>
    /// <param name="servers">In order of declaration.</param>
    /// <param name="balancer">Of this backend alone.</param>
    /// <param name="allBackups">CFG 4.2 option allbackups.</param>
    internal void Use(IReadOnlyList<ServerState> servers, Balancer balancer, bool allBackups)
    {
        lock (Changes)
        {
            Servers = servers;
            _balancer = balancer;
            _allBackups = allBackups;
            Refresh();
        }
    }

    /// <summary>
    /// Hands the usable servers to the balancer: the active ones, or when there is none the first backup server (all of them with
    /// <c>option allbackups</c>). Under <see cref="Changes"/>.
    /// </summary>
    internal void Refresh()
    {
        List<ServerState> usable = [];
        foreach (ServerState server in Servers)
        {
            if (!server.Plan.Backup && server.TakesNew)
            {
                usable.Add(server);
            }
        }

        foreach (ServerState server in Servers)
        {
            bool more = usable.Count == 0 || (_allBackups && usable[0].Plan.Backup);
            if (more && server.Plan.Backup && server.TakesNew)
            {
                usable.Add(server);
            }
        }

        Usable = usable;
        _balancer?.Use(usable);
    }
}
