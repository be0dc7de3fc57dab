using System;
using Engine.IO.Addressing;

namespace Engine.IO.ProxyProtocol;

/// <summary>
/// What a PROXY header says: a view of the bytes it was parsed from, good as long as they stay. Addresses are unspecified where it
/// gives none (LOCAL, UNKNOWN, unix sockets): then those of the connection itself hold.
/// </summary>
public readonly ref struct ProxyHeader
{
    public EndpointAddress Source { get; init; }

    public EndpointAddress Destination { get; init; }

    /// <summary>True exactly when both addresses are given.</summary>
    public bool HasAddresses => Source.IsIP && Destination.IsIP;

    /// <summary>Fields of version 2, checked: each is whole, and the last ends where these bytes end.</summary>
    public ReadOnlySpan<byte> Fields { get; init; }

    /// <summary>Bytes of the whole header.</summary>
    public int Length { get; init; }
}
