using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Engine.Http;

/// <summary>Sets of characters as two tables: one by the low half of a byte, one by the high half.</summary>
public static class NibbleTable
{
    /// <summary>All bits set where the byte is not in the set, one of ASCII characters. Bytes above 127 never are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<byte> Misses(Vector128<byte> bytes, Vector128<byte> byLowNibble)
    {
        Vector128<byte> bitOfHighNibble = Vector128.Create((byte)1, 2, 4, 8, 16, 32, 64, 128, 0, 0, 0, 0, 0, 0, 0, 0);
        return Vector128.Equals(Members(bytes, byLowNibble, bitOfHighNibble), Vector128<byte>.Zero);
    }

    /// <summary>For each byte the bits that both tables have for it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Members(Vector128<byte> bytes, Vector128<byte> byLowNibble, Vector128<byte> byHighNibble)
    {
        Vector128<byte> low = bytes & Vector128.Create((byte)0x0F);
        Vector128<byte> high = (bytes.AsUInt16() >>> 4).AsByte() & Vector128.Create((byte)0x0F);

        // Two instructions; said by name because the portable spelling becomes a call in native AOT.
        if (Ssse3.IsSupported)
        {
            return Ssse3.Shuffle(byLowNibble, low) & Ssse3.Shuffle(byHighNibble, high);
        }

        return AdvSimd.Arm64.IsSupported
            ? AdvSimd.Arm64.VectorTableLookup(byLowNibble, low) & AdvSimd.Arm64.VectorTableLookup(byHighNibble, high)
            : Vector128.Shuffle(byLowNibble, low) & Vector128.Shuffle(byHighNibble, high);
    }

    internal static bool Has(byte value, ulong from0, ulong from64)
    {
        ulong word = value < 64 ? from0 : from64;
        return value < 128 && ((word >> (value & 63)) & 1) != 0;
    }
}
