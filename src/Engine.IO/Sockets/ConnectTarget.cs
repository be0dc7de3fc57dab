using System;

namespace Engine.IO.Sockets;

/// <summary>Where and how to connect.</summary>
public readonly ref struct ConnectTarget
{
    /// <summary>Native sockaddr of the server.</summary>
    public required ReadOnlySpan<byte> Address { get; init; }

    /// <summary>Native sockaddr to connect from (<c>source</c>); empty = the kernel chooses.</summary>
    public ReadOnlySpan<byte> Source { get; init; }

    public required ConnectOptions Options { get; init; }
}
