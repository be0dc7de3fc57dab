using System.Collections.Generic;
using System.Net;
using Engine.IO.Addressing;
using Engine.IO.Listening;
using Engine.IO.Polling;

namespace Engine.Simulation.Network;

/// <summary>The accept queue of one loop and one frontend.</summary>
internal sealed class SimListener : Listener
{
    private readonly SimNetwork _network;
    private readonly Queue<SimSocket> _waiting = new();
    private readonly Door _door;
    private int _clients;

    public SimListener(SimNetwork network)
    {
        _network = network;
        _door = new Door(network, _waiting);
        network.Adopt(_door);
    }

    public bool IsClosed { get; private set; }

    public override int Fd => IsClosed ? -1 : _door.Fd;

    /// <summary>A client's connection has come this far.</summary>
    public void Enqueue(SimSocket proxySide)
    {
        _waiting.Enqueue(proxySide);
        _door.Notify();
    }

    public override AcceptResult TryAccept(out int fd, out EndpointAddress peer)
    {
        fd = -1;
        peer = default;
        if (_waiting.Count == 0)
        {
            return AcceptResult.Drained;
        }

        if (_network.World.Chance(_network.Weather.AcceptError))
        {
            return _network.World.Chance(0.5) ? AcceptResult.Exhausted : AcceptResult.Retry;
        }

        fd = _waiting.Dequeue().Fd;
        peer = EndpointAddress.FromIP(IPAddress.Loopback, 20000 + _clients++);
        return AcceptResult.Accepted;
    }

    protected override void Dispose(bool disposing)
    {
        IsClosed = true;
        _door.Poller?.Remove(_door);
        _network.Forget(_door);

        // The kernel resets what still waits.
        while (_waiting.TryDequeue(out SimSocket? socket))
        {
            socket.Close(reset: true);
        }
    }

    private sealed class Door(SimNetwork network, Queue<SimSocket> waiting) : SimEndpoint(network)
    {
        public override ReadyFlags Flags => waiting.Count > 0 ? ReadyFlags.Readable : ReadyFlags.None;
    }
}
