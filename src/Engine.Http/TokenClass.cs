using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Engine.Http;

/// <summary>Stops at the first byte that is not a tchar (RFC 9110 section 5.6.2).</summary>
internal readonly struct TokenClass : IByteClass
{
    private const ulong From0 = 0x03FF_6CFA_0000_0000;
    private const ulong From64 = 0x57FF_FFFF_C7FF_FFFE;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Stops(Vector128<byte> bytes)
    {
        // Bit h of entry l is set when the character h * 16 + l is in the set.
        Vector128<byte> byLowNibble = Vector128.Create((byte)232, 252, 248, 252, 252, 252, 252, 252, 248, 248, 244, 84, 208, 84, 244, 112);
        return NibbleTable.Misses(bytes, byLowNibble);
    }

    public static bool Stops(byte value) => !NibbleTable.Has(value, From0, From64);
}
