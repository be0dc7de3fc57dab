using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Engine.Http;

/// <summary>Membership in any set of ASCII characters with two table look-ups: one by the low half of a byte, one by the high half.</summary>
internal static class NibbleTable
{
    /// <summary>All bits set where the byte is not in the set. Bytes above 127 never are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<byte> Misses(Vector128<byte> bytes, Vector128<byte> byLowNibble)
    {
        Vector128<byte> bitOfHighNibble = Vector128.Create((byte)1, 2, 4, 8, 16, 32, 64, 128, 0, 0, 0, 0, 0, 0, 0, 0);
        Vector128<byte> low = bytes & Vector128.Create((byte)0x0F);
        Vector128<byte> high = (bytes.AsUInt16() >>> 4).AsByte() & Vector128.Create((byte)0x0F);
        return Vector128.Equals(BothLookUps(byLowNibble, low, bitOfHighNibble, high), Vector128<byte>.Zero);
    }

    /// <summary>Two instructions; said by name because the portable spelling becomes a call in native AOT.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> BothLookUps(Vector128<byte> lowTable, Vector128<byte> low, Vector128<byte> highTable, Vector128<byte> high)
    {
        if (Ssse3.IsSupported)
        {
            return Ssse3.Shuffle(lowTable, low) & Ssse3.Shuffle(highTable, high);
        }

        return AdvSimd.Arm64.IsSupported
            ? AdvSimd.Arm64.VectorTableLookup(lowTable, low) & AdvSimd.Arm64.VectorTableLookup(highTable, high)
            : Vector128.Shuffle(lowTable, low) & Vector128.Shuffle(highTable, high);
    }

    internal static bool Has(byte value, ulong from0, ulong from64)
    {
        ulong word = value < 64 ? from0 : from64;
        return value < 128 && ((word >> (value & 63)) & 1) != 0;
    }
}
