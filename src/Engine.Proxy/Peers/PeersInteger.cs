using System;

namespace Engine.Proxy.Peers;

/// <summary>Whole numbers as the peers protocol writes them: below 240 in one byte, else four bits there and seven in each byte that follows.</summary>
internal static class PeersInteger
{
    /// <summary>Bytes of the largest one.</summary>
    internal const int BytesMax = 10;

    private const byte Long = 240;
    private const byte More = 128;

    internal static int Write(ulong value, Span<byte> room)
    {
        if (value < Long)
        {
            room[0] = (byte)value;
            return 1;
        }

        room[0] = (byte)(value | Long);
        value = (value - Long) >> 4;
        int length = 1;
        while (value >= More)
        {
            room[length++] = (byte)(value | More);
            value = (value - More) >> 7;
        }

        room[length++] = (byte)value;
        return length;
    }

    /// <summary>False when the bytes end before the number does.</summary>
    internal static bool TryRead(ref ReadOnlySpan<byte> bytes, out ulong value)
    {
        value = 0;
        if (bytes.IsEmpty)
        {
            return false;
        }

        value = bytes[0];
        int length = 1;
        if (value >= Long)
        {
            byte next;
            int shift = 4;
            do
            {
                if (length == bytes.Length || length == BytesMax)
                {
                    return false;
                }

                next = bytes[length++];
                value += (ulong)next << shift;
                shift += 7;
            }
            while (next >= More);
        }

        bytes = bytes[length..];
        return true;
    }
}
