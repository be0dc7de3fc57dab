using System;

namespace Engine.IO.Sockets;

/// <summary>Where and how to connect.</summary>
public readonly ref struct ConnectTarget
{
    /// <summary>Native sockaddr of the server.</summary>
    public required ReadOnlySpan<byte> Address { get; init; }

    /// <summary>Native sockaddr to connect from (<c>source</c>); empty = the kernel chooses.</summary>
    public ReadOnlySpan<byte> Source { get; init; }

    /// <summary>Ports for <see cref="Source"/>, taken in turn until one is free; null = the one that is written there.</summary>
    public SourcePortsShared? SourcePorts { get; init; }

    /// <summary>The source is none of this machine's addresses (<c>usesrc</c>; needs CAP_NET_RAW or CAP_NET_ADMIN).</summary>
    public bool IsTransparent { get; init; }

    /// <summary>For netfilter and routing (SO_MARK); null = none.</summary>
    public int? Mark { get; init; }

    /// <summary>The DS field of what is sent; null = the kernel's.</summary>
    public int? TrafficClass { get; init; }

    /// <summary>Something is sent as soon as the connection is there: it carries the last packet of the handshake (TCP_QUICKACK off).</summary>
    public bool DelaysAck { get; init; }

    public required ConnectOptions Options { get; init; }
}
