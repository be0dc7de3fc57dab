using System;
using Engine.IO.Addressing;

namespace Engine.IO.ProxyProtocol;

/// <summary>What is to be told about a client's connection.</summary>
public readonly ref struct ProxyHeaderFacts
{
    /// <summary>True when there is no client: the connection is the proxy's own (a health check).</summary>
    public bool IsLocal { get; init; }

    public EndpointAddress Source { get; init; }

    public EndpointAddress Destination { get; init; }

    /// <summary>Fields of the operator's own, whole and one behind the other.</summary>
    public ReadOnlySpan<byte> OwnFields { get; init; }

    /// <summary>The host name that a header received in front of the connection has named; empty without.</summary>
    public ReadOnlySpan<byte> Authority { get; init; }

    public ReadOnlySpan<byte> UniqueId { get; init; }

    public ProxyTlsFacts Tls { get; init; }
}
