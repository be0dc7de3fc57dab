using System;
using System.Buffers.Binary;

namespace Engine.Config.Values;

/// <summary>A set of addresses under a mask. Immutable; safe from every loop.</summary>
/// <param name="IsIPv6">Else IPv4, which uses the low 32 bits of both numbers.</param>
/// <param name="Address">Network byte order as a number; bits outside the mask are zero.</param>
/// <param name="Mask">Not always a prefix: HAProxy takes 255.0.255.0 as well.</param>
public readonly record struct Network(bool IsIPv6, UInt128 Address, UInt128 Mask)
{
    /// <summary>True when the address (4 or 16 bytes, network order) is of the same family and inside.</summary>
    public bool Contains(ReadOnlySpan<byte> address) => address.Length switch
    {
        4 => !IsIPv6 && (BinaryPrimitives.ReadUInt32BigEndian(address) & Mask) == Address,
        16 => IsIPv6 && (BinaryPrimitives.ReadUInt128BigEndian(address) & Mask) == Address,
        _ => false,
    };
}
