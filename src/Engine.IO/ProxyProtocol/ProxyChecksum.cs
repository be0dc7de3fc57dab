using System;
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Engine.IO.ProxyProtocol;

/// <summary>The CRC-32C over a whole header (section 2.2.3), for which the field that holds it counts as zeros.</summary>
internal static class ProxyChecksum
{
    /// <param name="header">All of it.</param>
    /// <param name="field">The four bytes of the checksum, inside of <paramref name="header"/>.</param>
    internal static bool IsRight(ReadOnlySpan<byte> header, ReadOnlySpan<byte> field)
    {
        int at = (int)Unsafe.ByteOffset(ref MemoryMarshal.GetReference(header), ref MemoryMarshal.GetReference(field));
        return Of(header, at) == BinaryPrimitives.ReadUInt32BigEndian(field);
    }

    /// <param name="zerosAt">Where four bytes count as zeros.</param>
    internal static uint Of(ReadOnlySpan<byte> header, int zerosAt)
    {
        uint crc = uint.MaxValue;
        for (int i = 0; i < header.Length; i++)
        {
            crc = BitOperations.Crc32C(crc, i >= zerosAt && i < zerosAt + 4 ? (byte)0 : header[i]);
        }

        return ~crc;
    }
}
