using System;

namespace Engine.IO.Limits;

/// <summary>
/// What the descriptors of a process go to, and how many connections a limit has room for. When <see cref="NeededFor"/> cannot be had,
/// maxconn is lowered to <see cref="MaxConnWithin"/> and the operator warned, rather than failing to start.
/// </summary>
public readonly record struct DescriptorBudget
{
    /// <summary>Client side and server side. Idle server connections count as their clients' until these are gone; then the pool must give way.</summary>
    private const int PerConnection = 2;

    /// <summary>The poller and the eventfd that wakes it.</summary>
    private const int PerLoop = 2;

    /// <summary>
    /// Standard input to error, runtime API clients (10 at once by HAProxy's default), what the runtime and libc hold open
    /// (a fresh process has some 20), and files read now and then (certificates, /proc, hosts).
    /// </summary>
    private const int Reserve = 64;

    /// <summary>Listening sockets: addresses times loops, runtime API sockets included.</summary>
    public int Listeners { get; init; }

    /// <summary>Event loops.</summary>
    public int Loops { get; init; }

    /// <summary>Health checks that may be under way at once: one per checked server.</summary>
    public int Checks { get; init; }

    /// <summary>Sockets that log lines are sent through.</summary>
    public int LogSockets { get; init; }

    /// <summary>Pipes kept for splicing, two descriptors each.</summary>
    public int SplicePipes { get; init; }

    /// <summary>Descriptors needed to serve so many client connections at once.</summary>
    /// <param name="maxConn">0 or more.</param>
    public ulong NeededFor(int maxConn)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxConn);
        return ((ulong)maxConn * PerConnection) + Fixed;
    }

    /// <summary>The largest maxconn that a limit has room for; 0 when not even one connection fits.</summary>
    /// <param name="limit">Descriptors, as <see cref="FileLimits"/> gives them; "unlimited" included.</param>
    public int MaxConnWithin(ulong limit)
        => limit <= Fixed ? 0 : (int)Math.Min((limit - Fixed) / PerConnection, int.MaxValue);

    private ulong Fixed => (ulong)Listeners + ((ulong)Loops * PerLoop) + (ulong)Checks + (ulong)LogSockets + ((ulong)SplicePipes * 2) + Reserve;
}
