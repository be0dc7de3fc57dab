using System;
using System.Buffers.Binary;
using System.Numerics;

namespace Engine.Stages.Hashing;

/// <summary>CRC-32C (RFC 9260 appendix A), by the processor's instruction where it has one.</summary>
internal static class Crc32c
{
    internal static uint Of(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        while (bytes.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (byte value in bytes)
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return ~crc;
    }
}
