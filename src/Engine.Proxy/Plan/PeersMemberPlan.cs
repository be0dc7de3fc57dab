using Engine.IO.Addressing;
using Engine.IO.Sockets;
using Engine.Proxy.Tls;

namespace Engine.Proxy.Plan;

/// <summary>Another machine of a peers section.</summary>
public sealed record PeersMemberPlan(string Name, SocketEndpoint Endpoint)
{
    /// <summary>How it is spoken to by TLS; null = not.</summary>
    public TlsServerPlan? Tls { get; init; }

    /// <summary>Where connections to it come from; null = the kernel chooses.</summary>
    public SourcePlan? Source { get; init; }

    public ConnectOptions ConnectOptions { get; init; } = ConnectOptions.Default;

    /// <summary>The part of the keys that it is told of; 0 = all.</summary>
    public int Shard { get; init; }

    /// <summary>Its line and those that it starts from, as they are written: what the same connection can go on under.</summary>
    internal string Words { get; init; } = "";
}
