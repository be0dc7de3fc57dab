using System;
using System.Collections.Generic;
using Engine.IO.Native;
using Engine.Simulation.World;

namespace Engine.Simulation.Network;

/// <summary>All descriptors and connections of a run, and who answers behind which address.</summary>
internal sealed class SimNetwork(SimWorld world, Weather weather)
{
    /// <summary>Far from any real descriptor; never used twice, so that a late use of a closed one is seen.</summary>
    private int _nextFd = 1_000_000;

    private readonly SortedDictionary<int, SimEndpoint> _open = [];
    private readonly Dictionary<int, (Action<SimSocket> Accept, bool IsSlow)> _servers = [];

    public SimWorld World => world;

    public Weather Weather => weather;

    /// <summary>Whether an actor's system throws away received bytes when a reset arrives.</summary>
    public bool ResetDropsArrived { get; } = world.Chance(0.5);

    /// <summary>Everything open, by descriptor.</summary>
    public IEnumerable<SimEndpoint> Open => _open.Values;

    /// <summary>Called when a connection is reset out of the blue, with the end of whoever opened it.</summary>
    public Action<SimSocket>? Struck { get; set; }

    public int NextFd() => _nextFd++;

    public void Adopt(SimEndpoint endpoint) => _open.Add(endpoint.Fd, endpoint);

    public void Forget(SimEndpoint endpoint) => _open.Remove(endpoint.Fd);

    public SimEndpoint Find(int fd) =>
        _open.TryGetValue(fd, out SimEndpoint? endpoint) ? endpoint : throw new InvalidOperationException($"Descriptor {fd} is not open.");

    public SimSocket Socket(int fd) => (SimSocket)Find(fd);

    /// <param name="isSlow">Reads slowly: little waits between it and the proxy, or the proxy would take it for silent.</param>
    public void Serve(int port, bool isSlow, Action<SimSocket> accept) => _servers[port] = (accept, isSlow);

    /// <summary>A client's connection: its own end, at once usable; the proxy's end reaches the listener a little later.</summary>
    public SimSocket ConnectClient(string name, bool isSlow, SimListener listener)
    {
        (SimSocket client, SimSocket proxy) = Pair(name, "proxy<-" + name);
        client.In = proxy.Out = new SimStream(world, client, Shape(isSlow));
        world.After(world.Between(0, 5), () =>
        {
            if (listener.IsClosed)
            {
                proxy.Close(reset: true);
                return;
            }

            listener.Enqueue(proxy);
        });
        return client;
    }

    /// <summary>The proxy connects to a server: its own end, the handshake under way; or -errno.</summary>
    public int ConnectServer(int port)
    {
        if (world.Chance(weather.ConnectError))
        {
            return -world.OneOf(Errno.EADDRNOTAVAIL, Errno.EMFILE, Errno.ENETUNREACH);
        }

        (SimSocket proxy, SimSocket server) = Pair("proxy->" + port, "server" + port);
        server.In = proxy.Out = new SimStream(world, server, Shape(_servers[port].IsSlow));
        proxy.IsConnecting = true;
        bool refused = world.Chance(weather.ConnectRefused);
        bool lost = world.Chance(weather.ConnectLost);
        world.Note($"connect {proxy.Fd} to {port}{(refused ? ", will be refused" : lost ? ", will be lost" : "")}");
        if (lost && world.Chance(0.5))
        {
            Forget(server);
            return proxy.Fd;
        }

        int delayMs = lost ? world.Between(300, 5000) : world.Between(0, 10);
        world.After(delayMs, () => FinishHandshake(proxy, server, refused ? null : _servers[port].Accept));
        return proxy.Fd;
    }

    private void FinishHandshake(SimSocket proxy, SimSocket server, Action<SimSocket>? accept)
    {
        if (proxy.IsClosed || accept is null)
        {
            Forget(server);
            if (!proxy.IsClosed)
            {
                proxy.Break(Errno.ECONNREFUSED);
            }

            return;
        }

        proxy.IsConnecting = false;
        proxy.Notify();
        accept(server);
    }

    private (SimSocket Near, SimSocket Far) Pair(string near, string far)
    {
        var a = new SimSocket(this, world, near);
        var b = new SimSocket(this, world, far);
        a.Other = b;
        b.Other = a;
        a.In = b.Out = new SimStream(world, a, Shape(isSlow: false));
        b.In = a.Out = new SimStream(world, b, Shape(isSlow: false));
        Adopt(a);
        Adopt(b);
        if (world.Chance(weather.Reset))
        {
            world.After(world.Between(1, 400), () => Strike(a, b));
        }

        return (a, b);
    }

    private void Strike(SimSocket a, SimSocket b)
    {
        if (a.IsConnecting)
        {
            return;
        }

        Struck?.Invoke(a);
        world.Note($"a reset strikes {a.Name} {a.Fd} and {b.Name} {b.Fd}");
        a.Break(Errno.ECONNRESET);
        b.Break(Errno.ECONNRESET);
    }

    private StreamShape Shape(bool isSlow)
    {
        int latencyMs = world.OneOf(0, 0, 1, 3, 20);
        int capacity = isSlow ? world.OneOf(700, 2000, 4096) : world.OneOf(700, 4096, 20_000, 200_000, 600_000);
        return new StreamShape(capacity, latencyMs / 2, latencyMs, world.Chance(0.5));
    }
}
