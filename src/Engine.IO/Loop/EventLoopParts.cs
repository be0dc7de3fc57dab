using System;
using Engine.IO.Buffers;
using Engine.IO.Polling;
using Engine.IO.Sockets;

namespace Engine.IO.Loop;

/// <summary>What a loop is made of: the real parts, or the simulator's.</summary>
public sealed record EventLoopParts
{
    public int Index { get; init; }
    public required Poller Poller { get; init; }
    public required SocketLayer Sockets { get; init; }
    public required LoopClock Clock { get; init; }
    public required BufferPool Buffers { get; init; }

    /// <summary><c>tune.maxpollevents</c>: events taken per turn. 200 is HAProxy's default.</summary>
    public int EventsMax { get; init; } = 200;

    /// <summary>
    /// Called when a method that nobody waits for ends with an exception: a programmer's fault. Ends the process with the reason;
    /// the simulator reports its seed instead.
    /// </summary>
    public Action<Exception> OnBroken { get; init; } = static fault => Environment.FailFast("Weir stops: an exchange broke an invariant. " + fault, fault);

    /// <summary>epoll, sockets and clock of this machine.</summary>
    public static EventLoopParts Real(int index, int bufferBytes, int eventsMax) => new()
    {
        Index = index,
        Poller = new EpollPoller(eventsMax),
        Sockets = new KernelSockets(),
        Clock = new LoopClock(),
        Buffers = new BufferPool(bufferBytes),
        EventsMax = eventsMax,
    };
}
