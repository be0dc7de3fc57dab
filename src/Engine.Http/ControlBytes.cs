using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Engine.Http;

/// <summary>Whether bytes need a second look before they become a field value (RFC 9110 section 5.5): most are a few plain characters.</summary>
public static class ControlBytes
{
    private const ulong Ones = 0x0101010101010101;
    private const ulong Tops = 0x8080808080808080;

    /// <summary>False exactly when all bytes are 32 to 126.</summary>
    public static bool MayBeIn(ReadOnlySpan<byte> bytes)
    {
        ref byte start = ref MemoryMarshal.GetReference(bytes);
        if (bytes.Length >= sizeof(ulong))
        {
            return AreInLong(ref start, bytes.Length);
        }

        if (bytes.Length >= sizeof(uint))
        {
            ulong last = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref start, bytes.Length - sizeof(uint)));
            return AreIn(Unsafe.ReadUnaligned<uint>(ref start) | (last << 32));
        }

        bool found = false;
        for (int i = 0; i < bytes.Length; i++)
        {
            found |= (uint)(bytes[i] - 32) > 126 - 32;
        }

        return found;
    }

    /// <summary>The last eight bytes overlap those before.</summary>
    private static bool AreInLong(ref byte start, int length)
    {
        ulong found = Odd(Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, length - sizeof(ulong))));
        for (int at = 0; at < length - sizeof(ulong); at += sizeof(ulong))
        {
            found |= Odd(Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, at)));
        }

        return found != 0;
    }

    private static bool AreIn(ulong bytes) => Odd(bytes) != 0;

    /// <summary>The top bit of a byte beyond 32..126 is set, and at most of one behind it: only whether there is any counts.</summary>
    private static ulong Odd(ulong bytes) => ((bytes - (32 * Ones)) | bytes | (bytes + Ones)) & Tops;
}
