using Engine.IO.Sockets;

namespace Engine.IO.Listening;

/// <summary>
/// The socket options of a <c>bind</c> line (CFG 5.1). Null means "leave the system's value". Accepted connections inherit the TCP
/// ones from the listening socket, so none of them costs a system call per connection.
/// </summary>
public sealed record ListenOptions
{
    /// <summary><c>backlog</c>: connections that may wait; the kernel cuts it to net.core.somaxconn, whose default is ours.</summary>
    public int Backlog { get; init; } = 4096;

    /// <summary>An inherited descriptor is no listening socket, but one by which connections are handed over (<c>sockpair@</c>).</summary>
    public bool TakesPassed { get; init; }

    /// <summary>Several sockets share the address and the kernel spreads connections over them (SO_REUSEPORT); TCP only.</summary>
    public bool ReusePort { get; init; }

    /// <summary><c>interface</c>: take connections that arrive on this network interface only (SO_BINDTODEVICE); at most 15 bytes.</summary>
    public string? Interface { get; init; }

    /// <summary><c>v4v6</c>, <c>v6only</c>.</summary>
    public DualStack DualStack { get; init; }

    /// <summary><c>tcp-ut</c>: how long sent data may stay unacknowledged, ms (RFC 5482).</summary>
    public int? TcpUserTimeoutMs { get; init; }

    /// <summary><c>defer-accept</c>: hand over a connection only once data came (TCP_DEFER_ACCEPT, 1 s).</summary>
    public bool DeferAccept { get; init; }

    /// <summary><c>option tcp-smart-accept</c>: the request is acknowledged by the response, not by a packet of its own (TCP_QUICKACK off).</summary>
    public bool DelaysAck { get; init; }

    /// <summary><c>tfo</c>: RFC 7413, with the backlog as the length of its queue.</summary>
    public bool TcpFastOpen { get; init; }

    /// <summary><c>mss</c>: largest segment announced, bytes, 1..65535.</summary>
    public int? Mss { get; init; }

    /// <summary><c>cc</c>: an algorithm of the kernel (TCP_CONGESTION).</summary>
    public string? CongestionControl { get; init; }

    /// <summary><c>tune.notsent-lowat.client</c>: bytes not sent yet that a connection's socket takes at most (TCP_NOTSENT_LOWAT).</summary>
    public int? UnsentBytesMax { get; init; }

    /// <summary><c>transparent</c>: the address need not be one of this machine (IP_TRANSPARENT, or IP_FREEBIND without the right to it).</summary>
    public bool Transparent { get; init; }

    /// <summary><c>option clitcpka</c>: probe idle connections (SO_KEEPALIVE).</summary>
    public bool KeepAlive { get; init; }

    /// <summary><c>clitcpka-cnt</c> and its kin; only with <see cref="KeepAlive"/>.</summary>
    public KeepAliveProbes Probes { get; init; }

    /// <summary><c>tune.rcvbuf.client</c>, bytes; the kernel doubles it and caps it at net.core.rmem_max.</summary>
    public int? ReceiveBufferBytes { get; init; }

    /// <summary><c>tune.sndbuf.client</c>, bytes; the kernel doubles it and caps it at net.core.wmem_max.</summary>
    public int? SendBufferBytes { get; init; }

    /// <summary><c>mode</c>: permission bits of a unix socket; null leaves them to the umask.</summary>
    public int? UnixMode { get; init; }

    /// <summary><c>uid</c>, <c>user</c>: owner of a unix socket.</summary>
    public int? UnixUid { get; init; }

    /// <summary><c>gid</c>, <c>group</c>: group of a unix socket.</summary>
    public int? UnixGid { get; init; }
}
