using System;
using System.Collections.Generic;
using Engine.IO.Polling;
using Engine.Simulation.World;

namespace Engine.Simulation.Network;

/// <summary>Edges in seeded order, a few at a time, spurious ones among them. Never waits: it remembers for how long it was asked to.</summary>
internal sealed class SimPoller(SimNetwork network, SimWorld world) : Poller
{
    private const int EventsPerWaitMax = 8;

    private readonly List<SimEndpoint> _queued = [];
    private readonly List<SimEndpoint> _watched = [];
    private bool _woken;

    /// <summary>How long the loop was ready to sleep at its last wait: ms, 0 = it had work, -1 = for ever.</summary>
    public int AskedMs { get; private set; }

    public int Watched => _watched.Count;

    /// <summary>Edges lost on purpose, for tests of the checks themselves: every n-th one. 0 = none.</summary>
    public int LosesEvery { get; set; }

    public void Queue(SimEndpoint endpoint)
    {
        if (!endpoint.EdgeQueued && !(LosesEvery > 0 && world.Random.Next(LosesEvery) == 0))
        {
            endpoint.EdgeQueued = true;
            _queued.Add(endpoint);
        }
    }

    public void Remove(SimEndpoint endpoint)
    {
        endpoint.Poller = null;
        endpoint.EdgeQueued = false;
        _queued.Remove(endpoint);
        _watched.Remove(endpoint);
    }

    public override int Add(int fd, ulong key)
    {
        SimEndpoint endpoint = network.Find(fd);
        if (endpoint.Poller is not null)
        {
            throw new InvalidOperationException($"{fd} is registered twice.");
        }

        endpoint.Poller = this;
        endpoint.Key = key;
        _watched.Add(endpoint);
        if (endpoint.Flags != ReadyFlags.None)
        {
            Queue(endpoint);
        }

        return 0;
    }

    public override void Remove(int fd) => Remove(network.Find(fd));

    public override int Wait(Span<ReadyEvent> ready, int timeoutMs)
    {
        if (world.Chance(network.Weather.Spurious) && _watched.Count > 0)
        {
            Queue(_watched[world.Random.Next(_watched.Count)]);
        }

        int count = 0;
        int most = Math.Min(ready.Length, EventsPerWaitMax);
        while (_queued.Count > 0 && count < most)
        {
            int pick = world.Random.Next(_queued.Count);
            SimEndpoint endpoint = _queued[pick];
            _queued.RemoveAt(pick);
            endpoint.EdgeQueued = false;
            ReadyFlags flags = endpoint.Flags;
            if (flags != ReadyFlags.None)
            {
                ready[count++] = new ReadyEvent(endpoint.Key, flags);
            }
        }

        AskedMs = _queued.Count > 0 || _woken ? 0 : timeoutMs;
        _woken = false;
        return count;
    }

    public override void Wake() => _woken = true;

    protected override void Dispose(bool disposing)
    {
    }
}
