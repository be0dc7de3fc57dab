namespace Engine.IO.Sockets;

/// <summary>Options of server-side sockets. Null or 0 = the kernel's default.</summary>
public sealed record ConnectOptions
{
    public static readonly ConnectOptions Default = new();

    /// <summary><c>source ... interface NAME</c>.</summary>
    public string? Interface { get; init; }

    /// <summary><c>tcp-ut</c>, ms.</summary>
    public int TcpUserTimeoutMs { get; init; }

    /// <summary><c>tfo</c>: to a server that has given a cookie before, the first bytes go along with the SYN; a refusal is then seen by the first read.</summary>
    public bool TcpFastOpen { get; init; }

    /// <summary><c>cc</c>: an algorithm of the kernel; one that it does not have leaves its own.</summary>
    public string? CongestionControl { get; init; }

    /// <summary><c>tune.notsent-lowat.server</c>: bytes not sent yet that the socket takes at most (TCP_NOTSENT_LOWAT).</summary>
    public int UnsentBytesMax { get; init; }

    /// <summary><c>option srvtcpka</c>.</summary>
    public bool KeepAlive { get; init; }

    /// <summary><c>srvtcpka-cnt</c> and its kin; only with <see cref="KeepAlive"/>.</summary>
    public KeepAliveProbes Probes { get; init; }

    /// <summary><c>tune.sndbuf.server</c>, bytes.</summary>
    public int SendBufferBytes { get; init; }

    /// <summary><c>tune.rcvbuf.server</c>, bytes.</summary>
    public int ReceiveBufferBytes { get; init; }
}
