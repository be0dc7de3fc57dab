using System;
using System.Buffers.Binary;

namespace Engine.IO.Sockets;

/// <summary>What the kernel knows about a TCP connection (tcp(7) TCP_INFO), the figures that HAProxy shows too. Times in microseconds.</summary>
public readonly record struct TcpInfo
{
    /// <summary>Bytes of struct tcp_info up to the last field that is read here.</summary>
    internal const int Bytes = 92;

    public uint Unacked { get; private init; }
    public uint Sacked { get; private init; }
    public uint Lost { get; private init; }
    public uint Retransmits { get; private init; }
    public uint Fackets { get; private init; }
    public uint RttUs { get; private init; }
    public uint RttVarianceUs { get; private init; }
    public uint Reordering { get; private init; }

    /// <summary>Eight bytes of flags come first, then numbers of 32 bits in the machine's byte order.</summary>
    internal static TcpInfo Read(ReadOnlySpan<byte> info) => new()
    {
        Unacked = At(info, 24),
        Sacked = At(info, 28),
        Lost = At(info, 32),
        Retransmits = At(info, 36),
        Fackets = At(info, 40),
        RttUs = At(info, 68),
        RttVarianceUs = At(info, 72),
        Reordering = At(info, 88),
    };

    private static uint At(ReadOnlySpan<byte> info, int offset) =>
        BitConverter.IsLittleEndian ? BinaryPrimitives.ReadUInt32LittleEndian(info[offset..]) : BinaryPrimitives.ReadUInt32BigEndian(info[offset..]);
}
