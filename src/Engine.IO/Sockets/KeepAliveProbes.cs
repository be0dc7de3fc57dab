namespace Engine.IO.Sockets;

/// <summary>How the kernel probes a connection that is idle (SO_KEEPALIVE). 0 = the kernel's default.</summary>
/// <param name="Count">Probes without an answer after which the connection is given up (TCP_KEEPCNT).</param>
/// <param name="IdleS">Seconds of silence before the first one (TCP_KEEPIDLE).</param>
/// <param name="IntervalS">Seconds between them (TCP_KEEPINTVL).</param>
public readonly record struct KeepAliveProbes(int Count, int IdleS, int IntervalS);
